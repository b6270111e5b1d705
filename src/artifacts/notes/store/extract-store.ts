import type { DatabaseSync } from 'node:sqlite';
import type { ExtractContext, Extracted } from '../../artifact.ts';
import { readAcrossDamage } from '../../damaged-rows.ts';
import type { SqlValue } from '../../source-table.ts';
import { Inflater } from '../body/inflate.ts';
import { unknownCodes } from '../body/unknown-codes.ts';
import type { noteTables } from '../tables.ts';
import { type Account, findAccount, readAccounts } from './accounts.ts';
import { indexAttachments } from './attachment-index.ts';
import { AttachmentReader, isFile } from './attachment-rows.ts';
import { type Folder, readFolderJoin, readFolders } from './folders.ts';
import type { TableKeys } from './keys.ts';
import { NoteAttachments } from './note-attachments.ts';
import { NoteBodies, type NoteRow, noteExpressions, type SourceNote, toSourceNote } from './note-rows.ts';
import { type NoteObjects, openObjects } from './objects.ts';
import { readBody } from './read-body.ts';
import { searchDocument } from './search-document.ts';
import { readShare } from './share.ts';

type Output = Extracted<typeof noteTables>;

/** What extracting needs of the context. */
export type StoreContext = Pick<ExtractContext<string>, 'fileAt' | 'note' | 'found' | 'lost' | 'progress'>;

/** Notes of one store that are read. */
const MAX_NOTES = 1_000_000;

/**
 * Reads a `NoteStore.sqlite` (iOS 9 and later): folders, then each note after its attachments, by primary key.
 *
 * @throws UNSUPPORTED_SCHEMA where there are no notes in it
 */
export function* extractStore(db: DatabaseSync, context: StoreContext, keys: TableKeys): Generator<Output> {
  const lost = (reason: string): void => context.lost(reason);
  const objects = openObjects(db, (name) => context.note(name), lost);
  const accounts = readAccounts(objects);
  const folders = readFolders(objects, accounts, keys.folders);
  for (const { row } of folders.values()) yield ['note_folders', row];
  const total = countNotes(objects);
  context.found(total);
  const folderOf = readFolderJoin(objects);
  const bodies = new NoteBodies(objects);
  const index = indexAttachments(objects);
  const reader = new AttachmentReader(objects, keys.attachments, context.fileAt);
  const inflater = new Inflater();
  const seen = new Set<number>();
  for (const row of noteRows(objects)) {
    const source = toSourceNote(row);
    if (source === null) continue;
    if (seen.size === MAX_NOTES) {
      lost(`notes beyond the first ${MAX_NOTES.toLocaleString('en')}`);
      break;
    }
    seen.add(source.sourceKey);
    if (source.hasUnappliedRecord) context.note('a newer version of a locked note is waiting');
    const folder = folders.get(source.folder ?? folderOf.get(source.sourceKey) ?? -1) ?? null;
    const account = findAccount(accounts, source.accounts) ?? folder?.account ?? null;
    const key = keys.notes.give(source.identifier, source.sourceKey);
    const owner = { note: key, account: account?.identifier ?? null };
    const attachments = new NoteAttachments(
      index.ofNote.get(source.sourceKey) ?? [],
      owner,
      reader,
      inflater,
      context.lost,
    );
    const body = readBody(source, bodies.find(source.sourceKey), attachments, inflater, lost);
    if (body.lock !== null) context.note(`locked: ${body.lock.scheme}`);
    for (const code of unknownCodes(body.body)) context.note(code);
    for (const attachment of attachments.rows) yield ['note_attachments', attachment];
    const note: NoteRow = {
      ...describe(key, source, folder, account),
      attachmentCount: attachments.rows.filter((attachment) => isFile(attachment)).length,
      tags: tagsOf(attachments),
      ...body,
    };
    if (source.share !== null && note.participants === null) context.note('unreadable share');
    yield ['notes', note, searchDocument(note, attachments.rows)];
    context.progress(Math.min(1, seen.size / Math.max(1, total)));
  }
  const strays = [...index.ofNote].flatMap(([note, attachments]) => (seen.has(note) ? [] : attachments));
  for (const sourceKey of [...index.orphans, ...strays]) {
    const attachment = reader.read(sourceKey, null, null);
    if (attachment !== null) yield ['note_attachments', attachment.row];
  }
}

function describe(
  key: string,
  source: SourceNote,
  folder: Folder | null,
  account: Account | null,
): Omit<NoteRow, 'attachmentCount' | 'tags' | 'bodyState' | 'body' | 'plainText' | 'lock'> {
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
    hasChecklist: source.hasChecklist,
    participants: source.share === null ? (folder?.row.participants ?? null) : readShare(source.share),
    passwordHint: source.passwordHint,
    author: null,
    sourceKey: source.sourceKey,
  };
}

/** The hashtags of a note, each once; Notes keeps those of a locked one in clear, but they are not given away here. */
function tagsOf({ rows }: NoteAttachments): readonly string[] | null {
  const tags = new Set(
    rows.flatMap(({ kind, text, isLocked }) => (kind === 'hashtag' && !isLocked && text ? [text] : [])),
  );
  return tags.size === 0 ? null : [...tags];
}

function countNotes({ table, entities, lost }: NoteObjects): number {
  for (const [count] of table.rows(['count(*)'], `WHERE Z_ENT = ${entities.note}`)) return Number(count);
  lost('the number of notes');
  return 0;
}

function noteRows(objects: NoteObjects): Iterable<readonly SqlValue[]> {
  const { table, entities, lost } = objects;
  const statement = table.select(
    noteExpressions(objects),
    `WHERE Z_ENT = ${entities.note} AND rowid >= ? ORDER BY rowid`,
  );
  return readAcrossDamage(
    (first) => statement.iterate(first) as Iterable<unknown> as Iterable<readonly SqlValue[]>,
    () => lost('notes in a damaged part of the database'),
  );
}
