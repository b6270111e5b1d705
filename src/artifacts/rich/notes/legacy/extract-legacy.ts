import type { DatabaseSync } from 'node:sqlite';
import { type LostMessage, msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import { renderText } from '../../../../model/notes/render/text.ts';
import type { Extracted } from '../../../kit/artifact.ts';
import { readAcrossDamage } from '../../../kit/damaged-rows.ts';
import type { Lost } from '../../../kit/source-table.ts';
import { asInteger, asShortText, asText, SourceTable, type SqlValue } from '../../../kit/source-table.ts';
import type { AttachmentRow } from '../store/attachment-rows.ts';
import { coreDataTime } from '../store/core-data-time.ts';
import { boundedTextOf, numberOf, textOf } from '../store/expressions.ts';
import type { StoreContext } from '../store/extract-store.ts';
import type { TableKeys } from '../store/keys.ts';
import { MAX_BODY, type NoteRow } from '../store/note-rows.ts';
import { searchDocument } from '../store/search-document.ts';
import type { noteTables } from '../tables.ts';
import { readHtml } from './html-document.ts';
import { indexLegacyAttachments } from './legacy-attachments.ts';
import { type LegacyFolder, readLegacyFolders } from './legacy-folders.ts';

type Output = Extracted<typeof noteTables>;

/**
 * Reads a `notes.sqlite`: notes of mail accounts, and all of them up to iOS 8 (reference media-notes §2.7).
 *
 * @throws UNSUPPORTED_SCHEMA where there are no notes in it
 */
export function* extractLegacy(db: DatabaseSync, context: StoreContext, keys: TableKeys): Generator<Output> {
  const lost = (reason: LostMessage): void => context.lost(reason);
  const table = new SourceTable(db, 'ZNOTE', lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', 'The old Notes database has no table of notes.');
  const folders = readLegacyFolders(db, keys.folders, lost);
  for (const { row } of folders.values()) yield ['note_folders', row];
  const total = table.count(`WHERE ${isNote(table)}`);
  if (total !== null) context.found(total);
  const entries = (table.count() ?? 0) - (total ?? 0);
  if (entries > 0) context.note(msg('note.entries-that-are-no-notes'), entries);
  const attachmentsOf = indexLegacyAttachments(db, keys.attachments, lost);
  const bodies = new SourceTable(db, 'ZNOTEBODY', lost);
  const content = bodies.exists
    ? bodies.lookup([boundedTextOf(bodies, 'ZCONTENT', MAX_BODY), bodies.exceeds('ZCONTENT', MAX_BODY)])
    : null;
  for (const values of noteRows(table, lost)) {
    const note = toNote(values, folders, keys);
    const body = content?.(asInteger(values[8]) ?? -1) ?? null;
    if (body?.[1] === 1) lost(msg('lost.too-large.note-bodies'));
    const attachments = attachmentsOf(note.sourceKey ?? -1, note.key);
    for (const attachment of attachments) yield ['note_attachments', attachment];
    const html = asText(body?.[0]);
    const document = html === null ? null : readHtml(html, (source) => findAttachment(attachments, source));
    const row: NoteRow = {
      ...note,
      attachmentCount: attachments.length,
      bodyState: document !== null ? 'read' : body?.[1] === 1 ? 'unreadable' : 'not-downloaded',
      body: document,
      plainText: document === null ? null : renderText(document),
    };
    yield ['notes', row, searchDocument(row, attachments)];
  }
}

function toNote(values: readonly SqlValue[], folders: ReadonlyMap<number, LegacyFolder>, keys: TableKeys): NoteRow {
  const sourceKey = asInteger(values[0]) ?? 0;
  const guid = asShortText(values[4]);
  const folder = folders.get(asInteger(values[9]) ?? -1);
  return {
    key: keys.notes.give(guid === null ? null : `legacy-${guid}`, sourceKey),
    store: 'legacy',
    title: asShortText(values[1]),
    snippet: asShortText(values[2]),
    folder: folder?.row.key ?? null,
    folderName: folder?.row.name ?? null,
    account: folder?.row.account ?? null,
    createdAt: coreDataTime(values[5]),
    modifiedAt: coreDataTime(values[6]),
    openedAt: null,
    isPinned: false,
    isLocked: false,
    isTrashed: false,
    isDeleted: values[7] === 1,
    isShared: false,
    hasChecklist: false,
    attachmentCount: 0,
    participants: null,
    tags: null,
    bodyState: 'not-downloaded',
    body: null,
    plainText: null,
    passwordHint: null,
    lock: null,
    author: asShortText(values[3]),
    sourceKey,
  };
}

/** The attachment that the HTML of a note names by its content id. */
function findAttachment(
  attachments: readonly AttachmentRow[],
  source: string,
): { readonly id: string; readonly uti: string | null } | null {
  const contentId = source.replace(/^cid:/i, '');
  const row = attachments.find((attachment) => attachment.contentId === contentId);
  return row?.key ? { id: row.key, uti: row.uti } : null;
}

/** Accounts of Exchange and IMAP keep rows of their own among the notes, which the phone never shows (its NoteContext asks so). */
function isNote(table: SourceTable): string {
  return `${table.flag('ZISBOOKKEEPINGENTRY')} = 0`;
}

function noteRows(table: SourceTable, lost: Lost): Iterable<readonly SqlValue[]> {
  const expressions = [
    table.rowid,
    textOf(table, 'ZTITLE'),
    textOf(table, 'ZSUMMARY'),
    textOf(table, 'ZAUTHOR'),
    textOf(table, 'ZGUID'),
    numberOf(table, 'ZCREATIONDATE'),
    numberOf(table, 'ZMODIFICATIONDATE'),
    table.flag('ZDELETEDFLAG'),
    table.integer('ZBODY'),
    table.integer('ZSTORE'),
  ];
  const statement = table.select(expressions, `WHERE rowid >= ? AND ${isNote(table)} ORDER BY rowid`);
  return readAcrossDamage(
    (first) => statement.iterate(first) as Iterable<unknown> as Iterable<readonly SqlValue[]>,
    () => lost(msg('lost.damaged-records.notes')),
  );
}
