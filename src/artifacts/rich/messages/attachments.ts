import type { DatabaseSync } from 'node:sqlite';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { FileReference } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { locateAttachment } from './attachment-path.ts';
import type { messageAttachments } from './tables.ts';

/** A row of `message_attachments`. */
export type AttachmentRow = RowOf<typeof messageAttachments>;

/** Attachments by message, and those that belong to none. */
export interface AttachmentSource {
  /** How many attachments a message has. */
  count(message: number): number;
  /**
   * The attachments of a message.
   * @param partOf the bubble in which an attachment stands, by its GUID
   */
  rowsOf(message: number, partOf: (guid: string) => number | null): readonly AttachmentRow[];
  /** The attachments of this message are none of the {@link orphans}: another slice reads them. */
  leave(message: number): void;
  /** The attachments that belong to no message that was read. */
  orphans(): Iterable<AttachmentRow>;
  /** Finds the contents of the attachments with these GUIDs: pictures of groups. */
  locate(guids: ReadonlySet<string>): ReadonlyMap<string, FileReference>;
}

const NO_ROWS: readonly AttachmentRow[] = [];

/** The attachments of iOS 6 and later. */
export class Attachments implements AttachmentSource {
  private readonly ofMessage = new PackedJoin();
  /** ROWIDs that were handed out. */
  private readonly seen = new Set<number>();
  private readonly table: SourceTable;
  private readonly expressions: readonly string[];
  private readonly byRowid: ReturnType<SourceTable['lookup']> | null;
  private readonly fileAt: (domain: string, relativePath: string) => FileReference;
  private readonly note: Note;

  /** @param fileAt finds a file of the backup */
  constructor(
    db: DatabaseSync,
    fileAt: (domain: string, relativePath: string) => FileReference,
    note: Note,
    lost: Lost,
  ) {
    this.fileAt = fileAt;
    this.note = note;
    this.table = new SourceTable(db, 'attachment', lost);
    this.expressions = attachmentExpressions(this.table);
    this.byRowid = this.table.exists ? this.table.lookup(this.expressions) : null;
    const join = new SourceTable(db, 'message_attachment_join', lost);
    if (join.has('message_id', 'attachment_id')) {
      for (const row of join.allRows([join.integer('message_id'), join.integer('attachment_id')])) {
        const message = asInteger(row[0]);
        const attachment = asInteger(row[1]);
        if (message !== null && attachment !== null) this.ofMessage.add(message, attachment);
      }
    }
    this.ofMessage.seal();
  }

  count(message: number): number {
    return this.ofMessage.values(message).length;
  }

  rowsOf(message: number, partOf: (guid: string) => number | null): readonly AttachmentRow[] {
    const attachments = this.ofMessage.values(message);
    if (attachments.length === 0) return NO_ROWS;
    const rows: AttachmentRow[] = [];
    for (const attachment of attachments) {
      const row = this.byRowid?.(attachment) ?? null;
      if (row === null) {
        this.note(msg('note.missing-attachment-rows'));
        continue;
      }
      this.seen.add(attachment);
      const guid = asShortText(row[1]);
      rows.push(this.toRow(attachment, message, row, guid === null ? null : partOf(guid)));
    }
    return rows;
  }

  leave(message: number): void {
    for (const attachment of this.ofMessage.values(message)) this.seen.add(attachment);
  }

  *orphans(): Generator<AttachmentRow> {
    if (!this.table.exists) return;
    for (const row of this.table.rows(this.expressions)) {
      const rowid = asInteger(row[0]);
      if (rowid === null || this.seen.has(rowid)) continue;
      this.seen.add(rowid);
      yield this.toRow(rowid, 0, row, null);
    }
  }

  locate(guids: ReadonlySet<string>): ReadonlyMap<string, FileReference> {
    const found = new Map<string, FileReference>();
    if (guids.size === 0 || !this.table.exists) return found;
    for (const row of this.table.rows([this.table.value('guid'), this.table.value('filename')])) {
      const guid = asShortText(row[0]);
      if (guid !== null && guids.has(guid)) found.set(guid, locateAttachment(asShortText(row[1]), this.fileAt));
    }
    return found;
  }

  private toRow(key: number, message: number, row: readonly SqlValue[], part: number | null): AttachmentRow {
    const filename = asShortText(row[2]);
    const { fileID, state } = locateAttachment(filename, this.fileAt);
    return {
      key,
      message,
      guid: asShortText(row[1]),
      filename,
      transferName: asShortText(row[3]),
      mimeType: asShortText(row[4]),
      uti: asShortText(row[5]),
      totalBytes: asInteger(row[6]),
      file: fileID,
      state,
      isSticker: row[7] === 1,
      isHidden: row[8] === 1,
      isOutgoing: row[9] === 1,
      // Seconds on every iOS, and 0 where it is not known, unlike the dates of messages.
      createdAt: fromAppleSeconds(asInteger(row[10]) || null),
      part,
      description: asShortText(row[11]),
    };
  }
}

function attachmentExpressions(table: SourceTable): readonly string[] {
  return [
    table.rowid,
    table.value('guid'),
    table.value('filename'),
    table.value('transfer_name'),
    table.value('mime_type'),
    table.value('uti'),
    table.integer('total_bytes'),
    table.flag('is_sticker'),
    table.flag('hide_attachment'),
    table.flag('is_outgoing'),
    table.integer('created_date'),
    table.value('emoji_image_short_description'),
  ];
}
