import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type { NoteFolderView, NoteSummaryView, NoteView, OpenedNoteView } from '../../../src/contract/notes.ts';
import { backupPath, request, requestBlob } from './client.ts';
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

/** What opens files of a locked note, by fileID. */
export type NoteFileKeys = OpenedNoteView['fileKeys'];
/** What opens a file of a locked note. */
export type NoteFileKey = NoteFileKeys[string];

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
      request<OpenedNoteView>(notesPath(backup, key, 'unlock'), { method: 'POST', body: { password } }),
    gcTime: 0,
  });
}

/** A file of a locked note, decrypted by the server. With `size`, a JPEG whose longer side has at most that many pixels. */
export function openNoteFile(
  backup: string,
  fileID: string,
  { key, size, signal }: { readonly key: NoteFileKey; readonly size?: number; readonly signal?: AbortSignal },
): Promise<Blob> {
  const body = { key, ...(size !== undefined && { size }) };
  return requestBlob(notesPath(backup, 'files', fileID, 'open'), {
    method: 'POST',
    body,
    ...(signal !== undefined && { signal }),
  });
}

/** A picture of a locked note as a `data:` URL; forgotten when nothing shows it. */
export function openedPictureQuery(backup: string, fileID: string, key: NoteFileKey, size: number) {
  return queryOptions({
    queryKey: ['notes', backup, 'opened', fileID, size],
    queryFn: async ({ signal }) => addressOf(await openNoteFile(backup, fileID, { key, size, signal })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
}

/** A `data:` URL with the contents. */
function addressOf(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
  reader.onerror = () => reject(reader.error ?? new Error('a picture was not read'));
  reader.readAsDataURL(blob);
  return promise;
}
