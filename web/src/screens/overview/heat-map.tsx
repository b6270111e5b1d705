import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { DayView } from '../../../../src/contract/days.ts';
import { formatTime } from '../../format/dates.ts';
import { firstDayOfWeek } from '../../format/weeks.ts';
import { perLocale } from '../../i18n/locale.ts';
import { useText } from '../../i18n/text.tsx';
import { LEVELS, type Level } from './heat-levels.ts';
import { yearWeeks } from './year-weeks.ts';

const SHADES: Readonly<Record<Level, string>> = {
  0: 'bg-sunken',
  1: 'bg-accent/25',
  2: 'bg-accent/50',
  3: 'bg-accent/75',
  4: 'bg-accent',
};

/** Cell size, limited by the space for a year. */
const CELL = 'block size-2.75 forced-color-adjust-none [print-color-adjust:exact] rounded-[3px] @4xl:size-3.75';

/** Number of days by which keys move. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 };

const monthNames = perLocale((locale) => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }));
const weekdayNames = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }));

/** Space after the last day that is kept in view, pixels. */
const BEYOND = 24;

/** A Monday, for names of weekdays. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** The days of a year, shaded by count; a table of weeks for screen readers. */
export function HeatMap({
  backup,
  year,
  days,
  levelOf,
}: {
  readonly backup: string;
  readonly year: number;
  readonly days: readonly DayView[];
  readonly levelOf: (count: number) => Level;
}): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const frame = useRef<HTMLDivElement>(null);
  const firstDay = firstDayOfWeek();
  const { weeks, months } = useMemo(() => yearWeeks(year, firstDay), [year, firstDay]);
  const byDay = useMemo(() => new Map(days.map((day) => [day.day, day])), [days]);
  const [focused, setFocused] = useState(days.at(-1)?.day ?? `${year}-01-01`);
  // If the year is wider than the page, scroll to its last days.
  useEffect(() => {
    const { current } = frame;
    const chosen = current?.querySelector<HTMLElement>('[tabindex="0"]') ?? null;
    if (current !== null && chosen !== null) {
      current.scrollLeft += chosen.getBoundingClientRect().right - current.getBoundingClientRect().right + BEYOND;
    }
  }, []);
  const open = (day: DayView | undefined): void => {
    if (day === undefined) return;
    // The end of the day: the timeline continues to earlier records.
    void navigate({ to: '/timeline', search: { backup, at: day.at + DAY_MS - 1 } });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = new Date(Date.parse(`${focused}T00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
    const button = frame.current?.querySelector<HTMLElement>(`[data-day="${next}"]`);
    if (button === null || button === undefined) return;
    setFocused(next);
    button.focus();
  };
  return (
    <div className="@container flex flex-col gap-2">
      <div ref={frame} className="relative overflow-x-auto pb-1">
        <table className="border-separate border-spacing-[2px]">
          <caption className="sr-only">{t.overview.activity.text}</caption>
          <thead>
            <tr>
              <td aria-hidden />
              {months.map(({ month, columns }) => (
                <th
                  key={month}
                  scope="colgroup"
                  colSpan={columns}
                  className="h-4 max-w-0 overflow-visible text-left text-xs font-normal whitespace-nowrap text-muted"
                >
                  {monthNames().format(Date.UTC(year, month, 1))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: 7 }, (_, row) => (
              <tr key={row}>
                <th
                  scope="row"
                  className="pr-1.5 text-left text-xs leading-2.75 @4xl:leading-3.75 font-normal whitespace-nowrap text-muted"
                >
                  <span className={row % 2 === 0 ? '' : 'sr-only'}>
                    {weekdayNames().format(MONDAY + (row + firstDay - 1) * DAY_MS)}
                  </span>
                </th>
                {weeks.map((week, column) => {
                  const date = week[row] ?? null;
                  // oxlint-disable-next-line react/no-array-index-key -- weeks are columns in constant order
                  if (date === null) return <td key={column} aria-hidden />;
                  const day = byDay.get(date);
                  const name = formatTime(Date.parse(`${date}T00:00Z`), 'date', 'UTC');
                  const label =
                    day === undefined
                      ? t.overview.activity.nothing({ day: name })
                      : t.overview.activity.day({ day: name, count: day.count });
                  return (
                    // oxlint-disable-next-line react/no-array-index-key -- weeks are columns in constant order
                    <td key={column} className="p-0">
                      <button
                        type="button"
                        data-day={date}
                        tabIndex={date === focused ? 0 : -1}
                        aria-label={label}
                        aria-disabled={day === undefined}
                        title={label}
                        onClick={() => open(day)}
                        onFocus={() => setFocused(date)}
                        onKeyDown={onKeyDown}
                        className={`${CELL} ${SHADES[levelOf(day?.count ?? 0)]} hover:ring-2 hover:ring-focus focus-visible:outline-offset-1`}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p aria-hidden className="flex items-center justify-end gap-1 text-xs text-muted">
        {t.overview.activity.less}
        {LEVELS.map((level) => (
          <span
            key={level}
            className={`size-2.75 forced-color-adjust-none [print-color-adjust:exact] rounded-[3px] ${SHADES[level]}`}
          />
        ))}
        {t.overview.activity.more}
      </p>
    </div>
  );
}
