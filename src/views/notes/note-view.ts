import type { NoteAttachmentView, NoteSummaryView, NoteView } from '../../contract/notes.ts';
import type { NoteFileKeys } from '../../model/notes/file-key.ts';
import type { NoteAttachmentRow, NoteRow } from './rows.ts';

/** The columns for {@link noteSummary}. */
export const NOTE_SUMMARY_COLUMNS = [
  'key',
  'title',
  'snippet',
  'folder',
  'folderName',
  'account',
  'createdAt',
  'modifiedAt',
  'isPinned',
  'isLocked',
  'isTrashed',
  'isDeleted',
  'isShared',
  'hasChecklist',
  'isQuickNote',
  'attachmentCount',
  'bodyState',
] as const satisfies readonly (keyof NoteRow)[];

/** Maximum length of titles and snippets, in UTF-16 code units. */
const MAX_LINE = 500;

/** Title of a note, else its first words. */
export function noteTitle({ title, snippet }: Pick<NoteRow, 'title' | 'snippet'>): string {
  for (const line of [title, snippet]) {
    const words = line?.slice(0, MAX_LINE).trim() ?? '';
    if (words !== '') return words;
  }
  return 'Untitled';
}

/** A note in a list. */
export function noteSummary(row: Pick<NoteRow, (typeof NOTE_SUMMARY_COLUMNS)[number]>): NoteSummaryView {
  return {
    key: row.key ?? '',
    title: noteTitle(row),
    snippet: row.snippet?.slice(0, MAX_LINE) ?? null,
    folder: row.folder,
    folderName: row.folderName,
    account: row.account,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
    isPinned: row.isPinned ?? false,
    isLocked: row.isLocked ?? false,
    isTrashed: row.isTrashed ?? false,
    isDeleted: row.isDeleted ?? false,
    isShared: row.isShared ?? false,
    hasChecklist: row.hasChecklist ?? false,
    isQuickNote: row.isQuickNote ?? false,
    attachmentCount: row.attachmentCount ?? 0,
    bodyState: row.bodyState ?? 'unreadable',
  };
}

/** A note in full. */
export function noteView(
  row: NoteRow,
  { attachments, content }: { readonly attachments: readonly NoteAttachmentRow[]; readonly content: NoteContent },
): NoteView {
  return {
    ...noteSummary(row),
    store: row.store,
    openedAt: row.openedAt,
    tags: [...(row.tags ?? [])],
    author: row.author,
    participants: (row.participants ?? []).map((participant) => ({ ...participant })),
    lock: row.isLocked === true ? { scheme: row.lock?.scheme ?? 'unknown', hint: row.passwordHint } : null,
    attachments: attachments.map((row) => attachmentView(row)),
    ...content,
  };
}

/** The text of a note, as a document and rendered in the requested format. */
export type NoteContent = Pick<NoteView, 'document' | 'rendered' | 'links'>;

/** An attachment of a note. `fileKeys` are those of its note if they open it. */
export function attachmentView(row: NoteAttachmentRow, fileKeys?: NoteFileKeys): NoteAttachmentView {
  const isLocked = row.isLocked === true && fileKeys === undefined;
  const found = [row.summary, row.ocrText, row.handwritingText, row.imageLabels, row.indexableText].filter(
    (text) => text !== null,
  );
  return {
    key: row.key ?? '',
    parent: row.parent,
    position: row.position,
    kind: row.kind ?? 'other',
    uti: row.uti,
    name: row.name,
    url: row.url,
    text: row.text,
    transcript: row.transcript,
    callWith: row.callWith,
    summary: found.length === 0 ? null : [...new Set(found)].join('\n'),
    latitude: row.latitude,
    longitude: row.longitude,
    width: row.width,
    height: row.height,
    seconds: row.seconds,
    bytes: row.bytes,
    createdAt: row.createdAt,
    isLocked,
    file: { fileID: row.file, state: row.state ?? 'no-path' },
    preview: row.isLocked !== true || Object.hasOwn(fileKeys ?? {}, row.preview ?? '') ? row.preview : null,
  };
}
