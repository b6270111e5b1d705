import { useInfiniteQuery } from '@tanstack/react-query';
import { StickyNote } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { NoteSummaryView } from '../../../../src/contract/notes.ts';
import { notesQuery } from '../../api/notes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListPane } from '../../components/list-pane.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { formatMonth } from '../../format/months.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { NoteFilters } from './note-filters.tsx';
import { NoteRow } from './note-row.tsx';
import { filterOf, type NoteSearch, readNoteSearch, toNote } from './note-search.ts';

/** The notes of a folder, or all of them: pinned ones first, as on the phone. */
export function NoteList({ backup, search }: { readonly backup: string; readonly search: NoteSearch }): ReactNode {
  const t = useText();
  const zone = useZone();
  const { change } = useAddress(readNoteSearch);
  const list = useRef<VListHandle>(null);
  const filter = filterOf(search);
  const pinned = useInfiniteQuery(notesQuery(backup, { ...filter, pinned: true }));
  const others = useInfiniteQuery(notesQuery(backup, { ...filter, pinned: false }));
  const notes = useMemo(
    () => [pinned.data, others.data].flatMap((data) => data?.pages.flatMap(({ items }) => items) ?? []),
    [pinned.data, others.data],
  );
  useListKeys({
    group: t.notes.title,
    keys: useMemo(() => notes.map(({ key }) => key), [notes]),
    list,
    search,
    change,
    chosenIn: (now) => now.n,
    toRecord: toNote,
  });
  const error = pinned.error ?? others.error;
  const isReady = pinned.data !== undefined && others.data !== undefined;
  const headingOf = (note: NoteSummaryView): string | null => {
    if (note.isPinned) return t.notes.pinned;
    const at = search.sort === 'created' ? note.createdAt : (note.modifiedAt ?? note.createdAt);
    return search.sort === 'title' || at === null ? null : formatMonth(at, zone);
  };
  const row = (note: NoteSummaryView, index: number): ReactNode => {
    const before = notes[index - 1];
    const heading = headingOf(note);
    return (
      <>
        {heading !== null && (before === undefined || headingOf(before) !== heading) ? (
          <h2 className="border-b border-line bg-sunken px-4 py-1.5 text-xs font-semibold text-muted">{heading}</h2>
        ) : null}
        <NoteRow backup={backup} note={note} search={search} withFolder={search.folder === undefined} />
      </>
    );
  };
  const isNarrowed = [search.q, search.folder, search.show].some((part) => part !== undefined);
  return (
    <ListPane
      title={t.notes.title}
      filters={<NoteFilters backup={backup} search={search} />}
      note={<IncompleteNote backups={[backup]} artifacts={['notes']} isEmpty={notes.length === 0 && !isNarrowed} />}
    >
      {error !== null && !isReady ? (
        <ErrorState error={error} onRetry={() => void Promise.all([pinned.refetch(), others.refetch()])} />
      ) : !isReady ? (
        <SkeletonRows />
      ) : notes.length === 0 ? (
        isNarrowed ? (
          <EmptyState icon={<StickyNote size={24} />} title={t.notes.none} text={t.records.none.filteredText} />
        ) : (
          <NoRecords backup={backup} artifact="notes" icon={<StickyNote size={24} />} title={t.notes.none} />
        )
      ) : (
        <VirtualList
          label={t.notes.title}
          items={notes}
          keyOf={({ key }) => key}
          render={row}
          handle={list}
          onEnd={() => void others.fetchNextPage()}
        />
      )}
    </ListPane>
  );
}
