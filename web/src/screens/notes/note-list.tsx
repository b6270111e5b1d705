import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { StickyNote } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { NoteSummaryView } from '../../../../src/contract/notes.ts';
import { morePages } from '../../api/more-pages.ts';
import { lockedNotesQuery, notesQuery } from '../../api/notes.ts';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { RecordList } from '../../records/record-list.tsx';
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
  // All pinned ones are before the others, so that scrolling does not load them.
  const hasMorePinned = morePages(pinned).load !== null;
  const { fetchNextPage: fetchPinned } = pinned;
  useEffect(() => {
    if (hasMorePinned) void fetchPinned({ cancelRefetch: false });
  }, [hasMorePinned, fetchPinned]);
  const { data: hasLockedNotes } = useQuery(lockedNotesQuery(backup));
  // Without the pinned ones it is not known which note is the first.
  const notes = useMemo(
    () =>
      pinned.data === undefined
        ? []
        : [pinned.data, others.data].flatMap((data) => data?.pages.flatMap(({ items }) => items) ?? []),
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
  const headingOf = (note: NoteSummaryView): string | null => {
    if (note.isPinned) return t.notes.pinned;
    const at = search.sort === 'created' ? note.createdAt : (note.modifiedAt ?? note.createdAt);
    return search.sort === 'title' || at === null ? null : formatTime(at, 'month', zone);
  };
  const isNarrowed = [search.q, search.folder, search.show, search.starred, search.tag].some(
    (part) => part !== undefined,
  );
  return (
    <RecordList
      backup={backup}
      title={t.notes.title}
      // All notes: of those that a filter shows, the list has read only some.
      actions={
        notes.length === 0 || isNarrowed || hasLockedNotes === undefined ? null : (
          <ExportMenu backup={backup} what="notes" hasLockedNotes={hasLockedNotes} />
        )
      }
      artifacts={['notes']}
      query={{
        ...others,
        data: pinned.data === undefined ? undefined : others.data,
        error: pinned.error ?? others.error,
        refetch: () => Promise.all([pinned.refetch(), others.refetch()]),
      }}
      items={notes}
      keyOf={({ key }) => key}
      filter={[backup, filter]}
      list={list}
      isNarrowed={isNarrowed}
      all={{ to: '/b/$backupId/notes', params: { backupId: backup }, search: {} }}
      empty={{ icon: <StickyNote size={24} />, title: t.notes.none }}
      filters={<NoteFilters backup={backup} search={search} />}
      headingOf={headingOf}
      render={(note) => (
        <NoteRow backup={backup} note={note} search={search} withFolder={search.folder === undefined} />
      )}
    />
  );
}
