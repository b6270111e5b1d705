import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { fromAppleSeconds } from '../../../../formats/apple-time.ts';
import { msg } from '../../../../locales/messages.ts';
import type { FileReference } from '../../../kit/artifact.ts';
import type { Note } from '../../../kit/codes.ts';
import { PackedJoin } from '../../../kit/packed-join.ts';
import {
  asBlob,
  asInteger,
  asShortText,
  type Lookup,
  type Lost,
  type Row,
  SourceTable,
} from '../../../kit/source-table.ts';
import { locateAttachment } from '../attachment-path.ts';
import type { AttachmentRow, AttachmentSource, PartOf } from '../attachments.ts';
import type { LegacyParts } from './legacy-parts.ts';

/** Maximum size of `madrid_attachmentInfo`, an archived list of GUIDs, in bytes. */
const MAX_INFO = 64 * 1024;
/** Matches the GUIDs in an archive of any kind. */
const GUID = /[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/gi;

type Locate = (domain: string, relativePath: string) => FileReference;

/** The attachments of a legacy database: files of iMessages (`madrid_attachment`) and parts of MMS. */
export class LegacyAttachments implements AttachmentSource {
  readonly #ofMessage = new PackedJoin();
  /** Keys of attachments that were returned or left. */
  readonly #seen = new Set<number>();
  readonly #table: SourceTable;
  readonly #byRowid: Lookup<AttachmentColumn> | null;
  readonly #parts: LegacyParts;
  readonly #fileAt: Locate;
  readonly #note: Note;
  readonly #lost: Lost;

  /** Reads the message of every attachment. */
  constructor(db: SqlDatabase, messages: SourceTable, parts: LegacyParts, fileAt: Locate, note: Note, lost: Lost) {
    this.#table = new SourceTable(db, 'madrid_attachment', lost);
    this.#parts = parts;
    this.#fileAt = fileAt;
    this.#note = note;
    this.#lost = lost;
    this.#byRowid = this.#table.exists ? this.#table.lookup(attachmentExpressions(this.#table)) : null;
    this.#join(messages);
    this.#ofMessage.seal();
  }

  count(message: number): number {
    return this.#ofMessage.values(message).length + this.#parts.of(message).length;
  }

  rowsOf(message: number, partOf: PartOf): readonly AttachmentRow[] {
    const rows: AttachmentRow[] = [];
    for (const rowid of this.#ofMessage.values(message)) {
      const row = this.#byRowid?.(rowid) ?? null;
      this.#seen.add(rowid);
      if (row === null) this.#note(msg('note.missing-attachment-rows'));
      else rows.push(this.#toRow(rowid, message, row, partOf));
    }
    for (const piece of this.#parts.of(message)) {
      const row = this.#parts.row(piece, message);
      if (row === null) this.#note(msg('note.missing-attachment-rows'));
      else rows.push(row);
    }
    return rows;
  }

  leave(message: number): void {
    for (const rowid of this.#ofMessage.values(message)) this.#seen.add(rowid);
  }

  *orphans(): Generator<AttachmentRow> {
    for (const rowid of this.#rowids()) {
      if (this.#seen.has(rowid)) continue;
      this.#seen.add(rowid);
      const row = this.#byRowid?.(rowid) ?? null;
      if (row !== null) yield this.#toRow(rowid, 0, row, () => null);
    }
    for (const piece of this.#parts.orphans) {
      const row = this.#parts.row(piece, 0);
      if (row !== null) yield row;
    }
  }

  /** Empty: groups had no pictures. */
  locate(): ReadonlyMap<string, FileReference> {
    return new Map();
  }

  /** Joins attachments by the GUIDs in messages, as `message_id` is not always set. */
  #join(messages: SourceTable): void {
    const byGuid = new Map<string, number>();
    const table = this.#table;
    if (!table.exists) return;
    const expressions = {
      rowid: table.rowid,
      guid: table.value('attachment_guid'),
      message: table.integer('message_id'),
    };
    let last = 0;
    for (const row of table.rows(expressions, 'ORDER BY rowid')) {
      const rowid = asInteger(row.rowid);
      if (rowid === null || rowid <= last) {
        this.#lost(msg('lost.no-key.attachments'));
        continue;
      }
      last = rowid;
      const guid = asShortText(row.guid)?.toUpperCase();
      if (guid !== undefined) byGuid.set(guid, rowid);
      const message = asInteger(row.message);
      if (message !== null && message > 0) this.#ofMessage.add(message, rowid);
    }
    if (!messages.has('madrid_attachmentInfo')) return;
    const info = { rowid: messages.rowid, guids: messages.bounded('madrid_attachmentInfo', MAX_INFO) };
    for (const row of messages.rows(info, 'WHERE madrid_attachmentInfo IS NOT NULL')) {
      const rowid = asInteger(row.rowid);
      const bytes = asBlob(row.guids);
      if (rowid === null || bytes === null) continue;
      const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      for (const [guid] of archive.matchAll(GUID)) {
        const attachment = byGuid.get(guid.toUpperCase());
        if (attachment !== undefined) this.#ofMessage.add(rowid, attachment);
      }
    }
  }

  *#rowids(): Generator<number> {
    if (!this.#table.exists) return;
    for (const row of this.#table.rows({ rowid: this.#table.rowid }, 'ORDER BY rowid')) {
      const rowid = asInteger(row.rowid);
      if (rowid !== null && rowid > 0) yield rowid;
    }
  }

  #toRow(key: number, message: number, row: Row<AttachmentColumn>, partOf: PartOf): AttachmentRow {
    const guid = asShortText(row.guid);
    const filename = asShortText(row.filename);
    const { fileID, state } = locateAttachment(filename, this.#fileAt);
    return {
      key,
      message,
      guid,
      filename,
      transferName: filename?.split('/').at(-1) ?? null,
      mimeType: asShortText(row.mimeType),
      uti: asShortText(row.uti),
      totalBytes: null,
      file: fileID,
      state,
      isSticker: false,
      isHidden: false,
      isOutgoing: row.isIncoming !== 1,
      createdAt: fromAppleSeconds(asInteger(row.createdAt) || null),
      part: guid === null ? null : (partOf(guid) ?? null),
      description: null,
      app: null,
      stickerSource: null,
      stickerEffect: null,
    };
  }
}

type AttachmentColumn = keyof ReturnType<typeof attachmentExpressions>;

function attachmentExpressions(table: SourceTable) {
  return {
    guid: table.value('attachment_guid'),
    filename: table.value('filename'),
    mimeType: table.value('mime_type'),
    uti: table.value('uti_type'),
    isIncoming: table.flag('is_incoming'),
    createdAt: table.integer('created_date'),
  };
}
