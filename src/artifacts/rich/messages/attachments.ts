import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { ExtractContext, FileReference, SourceFileBytes } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { Fingerprint } from '../../kit/growth/fingerprint.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { rowsOfArrays } from '../../kit/row.ts';
import {
  asBlob,
  asInteger,
  asShortText,
  type Lost,
  type Row,
  SourceTable,
  type SqlValue,
} from '../../kit/source-table.ts';
import { attachmentPath, locateAttachment } from './attachment-path.ts';
import type { JoinReader } from './growth/join-reader.ts';
import { appOf, stickerEffect, stickerSource } from './sticker.ts';
import type { messageAttachments, StickerEffect } from './tables.ts';
import { isVcard } from './vcard-attachment.ts';

/** A row of `message_attachments`. */
export type AttachmentRow = RowOf<typeof messageAttachments>;

/** The bubble in which a body names an attachment; undefined if it does not name it. */
export type PartOf = (guid: string) => number | null | undefined;

/** Attachments by message, and those without a message. */
export interface AttachmentSource {
  /** Number of attachments of a message. */
  count(message: number): number;
  /**
   * The attachments of a message.
   * @param partOf returns the bubble of an attachment by its GUID
   */
  rowsOf(message: number, partOf: PartOf): readonly AttachmentRow[];
  /** Excludes the attachments of this message from the {@link orphans}: another slice reads them. */
  leave(message: number): void;
  /** Attachments whose message was neither read nor left. */
  orphans(): Iterable<AttachmentRow>;
  /** Finds the files of attachments by GUID, for group pictures. */
  locate(guids: ReadonlySet<string>): ReadonlyMap<string, FileReference>;
}

/** Maximum size of `sticker_user_info` and `attribution_info`, in bytes. */
const MAX_INFO = 64 * 1024;
/** Maximum size of a sticker's file whose effect is looked for, in bytes; real ones have up to some 200 kilobytes. */
const MAX_STICKER = 1024 * 1024;
/** Maximum number of files of stickers that are read. */
const MAX_STICKERS = 5000;

const NO_ROWS: readonly AttachmentRow[] = [];

/** The attachments of iOS 6 and later. */
export class Attachments implements AttachmentSource {
  readonly #ofMessage = new PackedJoin();
  /** ROWIDs of attachments that were returned or left. */
  readonly #seen = new Set<number>();
  /** ROWIDs of attachments of which more than their row and the place of their file is read. */
  readonly #opened = new Set<number>();
  readonly #table: SourceTable;
  readonly #expressions: ReturnType<typeof attachmentExpressions>;
  readonly #byRowid: ((rowid: number) => readonly SqlValue[] | null) | null;
  readonly #toNamed: (values: readonly SqlValue[]) => Row<AttachmentColumn>;
  /** Where the files of attachments are, as a hash, by ROWID. */
  readonly #places = new Map<number, number>();
  readonly #fileAt: (domain: string, relativePath: string) => FileReference;
  readonly #fileOf: (domain: string, relativePath: string) => SourceFileBytes | null;
  readonly #effects = new Map<string, StickerEffect | null>();
  readonly #note: Note;
  readonly #print = new Fingerprint();

  /** Reads the joins of the database. The context finds and opens files of the backup. */
  constructor(
    db: SqlDatabase,
    joins: JoinReader | null,
    context: Pick<ExtractContext<string>, 'fileAt' | 'file'>,
    note: Note,
    lost: Lost,
  ) {
    this.#fileAt = (domain, path) => context.fileAt(domain, path);
    this.#fileOf = (domain, path) => context.file(domain, path);
    this.#note = note;
    this.#table = new SourceTable(db, 'attachment', lost);
    this.#expressions = attachmentExpressions(this.#table);
    this.#byRowid = this.#table.exists ? this.#table.arrayLookup(this.#expressions) : null;
    this.#toNamed = rowsOfArrays(Object.keys(this.#expressions) as AttachmentColumn[]);
    const join = new SourceTable(db, 'message_attachment_join', lost);
    const add = (message: number, attachment: number): void => this.#ofMessage.add(message, attachment);
    const isRead = joins?.read('message_attachment_join', ['message_id', 'attachment_id'], add) === true;
    if (!isRead && join.has('message_id', 'attachment_id')) {
      const columns = { message: join.integer('message_id'), attachment: join.integer('attachment_id') };
      for (const row of join.allRows(columns)) {
        const message = asInteger(row.message);
        const attachment = asInteger(row.attachment);
        if (message !== null && attachment !== null) add(message, attachment);
      }
    }
    this.#ofMessage.seal();
  }

  count(message: number): number {
    return this.#ofMessage.values(message).length;
  }

  /** True if a message has attachments. */
  has(message: number): boolean {
    return this.#ofMessage.has(message);
  }

