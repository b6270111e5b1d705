import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Page } from '../../../src/contract/common.ts';
import type { NoteContentSchema, NoteFolderView, NoteSummaryView, NoteView } from '../../../src/contract/notes.ts';
import { backupPath, request } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Filter and order of notes. */
export interface NoteFilter {
  readonly folder?: string | undefined;
  readonly starred?: boolean | undefined;
  readonly tag?: string | undefined;
  readonly account?: string | undefined;
  readonly pinned?: boolean | undefined;
  readonly locked?: boolean | undefined;
  readonly quick?: boolean | undefined;
  /** Search query. */
  readonly query?: string | undefined;
  readonly trashed?: 'no' | 'only' | undefined;
  readonly sort?: 'modified' | 'created' | 'title' | undefined;
}

/** The text of an unlocked note. */
export type NoteContent = z.infer<typeof NoteContentSchema>;

/** Notes per request. */
const PAGE = 100;

const notesPath = (backup: string, ...parts: readonly string[]): string =>
  backupPath(backup, 'artifacts', 'notes', ...parts);

/** Notes, page by page. */
export function notesQuery(backup: string, filter: NoteFilter) {
  return infiniteQueryOptions({
    queryKey: ['notes', backup, 'list', filter],
    ...cursorPages<Page<NoteSummaryView>>(notesPath(backup), { ...filter, limit: PAGE }),
    placeholderData: keepPreviousData,
  });
}

/** True if a backup has locked notes. */
export function lockedNotesQuery(backup: string) {
  return queryOptions({
    queryKey: ['notes', backup, 'locked'],
    queryFn: ({ signal }) => request<Page<NoteSummaryView>>(`${notesPath(backup)}?locked=true&limit=1`, { signal }),
    select: ({ items }) => items.length > 0,
  });
}

/** The folders in tree order. */
export function noteFoldersQuery(backup: string) {
  return queryOptions({
    queryKey: ['notes', backup, 'folders'],
    queryFn: ({ signal }) => request<Page<NoteFolderView>>(notesPath(backup, 'folders'), { signal }),
    select: ({ items }) => items,
  });
}

/** One note with its text. */
export function noteQuery(backup: string, key: string) {
  return queryOptions({
    queryKey: ['notes', backup, 'one', key],
    queryFn: ({ signal }) => request<NoteView>(notesPath(backup, key), { signal }),
  });
}

/** Unlocks a locked note. The page keeps neither password nor text except while showing it. */
export function useUnlockNote(backup: string, key: string) {
  return useMutation({
    mutationFn: (password: string) =>
      request<NoteContent>(notesPath(backup, key, 'unlock'), { method: 'POST', body: { password } }),
    gcTime: 0,
  });
}
