import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { Star } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { MarkedRecordView } from '../../../../src/contract/marks.ts';
import { markedQuery, marksQuery } from '../../api/marks.ts';
import { morePages } from '../../api/more-pages.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { useTitle } from '../../components/use-title.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { TagChip } from '../../marks/mark-signs.tsx';
import { HitRow } from '../../records/hit-row.tsx';
import { type MarkedSearch, readMarkedSearch } from './marked-search.ts';

/** The screen Marked. */
export const Route = createLazyRoute('/b/$backupId/marked')({ component: MarkedScreen });

const route = getRouteApi('/b/$backupId/marked');

function MarkedScreen(): ReactNode {
  const t = useText();
  const words = t.marks;
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const marks = useQuery(marksQuery(backupId));
  useTitle(words.title);
  const hasAny = marks.data !== undefined && marks.data.of.size > 0;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-col gap-2.5 border-b border-line px-4 pt-3.5 pb-3 sm:px-6">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="text-xl font-semibold tracking-tight">{words.title}</h1>
          {hasAny ? <span className="text-sm text-muted">{words.count({ count: marks.data.of.size })}</span> : null}
          {hasAny ? (
            <Button asChild size="sm" className="ml-auto">
              <Link to="/search" search={{ q: questionOf(search), backup: backupId }}>
                {words.asSearch}
              </Link>
            </Button>
          ) : null}
        </div>
        {hasAny ? <Filters backup={backupId} search={search} /> : null}
      </header>
      <Body backup={backupId} search={search} />
    </div>
  );
}

/** The same records as a search, which can be narrowed down and exported. */
function questionOf({ tag, kind, starred }: MarkedSearch): string {
  const parts = [
    starred === true ? 'is:starred' : tag === undefined ? 'is:marked' : null,
    tag === undefined ? null : `tag:"${tag}"`,
    kind === undefined ? null : `type:${kind}`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

function Filters({ backup, search }: { readonly backup: string; readonly search: MarkedSearch }): ReactNode {
  const words = useText().marks;
  const kinds = useKinds();
  const { data } = useQuery(marksQuery(backup));
  const { change } = useAddress(readMarkedSearch);
  const set = (next: (now: MarkedSearch) => MarkedSearch): void =>
    void change(next, { replace: true, resetScroll: false });
  const present = [...new Set([...(data?.of.values() ?? [])].map(({ kind }) => kind))];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ul aria-label={words.tags} className="flex min-w-0 flex-1 flex-wrap gap-1.5">
        <li>
          <Choice
            isOn={search.starred === true}
            onToggle={() => set(({ starred, ...rest }) => (starred === true ? rest : { ...rest, starred: true }))}
          >
            <Star size={13} aria-hidden />
            {words.starred}
          </Choice>
        </li>
        {(data?.tags ?? []).map(({ tag, count }) => (
          <li key={tag}>
            <Choice
              isOn={search.tag === tag}
              onToggle={() => set(({ tag: now, ...rest }) => (now === tag ? rest : { ...rest, tag }))}
            >
              <span className="hostile truncate">{tag}</span>
              <span className="tabular-nums">{count}</span>
            </Choice>
          </li>
        ))}
      </ul>
      <Select
        label={words.kind}
        hideLabel
        className="w-48 max-sm:w-full"
        value={search.kind ?? ''}
        options={[
          { value: '', label: words.allKinds },
          ...present.map((kind) => ({ value: kind, label: kinds.many(kind) })),
        ]}
        onChange={(kind) => set(({ kind: _kind, ...rest }) => (kind === '' ? rest : { ...rest, kind }))}
      />
    </div>
  );
}

function Choice({
  isOn,
  onToggle,
  children,
}: {
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className="inline-flex h-7 max-w-60 items-center gap-1.5 rounded-full border border-line px-3 text-sm text-muted hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
    >
      {children}
    </button>
  );
}

function Body({ backup, search }: { readonly backup: string; readonly search: MarkedSearch }): ReactNode {
  const t = useText();
  const words = t.marks;
  const list = useRef<VListHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const query = useInfiniteQuery(markedQuery(backup, search));
  const items = (query.data?.pages ?? []).flatMap((page) => page.items);
  const count = items.length;
  const focused = useRef<number | null>(null);
  useEffect(() => {
    // A row is removed with its last mark, and with it the button that had the focus.
    const at = focused.current;
    if (at === null || document.activeElement !== document.body) return;
    const rows = count === 0 ? [] : [...(frame.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const next = rows.find((row) => Number(row.dataset['row']) >= at) ?? rows.at(-1);
    (next ?? document.getElementById('main'))?.focus({ preventScroll: true });
  }, [count]);
  useRowCursor({ group: words.title, labels: t.search.keys, count, list, frame });
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} backup={backup} />;
  }
  if (query.data === undefined) return <SkeletonRows rows={8} />;
  if (items.length === 0) {
    const isFiltered = Object.keys(search).length > 0;
    return (
      <EmptyState
        icon={<Star size={24} />}
        title={isFiltered ? t.records.none.filtered : words.none.title}
        text={isFiltered ? t.records.none.filteredText : words.none.text}
      >
        <Button asChild>
          {isFiltered ? (
            <Link to="/b/$backupId/marked" params={{ backupId: backup }} search={{}}>
              {t.records.none.clear}
            </Link>
          ) : (
            <Link to="/b/$backupId/messages" params={{ backupId: backup }}>
              {words.none.action}
            </Link>
          )}
        </Button>
      </EmptyState>
    );
  }
  return (
    <div
      ref={frame}
      className="min-h-0 flex-1"
      onFocus={({ target }) => {
        const place = target.closest('[role=listitem]')?.getAttribute('aria-posinset');
        if (place !== null && place !== undefined) focused.current = Number(place) - 1;
      }}
    >
      <VirtualList
        key={JSON.stringify(search)}
        label={words.title}
        handle={list}
        items={items}
        keyOf={({ kind, key }) => `${kind} ${key}`}
        more={morePages(query)}
        backup={backup}
        className="h-full px-1 py-1.5 sm:px-3"
        render={(mark, index) => <MarkedRow backup={backup} mark={mark} index={index} />}
      />
    </div>
  );
}

function MarkedRow({
  backup,
  mark: { kind, key, record, tags, note },
  index,
}: {
  readonly backup: string;
  readonly mark: MarkedRecordView;
  readonly index: number;
}): ReactNode {
  const words = useText().marks;
  const kinds = useKinds();
  return (
    <div className="flex max-w-260 items-start">
      <div className="min-w-0 flex-1">
        {record === null ? (
          <p className="px-3 py-2.5 text-muted">
            <span className="hostile font-medium text-ink">{`${kinds.one(kind)} ${key}`}</span>
            <span className="block">{words.gone}</span>
          </p>
        ) : (
          <HitRow hit={record} index={index} showsMark={false} />
        )}
        {tags.length === 0 ? null : (
          <p className="mr-3 mb-2 ml-14 flex flex-wrap gap-1">
            {tags.map((tag) => (
              <TagChip key={tag} tag={tag} />
            ))}
          </p>
        )}
        {note === null ? null : (
          <p className="hostile mr-3 mb-2 ml-14 line-clamp-4 border-l-2 border-accent pl-3 text-sm whitespace-pre-wrap">
            {note}
          </p>
        )}
      </div>
      <span className="flex shrink-0 pt-2 pr-1">
        <MarkButtons backup={backup} kind={kind} recordKey={key} />
      </span>
    </div>
  );
}
