import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { FileReference } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { asInteger, asShortText, type Lookup, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { locateAttachment } from './attachment-path.ts';
import type { messageAttachments } from './tables.ts';

/** A row of `message_attachments`. */
export type AttachmentRow = RowOf<typeof messageAttachments>;

/** Attachments by message, and those without a message. */
export interface AttachmentSource {
  /** Number of attachments of a message. */
  count(message: number): number;
  /**
   * The attachments of a message.
   * @param partOf returns the bubble of an attachment by its GUID
   */
  rowsOf(message: number, partOf: (guid: string) => number | null): readonly AttachmentRow[];
  /** Excludes the attachments of this message from the {@link orphans}: another slice reads them. */
  leave(message: number): void;
  /** Attachments whose message was neither read nor left. */
  orphans(): Iterable<AttachmentRow>;
  /** Finds the files of attachments by GUID, for group pictures. */
  locate(guids: ReadonlySet<string>): ReadonlyMap<string, FileReference>;
}

const NO_ROWS: readonly AttachmentRow[] = [];

/** The attachments of iOS 6 and later. */
export class Attachments implements AttachmentSource {
  readonly #ofMessage = new PackedJoin();
  /** ROWIDs of attachments that were returned or left. */
  readonly #seen = new Set<number>();
  readonly #table: SourceTable;
  readonly #expressions: ReturnType<typeof attachmentExpressions>;
  readonly #byRowid: Lookup<AttachmentColumn> | null;
  readonly #fileAt: (domain: string, relativePath: string) => FileReference;
  readonly #note: Note;

  /** @param fileAt finds a file of the backup */
  constructor(
    db: SqlDatabase,
    fileAt: (domain: string, relativePath: string) => FileReference,
    note: Note,
    lost: Lost,
  ) {
    this.#fileAt = fileAt;
    this.#note = note;
    this.#table = new SourceTable(db, 'attachment', lost);
    this.#expressions = attachmentExpressions(this.#table);
    this.#byRowid = this.#table.exists ? this.#table.lookup(this.#expressions) : null;
    const join = new SourceTable(db, 'message_attachment_join', lost);
    if (join.has('message_id', 'attachment_id')) {
      const columns = { message: join.integer('message_id'), attachment: join.integer('attachment_id') };
      for (const row of join.allRows(columns)) {
        const message = asInteger(row.message);
        const attachment = asInteger(row.attachment);
        if (message !== null && attachment !== null) this.#ofMessage.add(message, attachment);
      }
    }
    this.#ofMessage.seal();
  }

  count(message: number): number {
    return this.#ofMessage.values(message).length;
  }

  rowsOf(message: number, partOf: (guid: string) => number | null): readonly AttachmentRow[] {
    const attachments = this.#ofMessage.values(message);
    if (attachments.length === 0) return NO_ROWS;
    const rows: AttachmentRow[] = [];
    for (const attachment of attachments) {
      const row = this.#byRowid?.(attachment) ?? null;
      if (row === null) {
        this.#note(msg('note.missing-attachment-rows'));
        continue;
      }
      this.#seen.add(attachment);
      const guid = asShortText(row.guid);
      rows.push(this.#toRow(attachment, message, row, guid === null ? null : partOf(guid)));
    }
    return rows;
  }

  leave(message: number): void {
    for (const attachment of this.#ofMessage.values(message)) this.#seen.add(attachment);
  }

  *orphans(): Generator<AttachmentRow> {
    if (!this.#table.exists) return;
    for (const row of this.#table.rows(this.#expressions)) {
      const rowid = asInteger(row.rowid);
      if (rowid === null || this.#seen.has(rowid)) continue;
      this.#seen.add(rowid);
      yield this.#toRow(rowid, 0, row, null);
    }
  }

  locate(guids: ReadonlySet<string>): ReadonlyMap<string, FileReference> {
    const found = new Map<string, FileReference>();
    if (guids.size === 0 || !this.#table.exists) return found;
    const columns = { guid: this.#table.value('guid'), filename: this.#table.value('filename') };
    for (const row of this.#table.rows(columns)) {
      const guid = asShortText(row.guid);
      if (guid !== null && guids.has(guid)) found.set(guid, locateAttachment(asShortText(row.filename), this.#fileAt));
    }
    return found;
  }

  #toRow(key: number, message: number, row: Row<AttachmentColumn>, part: number | null): AttachmentRow {
    const filename = asShortText(row.filename);
    const { fileID, state } = locateAttachment(filename, this.#fileAt);
    return {
      key,
      message,
      guid: asShortText(row.guid),
      filename,
      transferName: asShortText(row.transferName),
      mimeType: asShortText(row.mimeType),
      uti: asShortText(row.uti),
      totalBytes: asInteger(row.totalBytes),
      file: fileID,
      state,
      isSticker: row.isSticker === 1,
      isHidden: row.isHidden === 1,
      isOutgoing: row.isOutgoing === 1,
      // In seconds on every iOS, unlike dates of messages; 0 means unknown.
      createdAt: fromAppleSeconds(asInteger(row.createdAt) || null),
      part,
      description: asShortText(row.description),
    };
  }
}

type AttachmentColumn = keyof ReturnType<typeof attachmentExpressions>;

function attachmentExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    guid: table.value('guid'),
    filename: table.value('filename'),
    transferName: table.value('transfer_name'),
    mimeType: table.value('mime_type'),
    uti: table.value('uti'),
    totalBytes: table.integer('total_bytes'),
    isSticker: table.flag('is_sticker'),
    isHidden: table.flag('hide_attachment'),
    isOutgoing: table.flag('is_outgoing'),
    createdAt: table.integer('created_date'),
    description: table.value('emoji_image_short_description'),
  };
}
