import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Phone } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { CallView } from '../../../../src/contract/calls.ts';
import { useBackup } from '../../api/backups.ts';
import { callsQuery } from '../../api/calls.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { ListPane } from '../../components/list-pane.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { formatDay } from '../../format/days.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { CallFilters } from './call-filters.tsx';
import { CallRow } from './call-row.tsx';
import { type CallSearch, filterOf, logOf, readCallSearch, toCall } from './call-search.ts';

/** The calls of a log, under the days they were made on. */
export function CallList({ backup, search }: { readonly backup: string; readonly search: CallSearch }): ReactNode {
  const t = useText();
  const zone = useZone();
  const { change } = useAddress(readCallSearch);
  const list = useRef<VListHandle>(null);
  const apps = useBackup(backup).data?.apps ?? [];
  const { data, error, refetch, fetchNextPage } = useInfiniteQuery(callsQuery(backup, logOf(search), filterOf(search)));
  const calls = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  useListKeys({
    group: t.calls.title,
    keys: useMemo(() => calls.map(({ key }) => key), [calls]),
    list,
    search,
    change,
    chosenIn: (now) => now.c,
    toRecord: toCall,
  });
  const dayOf = ({ at }: CallView): string => (at === null ? t.calls.undated : formatDay(at, zone));
  const turn = (): void =>
    void change(({ order, ...rest }) => (order === undefined ? { ...rest, order: 'oldest' } : rest), {
      replace: true,
    });
  const artifact = search.log === undefined ? 'calls' : 'whatsapp';
  const isNarrowed = search.kind !== undefined || search.q !== undefined;
  return (
    <ListPane
      title={t.calls.title}
      actions={
        calls.length === 0 ? null : (
          <>
            <IconButton label={t.calls.turn[search.order ?? 'newest']} onClick={turn}>
              {search.order === undefined ? <ArrowDownWideNarrow size={16} /> : <ArrowUpNarrowWide size={16} />}
            </IconButton>
            {search.log === undefined ? (
              <ExportMenu backup={backup} what="calls" formats={['csv', 'json', 'jsonl']} />
            ) : null}
          </>
        )
      }
      filters={<CallFilters backup={backup} search={search} />}
      note={<IncompleteNote backups={[backup]} artifacts={[artifact]} isEmpty={calls.length === 0 && !isNarrowed} />}
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : calls.length > 0 ? (
        <VirtualList
          label={t.calls.title}
          items={calls}
          keyOf={({ key }) => key}
          handle={list}
          onEnd={() => void fetchNextPage()}
          render={(call, index) => {
            const before = calls[index - 1];
            const day = dayOf(call);
            return (
              <>
                {before !== undefined && dayOf(before) === day ? null : (
                  <h2 className="border-b border-line bg-sunken px-4 py-1.5 text-xs font-semibold text-muted">{day}</h2>
                )}
                <CallRow backup={backup} call={call} apps={apps} search={search} />
              </>
            );
          }}
        />
      ) : isNarrowed ? (
        <EmptyState icon={<Phone size={24} />} title={t.records.none.filtered} text={t.records.none.filteredText}>
          <Button asChild>
            <Link
              to="/b/$backupId/calls"
              params={{ backupId: backup }}
              search={search.log === undefined ? {} : { log: search.log }}
            >
              {t.records.none.clear}
            </Link>
          </Button>
        </EmptyState>
      ) : (
        <NoRecords backup={backup} artifact={artifact} icon={<Phone size={24} />} title={t.calls.none} />
      )}
    </ListPane>
  );
}
