import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { useBackup } from '../../api/backups.ts';
import { callsQuery } from '../../api/calls.ts';
import { kindCountsQuery } from '../../api/kinds.ts';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { Count } from '../../components/figures.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { isByMarks } from '../../marks/mark-search.ts';
import { useZone } from '../../preferences/zone.tsx';
import { RecordList } from '../../records/record-list.tsx';
import { CallFilters } from './call-filters.tsx';
import { CallRow } from './call-row.tsx';
import { type CallSearch, exportFilterOf, filterOf, readCallSearch, toCall } from './call-search.ts';
import { useCallLog } from './use-call-log.ts';

/** The calls of a log, grouped by day. */
export function CallList({ backup, search }: { readonly backup: string; readonly search: CallSearch }): ReactNode {
  const t = useText();
  const zone = useZone();
  const { change } = useAddress(readCallSearch);
  const list = useRef<VListHandle>(null);
  const { log, kind } = useCallLog(search);
  const apps = useBackup(backup).data?.apps ?? [];
  const filter = filterOf(search, zone);
  const query = useInfiniteQuery(callsQuery(backup, log, filter));
  const calls = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  useListKeys({
    group: t.calls.title,
    keys: useMemo(() => calls.map(({ key }) => key), [calls]),
    list,
    search,
    change,
    chosenIn: (now) => now.c,
    toRecord: toCall,
  });
  const { data: counts } = useQuery(kindCountsQuery(backup));
  const count = counts?.find((each) => each.kind === kind?.id)?.count ?? 0;
  const isNarrowed =
    search.kind !== undefined || search.time !== undefined || search.q !== undefined || isByMarks(search);
  const turn = (): void =>
    void change(({ order, ...rest }) => (order === undefined ? { ...rest, order: 'oldest' } : rest), {
      replace: true,
    });
  return (
    <RecordList
      backup={backup}
      title={t.calls.title}
      // Of those that a filter shows, the list has read only some.
      count={count === 0 || isNarrowed ? null : <Count value={count} />}
      artifacts={kind === null ? [] : [kind.artifact]}
      query={query}
      items={calls}
      keyOf={({ key }) => key}
      filter={[backup, log, filter]}
      list={list}
      isNarrowed={isNarrowed}
      all={{
        to: '/b/$backupId/calls',
        params: { backupId: backup },
        search: log === undefined ? {} : { log },
      }}
      empty={{ icon: <KindIcon kind={kind} size={24} />, title: t.calls.none }}
      actions={
        calls.length === 0 ? null : (
          <>
            <IconButton label={t.calls.turn[search.order ?? 'newest']} onClick={turn}>
              {search.order === undefined ? <ArrowDownWideNarrow size={16} /> : <ArrowUpNarrowWide size={16} />}
            </IconButton>
            {kind === null ? null : (
              <ExportMenu
                backup={backup}
                what={log === undefined ? 'calls' : kind.id}
                filter={isNarrowed ? { calls: exportFilterOf(search) } : null}
              />
            )}
          </>
        )
      }
      filters={<CallFilters backup={backup} search={search} />}
      headingOf={({ at }) => (at === null ? t.calls.undated : formatTime(at, 'date', zone))}
      render={(call) => <CallRow backup={backup} call={call} apps={apps} search={search} />}
    />
  );
}
