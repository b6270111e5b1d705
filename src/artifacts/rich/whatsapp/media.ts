import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { Note } from '../../kit/codes.ts';
import type { NamedRows } from '../../kit/named-rows.ts';
import { asBlob, asInteger, asNumber, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import type { References } from './growth/references.ts';
import { isPlistMetadata, type Metadata, readMetadata } from './metadata.ts';
import { RelatedRows } from './related-rows.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Maximum size of `ZMETADATA`, in bytes; it sometimes contains small pictures. */
export const MAX_METADATA = 1024 * 1024;
/** Maximum size of a caption or a list of contacts, in bytes: contacts can contain pictures. */
const MAX_TEXT = 1024 * 1024;

/** A MIME type in `ZVCARDSTRING`: `audio/ogg; codecs=opus`. */
const MIME_TYPE = /^[a-z]+\/[\w.+-]+(?:\s*;.*)?$/i;

const NONE: readonly never[] = [];

/** A row of `ZWAMEDIAITEM`. The meaning of its columns depends on the type of the message. */
export interface MediaItem {
  readonly pk: number;
  readonly localPath: string | null;
  readonly thumbnailPath: string | null;
  readonly title: string | null;
  readonly vcardName: string | null;
  /** A MIME type, contacts, the JID of the person who deleted the message, or a place. */
  readonly vcardString: string | null;
  readonly mimeType: string | null;
  readonly bytes: number | null;
  readonly seconds: number | null;
  /** Degrees for locations, width for pictures. */
  readonly latitude: number | null;
  /** Degrees for locations, height for pictures. */
  readonly longitude: number | null;
  readonly accuracy: number | null;
  readonly url: string | null;
  readonly metadata: Metadata | null;
}

/** The media items of a database, by message. Text messages mostly have only metadata. */
export class MediaItems {
  readonly #table: SourceTable;
  readonly #expressions: ReturnType<typeof mediaExpressions>;
  readonly #related: RelatedRows<MediaColumn>;
  readonly #note: Note;
  readonly #lost: Lost;

  /** @param note counts a note for the ledger */
  constructor(db: SqlDatabase, note: Note, lost: Lost, references: References | null = null) {
    this.#note = note;
    this.#lost = lost;
    this.#table = new SourceTable(db, 'ZWAMEDIAITEM', lost);
    this.#expressions = mediaExpressions(this.#table);
    this.#related = new RelatedRows(this.#table, this.#expressions, references);
  }

  /** The rows of all items. */
  get rows(): NamedRows<MediaColumn> {
    return this.#related.rows;
  }

  /**
   * The items of a message.
   * @param named Z_PK of the item in the message's row
   * @param joined its row
   */
  of(message: number, named: number | null, joined: Row<MediaColumn> | null): readonly MediaItem[] {
    const rows = this.#related.rowsOf(message, named, joined);
    return rows.length === 0 ? NONE : rows.map(({ pk, row }) => this.#item(pk, row));
  }

  /** Items with a file for which `seen` is false: their message is missing. */
  *orphans(seen: (pk: number) => boolean): Generator<MediaItem> {
    if (!this.#table.has('ZMEDIALOCALPATH')) return;
    const find = this.rows.lookup();
    for (const row of this.#table.rows({ pk: this.#table.rowid }, "WHERE ZMEDIALOCALPATH <> '' ORDER BY rowid")) {
      const pk = asInteger(row.pk);
      const item = pk === null || seen(pk) ? null : find(pk);
      if (pk !== null && item !== null) yield this.#item(pk, item);
    }
  }

  #item(pk: number, row: Row<MediaColumn>): MediaItem {
    const vcardString = asTrimmed(row.vcardString);
    if (row.isTooLarge === 1) this.#lost(msg('lost.too-large.media'));
    return {
      pk,
      localPath: asTrimmed(row.localPath),
      thumbnailPath: asTrimmed(row.xmppThumbnailPath) ?? asTrimmed(row.thumbnailPath),
      title: asTrimmed(row.title),
      vcardName: asTrimmed(row.vcardName),
      vcardString,
      mimeType: vcardString !== null && MIME_TYPE.test(vcardString) ? vcardString : null,
      bytes: positive(asInteger(row.bytes)),
      seconds: positive(asInteger(row.seconds)),
      latitude: asNumber(row.latitude),
      longitude: asNumber(row.longitude),
      accuracy: asNumber(row.accuracy),
      url: asTrimmed(row.url),
      metadata: this.#metadata(asBlob(row.metadata)),
    };
  }

  #metadata(blob: Uint8Array | null): Metadata | null {
    if (blob === null || blob.length === 0) return null;
    if (isPlistMetadata(blob)) {
      this.#note(msg('note.metadata-in-old-format'));
      return null;
    }
    let isWhole = true;
    try {
      return readMetadata(blob, () => {
        isWhole = false;
      });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      isWhole = false;
      return null;
    } finally {
      if (!isWhole) this.#note(msg('note.unreadable-metadata'));
    }
  }
}

/** A column of a media item. */
export type MediaColumn = keyof ReturnType<typeof mediaExpressions>;

function mediaExpressions(table: SourceTable) {
  const sizes = [
    table.exceeds('ZMETADATA', MAX_METADATA),
    table.exceeds('ZTITLE', MAX_TEXT),
    table.exceeds('ZVCARDSTRING', MAX_TEXT),
  ];
  return {
    localPath: textColumn(table, 'ZMEDIALOCALPATH'),
    xmppThumbnailPath: textColumn(table, 'ZXMPPTHUMBPATH'),
    thumbnailPath: textColumn(table, 'ZTHUMBNAILLOCALPATH'),
    title: textColumn(table, 'ZTITLE', MAX_TEXT),
    vcardName: textColumn(table, 'ZVCARDNAME', MAX_TEXT),
    vcardString: textColumn(table, 'ZVCARDSTRING', MAX_TEXT),
    bytes: table.integer('ZFILESIZE'),
    seconds: table.integer('ZMOVIEDURATION'),
    latitude: table.integer('ZLATITUDE'),
    longitude: table.integer('ZLONGITUDE'),
    accuracy: table.integer('ZHACCURACY'),
    url: textColumn(table, 'ZMEDIAURL'),
    metadata: table.bounded('ZMETADATA', MAX_METADATA),
    isTooLarge: `max(${sizes.join(', ')})`,
  };
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
