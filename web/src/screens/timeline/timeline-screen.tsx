import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import type { DayView } from '../../../../src/contract/days.ts';
import { backupsQuery, hasContents } from '../../api/backups.ts';
import { indexedOf } from '../../api/ledgers.ts';
import { type TimelineFilter, timelineMonthsQuery } from '../../api/timeline.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import type { PartialPlan } from '../../components/export/plan-dialog.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useTitle } from '../../components/use-title.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { SearchExport } from '../../records/search-export.tsx';
import { MonthScrubber } from './month-scrubber.tsx';
import { MonthSelect } from './month-select.tsx';
import { startOf } from './start-of.ts';
import { TimelineFilters } from './timeline-filters.tsx';
import { TimelineList } from './timeline-list.tsx';
import { filterOf, readTimelineSearch, type TimelineSearch } from './timeline-search.ts';
import { useTimeline } from './use-timeline.ts';
import { useTimelinePlace } from './use-timeline-place.ts';

/** The screen Timeline. */
export const Route = createLazyRoute('/timeline')({ component: TimelineScreen });

const route = getRouteApi('/timeline');

function TimelineScreen(): ReactNode {
  const t = useText();
  const search = route.useSearch();
  const backups = useQuery(backupsQuery);
  useTitle(t.timeline.title);
  const { data, error, refetch } = backups;
  if (data === undefined) {
    return error === null ? (
      <SkeletonRows rows={10} />
    ) : (
      <ErrorState heading="h1" error={error} onRetry={() => void refetch()} />
    );
  }
  const indexed = data.backups.filter(hasContents);
  if (indexed.length === 0) {
    const { title, text, action } = t.timeline.notIndexed;
    return (
      <EmptyState heading="h1" icon={<History size={24} />} title={title} text={text}>
        <Button asChild kind="primary">
          <Link to="/">{action}</Link>
        </Button>
      </EmptyState>
    );
  }
  return <Timeline key={`${search.types} ${search.areas} ${search.backup}`} search={search} backups={indexed} />;
}

function Timeline({
  search,
  backups,
}: {
  readonly search: TimelineSearch;
  readonly backups: readonly BackupView[];
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const zone = useZone();
  const { change } = useAddress(readTimelineSearch);
  const frame = useRef<HTMLDivElement>(null);
  const { types, areas, backup } = search;
  const filter = useMemo(
    () =>
      filterOf({
        ...(types === undefined ? {} : { types }),
        ...(areas === undefined ? {} : { areas }),
        ...(backup === undefined ? {} : { backup }),
      }),
    [types, areas, backup],
  );
  const { anchor, jump, follow } = useTimelinePlace(search);
  const start = anchor ?? startOf(backups, filter);
  const loaded = useTimeline(filter, start);
  const { data: days } = useQuery(timelineMonthsQuery(filter, zone));
  const months = days?.items ?? [];
  const [view, setView] = useState<number | null>(start);
  const current = monthOf(months, view);
  const goTo = (month: number): void => {
    // Until the months have arrived, the place of the next one is unknown.
    if (months.length === 0) return;
    // Up to the next month that has records.
    const next = months[month + 1];
    jump(next === undefined ? undefined : next.at - 1);
    setView(next === undefined ? null : next.at - 1);
  };
  const words = t.timeline;
  const labelOf = useBackupLabel();
  useShortcuts([
    { keys: '.', group: words.title, label: words.keys.olderMonth, run: () => goTo(Math.max(0, current - 1)) },
    {
      keys: ',',
      group: words.title,
      label: words.keys.newerMonth,
      run: () => goTo(Math.min(months.length - 1, current + 1)),
    },
  ]);
  const names = backups.length > 1 ? new Map(backups.map((backup) => [backup.id, labelOf(backup)])) : null;
  const { hits, error, retry } = loaded;
  return (
    <div className="flex h-full flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-3 sm:px-6">
        <div className="min-w-0 flex-1 basis-40">
          <h1 className="text-lg font-semibold">{words.title}</h1>
          <p className="truncate text-sm text-muted">{view === null ? '' : formatTime(view, 'month', zone)}</p>
        </div>
        <MonthSelect months={months} current={current} onJump={goTo} />
        <TimelineFilters
          search={search}
          backups={backups}
          onChange={(next) => void change(next, { resetScroll: false })}
        />
        <SearchExport
          title={words.export}
          backups={backups.filter(({ id }) => filter.backup === null || id === filter.backup)}
          plan={planOf(filter)}
        />
      </header>
      <IncompleteNote
        backups={indexedOf(backups, filter.backup)}
        artifacts={filter.areas.length === 0 ? kinds.artifactsOf(filter.types) : null}
        className="sm:px-6"
      />
      <div className="flex min-h-0 flex-1">
        {error === null ? null : (
          <div className="flex-1">
            <ErrorState error={error} onRetry={retry} />
          </div>
        )}
        {hits === undefined && error === null ? (
          <div className="flex-1">
            <SkeletonRows rows={12} />
          </div>
        ) : null}
        {hits?.length === 0 ? <NothingHere search={search} undated={days?.undated ?? 0} /> : null}
        {hits === undefined || hits.length === 0 ? null : (
          <TimelineList
            key={start ?? ''}
            hits={hits}
            loaded={loaded}
            names={names}
            frame={frame}
            onView={({ at }) => {
              if (at !== null && monthOf(months, at) !== current) setView(at);
            }}
            onRest={({ at }) => {
              if (at !== null) follow(at);
            }}
          />
        )}
        <div className="hidden sm:flex print:hidden">
          <MonthScrubber months={months} current={current} onJump={goTo} />
        </div>
      </div>
    </div>
  );
}

/** What an export of the timeline has: the kinds, or all of the areas. */
function planOf({ types, areas }: TimelineFilter): Pick<PartialPlan, 'kinds' | 'query' | 'order'> {
  if (areas.length === 0) return types.length === 0 ? { order: 'oldest' } : { kinds: [...types], order: 'oldest' };
  return {
    query: [...types.map((type) => `type:${type}`), ...areas.map((area) => `area:${area}`)].join(' '),
    order: 'oldest',
  };
}

/** Index of the month of a time; that of the newest if unknown. */
function monthOf(months: readonly DayView[], at: number | null): number {
  if (at === null) return Math.max(0, months.length - 1);
  return Math.max(
    0,
    months.findLastIndex((month) => month.at <= at),
  );
}

function NothingHere({ search, undated }: { readonly search: TimelineSearch; readonly undated: number }): ReactNode {
  const t = useText();
  const { title, text, clear, ledger } = t.timeline.empty;
  const filtered = [search.types, search.areas, search.backup].some((part) => part !== undefined);
  return (
    <div className="flex-1">
      <EmptyState
        icon={<History size={24} />}
        title={title}
        text={
          <>
            <span className="block">{text}</span>
            {undated === 0 ? null : <span className="block">{t.timeline.undated({ count: undated })}</span>}
          </>
        }
      >
        {filtered ? (
          <Button asChild>
            <Link to="/timeline" search={{}}>
              {clear}
            </Link>
          </Button>
        ) : null}
        {search.backup === undefined ? null : (
          <Button asChild>
            <Link to="/b/$backupId/ledger" params={{ backupId: search.backup }}>
              {ledger}
            </Link>
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
