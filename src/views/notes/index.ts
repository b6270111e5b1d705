export { attachmentLabel, attachmentLink, attachmentWords } from './attachment-label.ts';
export { listNoteFolders } from './folders.ts';
export { listNotes, type NoteQuery } from './list.ts';
export type { NoteSort } from './note-directory.ts';
export { getLockedNote, getNote, type LockedNote, type OpenedNote, openedNote } from './one.ts';
export type { NoteFormat } from './render-note.ts';
export { pagesOf } from './render-note.ts';
