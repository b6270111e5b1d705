import {
  boolean,
  file,
  handle,
  integer,
  json,
  real,
  type SourceRow,
  table,
  text,
  time,
} from '../../../model/columns.ts';
import type { NoteDocument } from '../../../model/notes/document.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** Source store: `modern` is NoteStore.sqlite (iOS 9 and later), `legacy` is notes.sqlite. */
export type NoteStoreKind = 'modern' | 'legacy';

/**
 * State of a note's body.
 * - `read`: it is in `body`
 * - `locked`: it is encrypted, see `lock`
 * - `not-downloaded`: it was not on the phone
 * - `unreadable`: it is damaged or too large
 */
export type BodyState = 'read' | 'locked' | 'not-downloaded' | 'unreadable';

/**
 * Encryption of a note's body; bytes are base64. Nothing is decrypted.
 * - `password`: with its own password, see `openLockedNote`
 * - `device-passcode`: with the passcode of the phone (iOS 16 and later); the key is not in a backup
 * - `unknown`: in an unknown way
 */
export type NoteLock = PasswordLock | { readonly scheme: 'device-passcode' | 'unknown' };

/** Encryption with a password; bytes are base64. */
export type PasswordLock = {
  readonly scheme: 'password';
  readonly salt: string;
  readonly iterations: number;
  readonly wrappedKey: string;
  readonly iv: string;
  readonly tag: string;
  readonly ciphertext: string;
  /** Data that the tag covers, too (iOS 17 and later). */
  readonly authenticated?: string;
};

/** Encryption of what a locked note has attached: each part has its own key. Of files, `ciphertext` is empty. */
export type AttachmentLock = {
  /** Values of the attachment: a table, the order of a gallery, the address of a link. */
  readonly values?: PasswordLock;
  /** Values of its file: the name. */
  readonly fileValues?: PasswordLock;
  /** Its file. Absent if the file has its own lock (iOS 17 and later). */
  readonly file?: PasswordLock;
  /** Its picture. */
  readonly preview?: PasswordLock;
};

/** A participant of a shared note or folder. Codes are CloudKit's. */
export type NoteParticipant = {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** True for the owner of the note. */
  readonly isOwner: boolean;
  readonly isMe: boolean;
  readonly permission: 'none' | 'read' | 'write' | null;
  readonly hasAccepted: boolean;
  readonly typeCode: number | null;
  readonly permissionCode: number | null;
  readonly acceptanceCode: number | null;
};

/** Kind of folder; `smart` folders have a query instead of notes. */
export type FolderKind = 'normal' | 'trash' | 'smart' | 'other';

/** Source rows of a record: accounts, folders, notes and attachments share one table in the modern store only. */
function rowOf(store: NoteStoreKind | null, legacyTable: string, sourceKey: number | null): SourceRow[] {
  return store === 'legacy'
    ? sourceRows('legacy', legacyTable, 'Z_PK', [sourceKey])
    : sourceRows('db', 'ZICCLOUDSYNCINGOBJECT', 'Z_PK', [sourceKey]);
}

/** Notes. */
export const notesTable = table({
  primaryKey: ['key'],
  columns: {
    key: text('The identifier Notes gave it, or `legacy-` and that.'),
    store: text<NoteStoreKind>('modern or legacy.'),
    title: text('Title; its first line.'),
    snippet: text('What Notes shows below the title.'),
    folder: text('Key of the folder.'),
    folderName: text('Name of the folder.'),
    account: text('Name of the account.'),
    createdAt: time('When it was made.'),
    modifiedAt: time('When its text was last changed.'),
    openedAt: time('When it was last opened on this phone (iOS 14 and later).'),
    isPinned: boolean('Pinned to the top.'),
    isLocked: boolean('Locked: its text is encrypted.'),
    isTrashed: boolean('In Recently Deleted.'),
    isDeleted: boolean('Deleted for good, but not yet removed from the database.'),
    isShared: boolean('Shared with others.'),
    hasChecklist: boolean('Has a checklist.'),
    hasOpenChecklist: boolean('Has a checklist with open items.'),
    isQuickNote: boolean('A Quick Note (iOS 15 and later).'),
    attachmentCount: integer('Attachments, without hashtags and the like.'),
    participants: json<readonly NoteParticipant[]>('With whom it is shared.'),
    tags: json<readonly string[]>('Its hashtags.'),
    bodyState: text<BodyState>('read, locked, not-downloaded or unreadable.'),
    body: json<NoteDocument>('The text with its formatting: paragraphs, lists, tables, and where attachments stand.'),
    plainText: text('The text without formatting.'),
    passwordHint: text('The hint for the password.'),
    lock: json<NoteLock>('How it is encrypted.'),
    author: text('Who wrote it (legacy notes).'),
    sourceKey: integer('Primary key in the source.'),
  },
  indexes: [['modifiedAt'], ['folder', 'modifiedAt']],
  sourceRows: ({ store, sourceKey }) => rowOf(store, 'ZNOTE', sourceKey),
});

