import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { OverviewView } from '../../../../src/contract/overview.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { heatLevels } from './heat-levels.ts';
import { HeatMap } from './heat-map.tsx';
import { readOverviewSearch } from './overview-search.ts';
import { Panel } from './panel.tsx';

/** Number of records by day of a year, with links to the days. */
export function Activity({
  backup,
  overview: { activity, lastAt },
  year,
}: {
  readonly backup: string;
  readonly overview: Pick<OverviewView, 'activity' | 'lastAt'>;
  /** The requested year. */
  readonly year: number | null;
}): ReactNode {
  const words = useText().overview.activity;
  const { change } = useAddress(readOverviewSearch);
  const years = useMemo(() => [...new Set(activity.map(({ day }) => Number(day.slice(0, 4))))], [activity]);
  const levelOf = useMemo(() => heatLevels(activity.map(({ count }) => count)), [activity]);
  if (years.length === 0) {
    return (
      <Panel id="activity" title={words.title}>
        <p className="text-muted">{words.empty}</p>
      </Panel>
    );
  }
  // Calendars extend into the future: start with the year of the last past record.
  const last = lastAt === null ? years.at(-1) : new Date(lastAt).getUTCFullYear();
  const yearOf = (asked: number | null): number =>
    asked !== null && years.includes(asked) ? asked : (years.findLast((one) => one <= (last ?? 0)) ?? years[0] ?? 0);
  const shown = yearOf(year);
  const place = years.indexOf(shown);
  const days = activity.filter(({ day }) => day.startsWith(String(shown).padStart(4, '0')));
  const turn = (by: 1 | -1): void =>
    void change(
      (now) => {
        const next = years[years.indexOf(yearOf(now.year ?? null)) + by];
        return next === undefined ? null : { ...now, year: next };
      },
      { replace: true, resetScroll: false },
    );
  const count = days.reduce((sum, day) => sum + day.count, 0);
  return (
    <Panel
      id="activity"
      title={words.title}
      text={words.inYear({ count, year: String(shown) })}
      action={
        <div role="group" aria-label={words.year} className="flex items-center">
          <IconButton label={words.earlier} disabled={place === 0} onClick={() => turn(-1)}>
            <ChevronLeft size={17} />
          </IconButton>
          <span className="min-w-12 text-center font-medium tabular-nums">{shown}</span>
          <IconButton label={words.later} disabled={place === years.length - 1} onClick={() => turn(1)}>
            <ChevronRight size={17} />
          </IconButton>
        </div>
      }
    >
      <HeatMap key={shown} backup={backup} year={shown} days={days} levelOf={levelOf} />
    </Panel>
  );
}