  rowsOf(message: number, partOf: PartOf): readonly AttachmentRow[] {
    const attachments = this.#ofMessage.values(message);
    if (attachments.length === 0) return NO_ROWS;
    const rows: AttachmentRow[] = [];
    for (const attachment of attachments) {
      const values = this.#byRowid?.(attachment) ?? null;
      if (values === null) {
        this.#note(msg('note.missing-attachment-rows'));
        continue;
      }
      const row = this.#toNamed(values);
      this.#seen.add(attachment);
      rows.push(this.#toRow(attachment, message, row, partOf));
    }
    return rows;
  }

  /**
   * True if the records of a message's attachments, which were returned, depend on their rows and the places of their
   * files alone.
   */
  areSteady(message: number): boolean {
    if (!this.#ofMessage.has(message)) return true;
    // Rows of attachments can be missing.
    return this.#ofMessage.values(message).every((rowid) => this.#seen.has(rowid) && !this.#opened.has(rowid));
  }

  /** Adds the ROWIDs of the attachments of a message to `print`. */
  addTo(print: Fingerprint, message: number): void {
    for (const attachment of this.#ofMessage.values(message)) print.number(attachment);
  }

  /** Where the file of an attachment that was returned is, as a hash of 53 bits; NaN if it was not returned. */
  placeOf(attachment: number): number {
    return this.#places.get(attachment) ?? Number.NaN;
  }

  /** Looks for the files of all attachments. @throws an error of SQLite if the table is damaged */
  locateAll(): void {
    const columns = { rowid: this.#table.rowid, filename: this.#table.value('filename') };
    for (const [rowid = null, filename = null] of this.#table.select(columns).arrays()) {
      if (typeof rowid === 'number') this.#located(rowid, asShortText(filename));
    }
  }

  /** ROWIDs of the messages that have any of these attachments. */
  messagesWith(isWanted: (attachment: number) => boolean): readonly number[] {
    const messages: number[] = [];
    this.#ofMessage.forEach((message, attachment) => {
      if (isWanted(attachment)) messages.push(message);
    });
    return messages;
  }

  /** {@link leave} for several messages. */
  leaveWhere(isLeft: (message: number) => boolean): void {
    this.#ofMessage.forEach((message, attachment) => {
      if (isLeft(message)) this.#seen.add(attachment);
    });
  }

  /** As {@link orphans}, among these attachments. */
  *orphansAmong(rowids: Iterable<number>): Generator<AttachmentRow> {
    for (const rowid of rowids) {
      if (this.#seen.has(rowid)) continue;
      const values = this.#byRowid?.(rowid) ?? null;
      this.#seen.add(rowid);
      if (values !== null) yield this.#toRow(rowid, 0, this.#toNamed(values), null);
    }
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
    const { guid, originalGuid, filename } = this.#expressions;
    for (const row of this.#table.rows({ guid, originalGuid, filename })) {
      const [own, original] = [asShortText(row.guid), asShortText(row.originalGuid)];
      const isOwn = own !== null && guids.has(own);
      const named = isOwn ? own : original;
      if (named === null || !guids.has(named) || (!isOwn && found.has(named))) continue;
      found.set(named, locateAttachment(asShortText(row.filename), this.#fileAt));
    }
    return found;
  }

  #toRow(key: number, message: number, row: Row<AttachmentColumn>, partOf: PartOf | null): AttachmentRow {
    const guid = namedGuid(row, partOf);
    const filename = asShortText(row.filename);
    const { fileID, state, domain } = this.#located(key, filename);
    const isSticker = row.isSticker === 1;
    const fields = {
      key,
      message,
      guid,
      filename,
      transferName: asShortText(row.transferName),
      mimeType: asShortText(row.mimeType),
      uti: asShortText(row.uti),
      totalBytes: asInteger(row.totalBytes),
      file: fileID,
      state,
      isSticker,
      isHidden: row.isHidden === 1,
      isOutgoing: row.isOutgoing === 1,
      // In seconds on every iOS, unlike dates of messages; 0 means unknown.
      createdAt: fromAppleSeconds(asInteger(row.createdAt) || null),
      part: guid === null ? null : (partOf?.(guid) ?? null),
      description: asShortText(row.description),
      app: appOf(asBlob(row.attribution)),
      stickerSource: isSticker ? stickerSource(asBlob(row.sticker)) : null,
      stickerEffect: isSticker && state === 'present' ? this.#effect(fileID, domain, filename) : null,
    };
    if (state === 'present' && (isSticker || isVcard(fields))) this.#opened.add(key);
    return fields;
  }

  /** Finds the file of an attachment. */
  #located(attachment: number, filename: string | null): ReturnType<typeof locateAttachment> {
    const found = locateAttachment(filename, this.#fileAt);
    this.#print.reset();
    this.#print.text(found.fileID);
    this.#print.text(found.state);
    this.#places.set(attachment, this.#print.number53);
    return found;
  }

  /** The effect of a sticker, from its file. */
  #effect(fileID: string | null, domain: string | null, filename: string | null): StickerEffect | null {
    if (fileID === null || domain === null) return null;
    const known = this.#effects.get(fileID);
    if (known !== undefined || this.#effects.size >= MAX_STICKERS) return known ?? null;
    const file = this.#fileOf(domain, attachmentPath(filename ?? '') ?? '');
    const effect = file === null || (file.size ?? 0) > MAX_STICKER ? null : effectIn(file);
    this.#effects.set(fileID, effect);
    return effect;
  }
}

/**
 * The GUID by which the body names an attachment: the one it has, or the one that it had at first
 * (docs/format/messages.md).
 */
function namedGuid({ guid, originalGuid }: Row<AttachmentColumn>, partOf: PartOf | null): string | null {
  const [own, original] = [asShortText(guid), asShortText(originalGuid)];
  if (own === null || original === null || partOf === null || partOf(own) !== undefined) return own;
  return partOf(original) === undefined ? own : original;
}

function effectIn(file: SourceFileBytes): StickerEffect | null {
  try {
    return stickerEffect(file.read(MAX_STICKER));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

type AttachmentColumn = keyof ReturnType<typeof attachmentExpressions>;

function attachmentExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    guid: table.value('guid'),
    originalGuid: table.value('original_guid'),
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
    attribution: table.bounded('attribution_info', MAX_INFO),
    sticker: table.bounded('sticker_user_info', MAX_INFO),
  };
}