/** Folders of notes. */
export const noteFolders = table({
  primaryKey: ['key'],
  columns: {
    key: text('The identifier Notes gave it, or `legacy-` and a number.'),
    store: text<NoteStoreKind>('modern or legacy.'),
    name: text('Name.'),
    account: text('Name of the account.'),
    parent: text('Key of the folder it lies in.'),
    kind: text<FolderKind>('normal, trash, smart or other.'),
    kindCode: integer("The source's number for the kind."),
    isDeleted: boolean('Deleted, but not yet removed from the database.'),
    isShared: boolean('Shared with others.'),
    participants: json<readonly NoteParticipant[]>('With whom it is shared.'),
    smartQuery: text('The query of a smart folder, as JSON of Notes.'),
    sourceKey: integer('Primary key in the source.'),
  },
  sourceRows: ({ store, sourceKey }) => rowOf(store, 'ZSTORE', sourceKey),
});

/** Kind of an attachment, by its UTI. */
export type AttachmentKind =
  | 'image'
  | 'video'
  | 'audio'
  | 'pdf'
  | 'drawing'
  | 'scan'
  | 'gallery'
  | 'table'
  | 'url'
  | 'location'
  | 'contact'
  | 'hashtag'
  | 'mention'
  | 'link'
  | 'calculation'
  | 'divider'
  | 'other';

/** Attachments of notes. */
export const noteAttachments = table({
  primaryKey: ['key'],
  columns: {
    key: text('The identifier Notes gave it, by which the body names it.'),
    store: text<NoteStoreKind>('modern or legacy.'),
    note: text('Key of the note; null when it belongs to none.'),
    parent: text('Key of the gallery or scan it is part of.'),
    position: integer('Its place in the gallery, from 0.'),
    kind: text<AttachmentKind>('What it is.'),
    uti: text('Its type as Apple names it.'),
    name: text('File name or title.'),
    url: text('The address of a link.'),
    text: text('Words that stand for it in the note, as of a hashtag.'),
    target: text('What those words lead to.'),
    summary: text('Text that the phone found in it: a description, or what is written on it.'),
    ocrText: text('Text that the phone recognised in the picture.'),
    handwritingText: text('Handwriting that the phone recognised.'),
    imageLabels: text('What the phone saw in the picture.'),
    indexableText: text('Further text by which Notes itself finds it.'),
    transcript: text('What is said in a recording, as the phone understood it.'),
    callWith: handle('Number or address of the other person in a recorded call.'),
    latitude: real('Of a place.'),
    longitude: real('Of a place.'),
    width: real('In points.'),
    height: real('In points.'),
    seconds: real('How long it plays.'),
    bytes: integer('Size as the source has it.'),
    createdAt: time('When it was added.'),
    modifiedAt: time('When it was last changed.'),
    isLocked: boolean('Its file is encrypted, as its note is.'),
    isDeleted: boolean('Deleted, but not yet removed from the database.'),
    file: file('Its contents.'),
    state: text<FileReference['state']>('present, payload-missing, not-in-backup or no-path.'),
    preview: file('A picture of it; encrypted if `isLocked`.'),
    lock: json<AttachmentLock>('How it is encrypted.'),
    contentId: text('By which the HTML of a legacy note names it.'),
    sourceKey: integer('Primary key in the source.'),
  },
  indexes: [['note']],
  sourceRows: ({ store, sourceKey }) => rowOf(store, 'ZNOTEATTACHMENT', sourceKey),
});

/** Tables of the Notes artifact. */
export const noteTables = { notes: notesTable, note_folders: noteFolders, note_attachments: noteAttachments };
