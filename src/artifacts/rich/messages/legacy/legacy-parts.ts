import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
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
  SourceTable,
  type SqlValue,
} from '../../../kit/source-table.ts';
import { locateAttachment } from '../attachment-path.ts';
import type { AttachmentRow } from '../attachments.ts';
import { MAX_BODY } from '../message-query.ts';
import { partPaths } from './part-path.ts';

/** MIME type of an MMS layout, which only contains the order of its parts. */
const LAYOUT = 'application/smil';
const PLAIN_TEXT = 'text/plain';
/** `preview_part` of a part that is not a preview (docs/format/messages.md). */
const ORIGINAL = -1;

type Locate = (domain: string, relativePath: string) => FileReference;

/** The parts of MMS (`msg_pieces`): texts, which are added to the text of the message, and attachments. */
export class LegacyParts {
  readonly #table: SourceTable;
  readonly #texts = new PackedJoin();
  readonly #files = new PackedJoin();
  readonly #orphans: number[] = [];
  /** Parts that are a preview of a picture. */
  readonly #previews = new Set<number>();
  readonly #byRowid: Lookup<keyof ReturnType<typeof pieceExpressions>> | null;
  readonly #textByRowid: Lookup<'text' | 'isTooLarge'> | null;
  readonly #messageByRowid: Lookup<'group' | 'flags'>;
  readonly #fileAt: Locate;
  readonly #note: Note;
  readonly #lost: Lost;

  /** Reads the message and the type of every part. */
  constructor(db: SqlDatabase, messages: SourceTable, fileAt: Locate, note: Note, lost: Lost) {
    const table = new SourceTable(db, 'msg_pieces', lost);
    this.#table = table;
    this.#fileAt = fileAt;
    this.#note = note;
    this.#lost = lost;
    this.#byRowid = table.exists ? table.lookup(pieceExpressions(table)) : null;
    const text = { text: table.bounded('data', MAX_BODY), isTooLarge: table.exceeds('data', MAX_BODY) };
    this.#textByRowid = table.exists ? table.lookup(text) : null;
    this.#messageByRowid = messages.lookup({ group: messages.integer('group_id'), flags: messages.integer('flags') });
    if (table.exists) this.#sort();
    this.#texts.seal();
    this.#files.seal();
  }

  /** ROWIDs of the parts of a message that are attachments. */
  of(message: number): readonly number[] {
    return this.#files.values(message);
  }

  /** ROWIDs of parts without a message. */
  get orphans(): readonly number[] {
    return this.#orphans;
  }

  /** The text in the parts of a message; null if there is none. */
  textOf(message: number): string | null {
    const words = this.#texts.values(message).flatMap((piece) => {
      const row = this.#textByRowid?.(piece) ?? null;
      if (row?.isTooLarge === 1) this.#lost(msg('lost.too-large.mms-parts'));
      const bytes = asBlob(row?.text);
      const text = bytes === null ? asShortText(row?.text) : decodeText(bytes);
      return text === null || text === '' ? [] : text;
    });
    return words.length === 0 ? null : words.join('\n');
  }

  /** The row of a part of a message (0 for none); null if it cannot be read. Its key is its negated ROWID. */
  row(piece: number, message: number): AttachmentRow | null {
    const row = this.#byRowid?.(piece) ?? null;
    if (row === null) return null;
    const owner = message === 0 ? null : this.#messageByRowid(message);
    const isPreview = this.#previews.has(piece);
    const mimeType = mimeTypeOf(row.mimeType);
    const name = asShortText(row.name)?.trim() || null;
    const part = asInteger(row.part);
    const place = { message, group: asInteger(owner?.group) ?? 0, part: part ?? 0, mimeType, name, isPreview };
    const found = message === 0 ? null : this.#find(partPaths(place));
    const bytes = asInteger(row.bytes) || null;
    if (bytes !== null && found?.file.fileID === undefined) this.#note(msg('note.attachments-inside-the-database'));
    return {
      key: -piece,
      message,
      guid: null,
      filename: found?.path ?? null,
      transferName: name,
      mimeType,
      uti: null,
      totalBytes: bytes,
      file: found?.file.fileID ?? null,
      state: found?.file.state ?? 'no-path',
      isSticker: false,
      isHidden: isPreview,
      isOutgoing: message === 0 ? null : (asInteger(owner?.flags) ?? 0) % 2 === 1,
      createdAt: null,
      part,
      description: null,
      app: null,
      stickerSource: null,
      stickerEffect: null,
    };
  }

  /** The first path that is in the backup. */
  #find(paths: readonly string[]): { readonly path: string; readonly file: FileReference } | null {
    for (const path of paths) {
      const file = locateAttachment(path, this.#fileAt);
      if (file.fileID !== null) return { path, file };
    }
    return null;
  }

  #sort(): void {
    const table = this.#table;
    const expressions = {
      rowid: table.rowid,
      message: table.integer('message_id'),
      previewOf: table.integer('preview_part'),
      mimeType: table.value('content_type'),
    };
    let last = 0;
    for (const row of table.rows(expressions, 'ORDER BY rowid')) {
      const piece = asInteger(row.rowid);
      if (piece === null || piece <= last) {
        this.#lost(msg('lost.no-key.mms-parts'));
        continue;
      }
      last = piece;
      const message = asInteger(row.message) ?? 0;
      const mimeType = mimeTypeOf(row.mimeType);
      if (mimeType === LAYOUT) continue;
      if (message <= 0) {
        this.#orphans.push(piece);
        continue;
      }
      if (mimeType === PLAIN_TEXT) this.#texts.add(message, piece);
      else this.#files.add(message, piece);
      if ((asInteger(row.previewOf) ?? ORIGINAL) !== ORIGINAL) this.#previews.add(piece);
    }
  }
}

function pieceExpressions(table: SourceTable) {
  return {
    part: table.integer('part_id'),
    mimeType: table.value('content_type'),
    name: table.value('content_loc'),
    bytes: table.has('data') ? 'octet_length("data")' : 'NULL',
  };
}

/** `text/plain; charset=utf-8` → `text/plain`. */
function mimeTypeOf(value: SqlValue | undefined): string | null {
  return asShortText(value)?.split(';')[0]?.trim().toLowerCase() || null;
}

/** Text of an MMS: UTF-8, otherwise Windows-1252, which carriers of that time used. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
