import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { Note } from '../../kit/codes.ts';
import { asBlob, asInteger, asNumber, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { isPlistMetadata, type Metadata, readMetadata } from './metadata.ts';
import { Satellite } from './satellite.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Largest `ZMETADATA` that is read, in bytes; it holds small pictures at times. */
export const MAX_METADATA = 1024 * 1024;
/** Longest caption or list of contacts, in bytes: contacts come with pictures. */
const MAX_TEXT = 1024 * 1024;

/** A MIME type as `ZVCARDSTRING` has it: `audio/ogg; codecs=opus`. */
const MIME_TYPE = /^[a-z]+\/[\w.+-]+(?:\s*;.*)?$/i;

/** A row of `ZWAMEDIAITEM`. Its columns mean other things with every type of message. */
export interface MediaItem {
  readonly pk: number;
  readonly localPath: string | null;
  readonly thumbnailPath: string | null;
  readonly title: string | null;
  readonly vcardName: string | null;
  /** MIME type, contacts, address of a deleter, or place. */
  readonly vcardString: string | null;
  readonly mimeType: string | null;
  readonly bytes: number | null;
  readonly seconds: number | null;
  /** Degrees in a location; on pictures the width. */
  readonly latitude: number | null;
  /** Degrees in a location; on pictures the height. */
  readonly longitude: number | null;
  readonly accuracy: number | null;
  readonly url: string | null;
  readonly metadata: Metadata | null;
}

/** The media items of a database, by message. Most text messages with one have it for its metadata only. */
export class MediaItems {
  private readonly table: SourceTable;
  private readonly expressions: readonly string[];
  private readonly satellite: Satellite;
  private readonly note: Note;
  private readonly lost: Lost;

  /** @param note adds one to a count of the ledger */
  constructor(db: DatabaseSync, note: Note, lost: Lost) {
    this.note = note;
    this.lost = lost;
    this.table = new SourceTable(db, 'ZWAMEDIAITEM', lost);
    this.expressions = mediaExpressions(this.table);
    this.satellite = new Satellite(this.table, this.expressions);
  }

  /** The items of a message. @param named the one it names itself */
  of(message: number, named: number | null): readonly MediaItem[] {
    return this.satellite.rowsOf(message, named).map(({ pk, row }) => this.item(pk, row));
  }

  /** The items with a file for which `seen` is false: their message is gone. */
  *orphans(seen: (pk: number) => boolean): Generator<MediaItem> {
    if (!this.table.has('ZMEDIALOCALPATH')) return;
    const rows = this.table.rows([this.table.rowid, ...this.expressions], "WHERE ZMEDIALOCALPATH <> '' ORDER BY rowid");
    for (const [rowid, ...row] of rows) {
      const pk = asInteger(rowid);
      if (pk !== null && !seen(pk)) yield this.item(pk, row);
    }
  }

  private item(pk: number, row: readonly SqlValue[]): MediaItem {
    const vcardString = asTrimmed(row[5]);
    if (row[13] === 1) this.lost(msg('lost.too-large.media'));
    return {
      pk,
      localPath: asTrimmed(row[0]),
      thumbnailPath: asTrimmed(row[1]) ?? asTrimmed(row[2]),
      title: asTrimmed(row[3]),
      vcardName: asTrimmed(row[4]),
      vcardString,
      mimeType: vcardString !== null && MIME_TYPE.test(vcardString) ? vcardString : null,
      bytes: positive(asInteger(row[6])),
      seconds: positive(asInteger(row[7])),
      latitude: asNumber(row[8]),
      longitude: asNumber(row[9]),
      accuracy: asNumber(row[10]),
      url: asTrimmed(row[11]),
      metadata: this.metadata(asBlob(row[12])),
    };
  }

  private metadata(blob: Uint8Array | null): Metadata | null {
    if (blob === null || blob.length === 0) return null;
    if (isPlistMetadata(blob)) {
      this.note(msg('note.metadata-in-old-format'));
      return null;
    }
    try {
      return readMetadata(blob);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.note(msg('note.unreadable-metadata'));
      return null;
    }
  }
}

function mediaExpressions(table: SourceTable): readonly string[] {
  return [
    ...['ZMEDIALOCALPATH', 'ZXMPPTHUMBPATH', 'ZTHUMBNAILLOCALPATH'].map((name) => textColumn(table, name)),
    ...['ZTITLE', 'ZVCARDNAME', 'ZVCARDSTRING'].map((name) => textColumn(table, name, MAX_TEXT)),
    ...['ZFILESIZE', 'ZMOVIEDURATION', 'ZLATITUDE', 'ZLONGITUDE', 'ZHACCURACY'].map((name) => table.integer(name)),
    textColumn(table, 'ZMEDIAURL'),
    table.bounded('ZMETADATA', MAX_METADATA),
    `max(${table.exceeds('ZMETADATA', MAX_METADATA)}, ${table.exceeds('ZTITLE', MAX_TEXT)}, ${table.exceeds('ZVCARDSTRING', MAX_TEXT)})`,
  ];
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
