import { readAcrossDamage } from '../../../../backup/source-database/damaged-rows.ts';
import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { type LostMessage, msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import { renderText } from '../../../../model/notes/render/text.ts';
import type { Extracted } from '../../../kit/artifact.ts';
import { asInteger, asShortText, asText, type Lost, type Row, SourceTable } from '../../../kit/source-table.ts';
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
import { readPlainText } from './plain-document.ts';

type Output = Extracted<typeof noteTables>;

/** `ZCONTENTTYPE` of notes whose content is text, not HTML. */
const PLAIN_TEXT = 1;

/**
 * Reads a `notes.sqlite`: notes of mail accounts, and all notes up to iOS 8 (docs/format/notes.md).
 *
 * @throws UNSUPPORTED_SCHEMA if it has no notes
 */
export function* extractLegacy(db: SqlDatabase, context: StoreContext, keys: TableKeys): Generator<Output> {
  const lost = (reason: LostMessage): void => context.lost(reason);
  const table = new SourceTable(db, 'ZNOTE', lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.old-notes-database-without-notes'));
  const folders = readLegacyFolders(db, keys.folders, lost);
  for (const { row } of folders.values()) yield ['note_folders', row];
  const total = table.count(`WHERE ${isNote(table)}`);
  if (total !== null) context.found(total);
  const entries = (table.count() ?? 0) - (total ?? 0);
  if (entries > 0) context.note(msg('note.entries-that-are-no-notes'), entries);
  const attachmentsOf = indexLegacyAttachments(db, keys.attachments, context.fileAt, lost);
  const bodies = new SourceTable(db, 'ZNOTEBODY', lost);
  const content = bodies.exists
    ? bodies.lookup({
        html: boundedTextOf(bodies, 'ZCONTENT', MAX_BODY),
        isTooLarge: bodies.exceeds('ZCONTENT', MAX_BODY),
      })
    : null;
  for (const source of noteRows(table, lost)) {
    const note = toNote(source, folders, keys);
    const body = content?.(asInteger(source.body) ?? -1) ?? null;
    if (body?.isTooLarge === 1) lost(msg('lost.too-large.note-bodies'));
    const attachments = attachmentsOf(note.sourceKey ?? -1, note.key);
    for (const attachment of attachments) yield ['note_attachments', attachment];
    const html = asText(body?.html);
    const document =
      html === null
        ? null
        : asInteger(source.contentType) === PLAIN_TEXT
          ? readPlainText(html)
          : readHtml(html, (address) => findAttachment(attachments, address));
    const row: NoteRow = {
      ...note,
      attachmentCount: attachments.length,
      bodyState: document !== null ? 'read' : body?.isTooLarge === 1 ? 'unreadable' : 'not-downloaded',
      body: document,
      plainText: document === null ? null : renderText(document),
    };
    yield ['notes', row, searchDocument(row, attachments)];
  }
}

function toNote(source: Row<NoteColumn>, folders: ReadonlyMap<number, LegacyFolder>, keys: TableKeys): NoteRow {
  const sourceKey = asInteger(source.rowid) ?? 0;
  const guid = asShortText(source.guid);
  const folder = folders.get(asInteger(source.folder) ?? -1);
  return {
    key: keys.notes.give(guid === null ? null : `legacy-${guid}`, sourceKey),
    store: 'legacy',
    title: asShortText(source.title),
    snippet: asShortText(source.snippet),
    folder: folder?.row.key ?? null,
    folderName: folder?.row.name ?? null,
    account: folder?.row.account ?? null,
    createdAt: coreDataTime(source.createdAt),
    modifiedAt: coreDataTime(source.modifiedAt),
    openedAt: null,
    isPinned: false,
    isLocked: false,
    isTrashed: false,
    isDeleted: source.isDeleted === 1,
    isShared: false,
    hasChecklist: false,
    hasOpenChecklist: false,
    isQuickNote: false,
    attachmentCount: 0,
    participants: null,
    tags: null,
    bodyState: 'not-downloaded',
    body: null,
    plainText: null,
    passwordHint: null,
    lock: null,
    author: asShortText(source.author),
    sourceKey,
  };
}

/** The attachment with the content id of an address in the HTML. */
function findAttachment(
  attachments: readonly AttachmentRow[],
  address: string,
): { readonly id: string; readonly uti: string | null } | null {
  const contentId = address.replace(/^cid:/i, '');
  const row = attachments.find((attachment) => attachment.contentId === contentId);
  return row?.key ? { id: row.key, uti: row.uti } : null;
}

/** SQL condition for notes that the phone shows: Exchange and IMAP accounts have internal rows in the same table. */
function isNote(table: SourceTable): string {
  return `${table.flag('ZISBOOKKEEPINGENTRY')} = 0`;
}

type NoteColumn = keyof ReturnType<typeof noteExpressions>;

function noteExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    title: textOf(table, 'ZTITLE'),
    snippet: textOf(table, 'ZSUMMARY'),
    author: textOf(table, 'ZAUTHOR'),
    guid: textOf(table, 'ZGUID'),
    createdAt: numberOf(table, 'ZCREATIONDATE'),
    modifiedAt: numberOf(table, 'ZMODIFICATIONDATE'),
    isDeleted: table.flag('ZDELETEDFLAG'),
    body: table.integer('ZBODY'),
    folder: table.integer('ZSTORE'),
    contentType: table.integer('ZCONTENTTYPE'),
  };
}

function noteRows(table: SourceTable, lost: Lost): Iterable<Row<NoteColumn>> {
  const selection = table.select(noteExpressions(table), `WHERE rowid >= ? AND ${isNote(table)} ORDER BY rowid`);
  return readAcrossDamage(
    (first) => selection.iterate(first),
    (row) => row.rowid,
    () => lost(msg('lost.damaged-records.notes')),
  );
}
