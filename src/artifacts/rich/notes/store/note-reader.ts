import { msg } from '../../../../locales/messages.ts';
import { checklistIn } from '../body/checklist.ts';
import { Inflater } from '../body/inflate.ts';
import { unknownCodes } from '../body/unknown-codes.ts';
import { type Account, accountOf, readAccounts } from './accounts.ts';
import type { FileAt } from './attachment-files.ts';
import { type AttachmentIndex, indexAttachments } from './attachment-index.ts';
import { AttachmentReader, type AttachmentRow, isFile } from './attachment-rows.ts';
import { type Folder, readFolderJoin, readFolders } from './folders.ts';
import type { TableKeys } from './keys.ts';
import { NoteAttachments } from './note-attachments.ts';
import { NoteBodies, type NoteRow, type SourceNote } from './note-rows.ts';
import type { NoteObjects } from './objects.ts';
import { readBody } from './read-body.ts';
import { readShare } from './share.ts';

/** Builds rows of notes with data from other tables. */
export class NoteReader {
  /** Accounts by primary key. */
  readonly accounts: ReadonlyMap<number, Account>;
  /** Folders by primary key. */
  readonly folders: ReadonlyMap<number, Folder>;
  readonly #objects: NoteObjects;
  readonly #keys: TableKeys;
  readonly #folderOf: ReadonlyMap<number, number>;
  readonly #bodies: NoteBodies;
  readonly #index: AttachmentIndex;
  readonly #attachments: AttachmentReader;
  readonly #inflater = new Inflater();

  constructor(objects: NoteObjects, fileAt: FileAt, keys: TableKeys) {
    this.#objects = objects;
    this.#keys = keys;
    this.accounts = readAccounts(objects);
    this.folders = readFolders(objects, this.accounts, keys.folders);
    this.#folderOf = readFolderJoin(objects);
    this.#bodies = new NoteBodies(objects);
    this.#index = indexAttachments(objects);
    this.#attachments = new AttachmentReader(objects, keys.attachments, fileAt);
  }

  /** The row of a note and those of its attachments. */
  read(source: SourceNote): { readonly note: NoteRow; readonly attachments: readonly AttachmentRow[] } {
    const { note, lost } = this.#objects;
    const { sourceKey } = source;
    if (source.hasUnappliedRecord) note(msg('note.newer-version-of-a-locked-note'));
    const folder = this.folders.get(source.folder ?? this.#folderOf.get(sourceKey) ?? -1) ?? null;
    const account = accountOf(this.accounts, source.account) ?? folder?.account ?? null;
    const key = this.#keys.notes.give(source.identifier, sourceKey);
    const owner = { note: key, account: account?.identifier ?? null };
    const sourceKeys = this.#index.ofNote.get(sourceKey) ?? [];
    const attachments = new NoteAttachments(sourceKeys, owner, this.#attachments, this.#inflater, lost);
    const body = readBody(source, this.#bodies.find(sourceKey), attachments, this.#inflater, lost);
    if (body.lock !== null) note(msg('note.locked-notes', { scheme: body.lock.scheme }));
    for (const code of unknownCodes(body.body)) note(code);
    // What was removed from a note stays in the store for a while. That of a deleted note is marked like the note.
    const shown = attachments.rows.filter(({ isDeleted }) => source.isDeleted || isDeleted !== true);
    const checklist = checklistIn(body.body);
    const row: NoteRow = {
      ...describe(key, source, folder, account),
      hasChecklist: source.hasChecklist || checklist.has,
      hasOpenChecklist: source.hasOpenChecklist || checklist.isOpen,
      attachmentCount: shown.filter((attachment) => isFile(attachment)).length,
      // Notes stores the tags of locked notes unencrypted; they are not disclosed here.
      tags: source.isLocked ? null : tagsOf(shown),
      ...body,
    };
    if (source.share !== null && row.participants === null) note(msg('note.unreadable-shares'));
    return { note: row, attachments: attachments.rows };
  }

  /** Attachments without a note, and of notes not in `notes` (primary keys). */
  *attachmentsWithout(notes: ReadonlySet<number>): Generator<AttachmentRow> {
    for (const sourceKey of this.#index.orphans) yield* this.#orphan(sourceKey);
    for (const [note, sourceKeys] of this.#index.ofNote) {
      if (!notes.has(note)) for (const sourceKey of sourceKeys) yield* this.#orphan(sourceKey);
    }
  }

  *#orphan(sourceKey: number): Generator<AttachmentRow> {
    const attachment = this.#attachments.read(sourceKey, null, null);
    if (attachment !== null) yield attachment.row;
  }
}

function describe(
  key: string,
  source: SourceNote,
  folder: Folder | null,
  account: Account | null,
): Omit<
  NoteRow,
  'hasChecklist' | 'hasOpenChecklist' | 'attachmentCount' | 'tags' | 'bodyState' | 'body' | 'plainText' | 'lock'
> {
  const { title, snippet, createdAt, modifiedAt, openedAt, isPinned, isLocked, isDeleted } = source;
  return {
    key,
    store: 'modern',
    title,
    snippet,
    folder: folder?.row.key ?? null,
    folderName: folder?.row.name ?? null,
    account: account?.name ?? null,
    createdAt,
    modifiedAt,
    openedAt,
    isPinned,
    isLocked,
    isTrashed: folder?.row.kind === 'trash',
    isDeleted,
    isShared: source.isShared || folder?.row.isShared === true,
    isQuickNote: source.isQuickNote,
    participants: source.share === null ? (folder?.row.participants ?? null) : readShare(source.share),
    passwordHint: source.passwordHint,
    author: null,
    sourceKey: source.sourceKey,
  };
}

/** The distinct hashtags of a note. */
function tagsOf(attachments: readonly AttachmentRow[]): readonly string[] | null {
  const tags = new Set(attachments.flatMap(({ kind, text }) => (kind === 'hashtag' && text ? [text] : [])));
  return tags.size === 0 ? null : [...tags];
}
