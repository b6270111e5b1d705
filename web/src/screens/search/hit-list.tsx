import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { type ReactNode, type RefObject, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { hasCode } from '../../api/api-error.ts';
import { explain } from '../../api/explain.ts';
import { indexedOf } from '../../api/ledgers.ts';
import { morePages } from '../../api/more-pages.ts';
import { searchFacetsQuery, searchQuery } from '../../api/search.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import type { Change } from '../../components/use-address.ts';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import { HitRow } from '../../records/hit-row.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { FACETS, hasQuestion, type SearchSearch, searchFor } from './search-search.ts';
import { unknownFilters, withoutFilters } from './typed-filters.ts';
import { zonedSearch } from './zoned-search.ts';

/** The hits with context, page by page. */
export function HitList({
  search,
  backups,
  frame,
  onChange,
  onHelp,
}: {
  readonly search: SearchSearch;
  readonly backups: readonly BackupView[];
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly onChange: Change<SearchSearch>;
  readonly onHelp: () => void;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const list = useRef<VListHandle>(null);
  const query = useInfiniteQuery(searchQuery(zonedSearch(search)));
  const { data: facets, isPlaceholderData: isOfEarlier } = useQuery({
    ...searchFacetsQuery(zonedSearch(search)),
    enabled: hasQuestion(search),
  });
  const hits = useMemo(() => (query.data?.pages ?? []).flatMap(({ items }) => items), [query.data]);
  const labelOf = useBackupLabel();
  const names = new Map(backups.map((backup) => [backup.id, labelOf(backup)]));
  const searched = useMemo(() => indexedOf(backups, search.backup ?? null), [backups, search.backup]);
  useRowCursor({ group: t.search.title, labels: t.search.keys, count: hits.length, list, frame });
  if (query.error !== null && query.data === undefined) {
    return (
      <div className="flex-1">
        {hasCode(query.error, 'BAD_REQUEST') ? (
          <NotUnderstood error={query.error} onHelp={onHelp} />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  const [first] = query.data?.pages ?? [];
  if (first === undefined) {
    return (
      <div className="flex-1 pt-10">
        <SkeletonRows rows={9} />
      </div>
    );
  }
  const { unknown, noted } = first;
  const counted = isOfEarlier || facets?.isExact !== true ? null : facets.counted;
  const total = counted ?? first.total;
  const totalIsExact = counted !== null || first.totalIsExact;
  const notes = [
    ...unknownFilters(search.q ?? '').map((name) => t.search.unknown.filter({ name })),
    ...unknown.from.map((name) => t.search.unknown.from({ name })),
    ...unknown.with.map((name) => t.search.unknown.with({ name })),
    ...unknown.in.map((name) => t.search.unknown.in({ name })),
    ...unknown.type.map((name) => t.search.unknown.type({ name })),
    ...unknown.area.map((name) => t.search.unknown.area({ name })),
    ...unknown.tag.map((name) => t.search.unknown.tag({ name })),
    ...(search.sort === 'relevance' && !first.totalIsExact
      ? [t.search.ranked({ count: formatCount(first.total) })]
      : []),
  ];
  return (
    <section aria-label={t.search.hits} className="flex min-w-0 flex-1 flex-col">
      <div className="shrink-0 px-4 pt-3 sm:px-6">
        <p role="status" className="text-sm text-muted">
          {totalIsExact ? t.search.count({ count: total }) : t.search.countAtLeast({ count: formatCount(total) })}
        </p>
        <IncompleteNote
          backups={searched}
          artifacts={kinds.artifactsOf(search.type === undefined ? [] : [search.type])}
          shape="box"
          className="mt-1.5"
        />
        {noted.length === 0 ? null : (
          <section aria-label={t.search.noted} className="mt-2 rounded-lg border border-line bg-surface py-1.5">
            <h2 className="px-3 py-1 text-sm font-semibold text-muted">{t.search.noted}</h2>
            <ul className="max-h-60 overflow-y-auto">
              {noted.map((hit) => (
                <li key={`${hit.backup} ${hit.kind} ${hit.key}`}>
                  <HitRow hit={hit} {...(names.size > 1 ? { backupName: names.get(hit.backup) } : {})} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {notes.map((note) => (
          <p key={note} className="hostile mt-1 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
            {note}
          </p>
        ))}
      </div>
      {hits.length === 0 && noted.length > 0 ? null : hits.length === 0 ? (
        <NoHits search={search} onChange={onChange} onHelp={onHelp} />
      ) : (
        <div ref={frame} className={`min-h-0 flex-1 ${query.isPlaceholderData ? 'opacity-60' : ''}`}>
          <VirtualList
            key={JSON.stringify(searchFor(search))}
            label={t.search.hits}
            handle={list}
            items={hits}
            keyOf={({ backup, artifact, type, ref }) => `${backup} ${artifact} ${type} ${ref}`}
            more={morePages(query)}
            className="h-full px-1 py-1.5 sm:px-3"
            render={(hit, index) => (
              <div className="max-w-260">
                <HitRow hit={hit} index={index} {...(names.size > 1 ? { backupName: names.get(hit.backup) } : {})} />
              </div>
            )}
          />
        </div>
      )}
    </section>
  );
}

function NoHits({
  search,
  onChange,
  onHelp,
}: {
  readonly search: SearchSearch;
  readonly onChange: Change<SearchSearch>;
  readonly onHelp: () => void;
}): ReactNode {
  const words = useText().search;
  const { title, text, withFilters, clearFilters } = words.empty;
  const typed = withoutFilters(search.q ?? '');
  // Without words there is nothing to search for when the filters are gone.
  const filtered = FACETS.some((facet) => search[facet] !== undefined) || (typed !== null && typed !== '');
  const clear = (): void => {
    const q = typed ?? search.q;
    void onChange(() => (q === undefined || q === '' ? {} : { q }));
  };
  return (
    <EmptyState icon={<SearchX size={24} />} title={title} text={filtered ? withFilters : text}>
      {filtered ? (
        <>
          <Button onClick={clear}>{clearFilters}</Button>
          <Button onClick={onHelp}>{words.help.button}</Button>
        </>
      ) : (
        <>
          <Button onClick={onHelp}>{words.help.button}</Button>
          <Button onClick={() => void onChange(() => ({}))}>{words.clear}</Button>
        </>
      )}
    </EmptyState>
  );
}

/** A query with a filter that is not valid: what is wrong with it, and how it is written. */
function NotUnderstood({ error, onHelp }: { readonly error: Error; readonly onHelp: () => void }): ReactNode {
  const t = useText();
  return (
    <div role="alert">
      <EmptyState
        icon={<SearchX size={24} />}
        title={t.search.notUnderstood}
        text={<span className="hostile">{explain(error, t).detail}</span>}
      >
        <Button onClick={onHelp}>{t.search.help.button}</Button>
      </EmptyState>
    </div>
  );
}
