import type { RowOf } from '../../../../model/columns.ts';
import { asBlob, asInteger, asShortText, SourceTable, type SqlValue } from '../../../kit/source-table.ts';
import type { notesTable } from '../tables.ts';
import { accountColumns } from './accounts.ts';
import { coreDataTime } from './core-data-time.ts';
import { anyOf, blobOf, numberOf, textOf } from './expressions.ts';
import type { LockColumns } from './lock.ts';
import type { NoteObjects } from './objects.ts';
import { MAX_SHARE } from './share.ts';

/** A row of `notes`. */
export type NoteRow = RowOf<typeof notesTable>;

/** Largest body that is read, compressed or encrypted, in bytes; the largest seen have some hundred kilobytes. */
export const MAX_BODY = 8 * 1024 * 1024;

/** Salts, keys, vectors and tags have 16 to 40 bytes. */
const MAX_CRYPTO = 256;

/** A note as its own row has it, without its body. */
export interface SourceNote {
  readonly sourceKey: number;
  readonly identifier: string | null;
  readonly title: string | null;
  readonly snippet: string | null;
  readonly folder: number | null;
  readonly accounts: readonly SqlValue[];
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly openedAt: number | null;
  readonly isPinned: boolean;
  readonly isLocked: boolean;
  readonly isDeleted: boolean;
  readonly isShared: boolean;
  readonly hasChecklist: boolean;
  readonly passwordHint: string | null;
  readonly share: Uint8Array | null;
  readonly lock: LockColumns;
  /** A newer encrypted version waits to be taken over: the body is an older one. */
  readonly hasUnappliedRecord: boolean;
}

/** What to select of a note; {@link toSourceNote} reads it. */
export function noteExpressions(objects: NoteObjects): readonly string[] {
  const { table } = objects;
  const shares = ['ZSERVERSHAREDATA', 'ZSERVERSHARE'].filter((name) => table.has(name));
  return [
    table.rowid,
    textOf(table, 'ZIDENTIFIER'),
    textOf(table, 'ZTITLE1'),
    textOf(table, 'ZSNIPPET'),
    table.integer('ZFOLDER'),
    anyOf(table, 'ZCREATIONDATE', numberOf),
    anyOf(table, 'ZMODIFICATIONDATE', numberOf),
    numberOf(table, 'ZLASTOPENEDDATE'),
    table.flag('ZISPINNED'),
    table.flag('ZISPASSWORDPROTECTED'),
    table.flag('ZMARKEDFORDELETION'),
    `(${['0', ...shares.map((name) => table.exceeds(name, 0))].join(' OR ')})`,
    table.flag('ZHASCHECKLIST'),
    textOf(table, 'ZPASSWORDHINT'),
    `coalesce(NULL, ${['NULL', ...shares.map((name) => blobOf(table, name, MAX_SHARE))].join(', ')})`,
    blobOf(table, 'ZCRYPTOSALT', MAX_CRYPTO),
    table.integer('ZCRYPTOITERATIONCOUNT'),
    blobOf(table, 'ZCRYPTOWRAPPEDKEY', MAX_CRYPTO),
    blobOf(table, 'ZCRYPTOVERIFIER', MAX_CRYPTO),
    blobOf(table, 'ZCRYPTOINITIALIZATIONVECTOR', MAX_CRYPTO),
    blobOf(table, 'ZCRYPTOTAG', MAX_CRYPTO),
    `(${table.exceeds('ZUNAPPLIEDENCRYPTEDRECORD', 0)} OR ${table.exceeds('ZUNAPPLIEDENCRYPTEDRECORDDATA', 0)})`,
    ...accountColumns(objects),
  ];
}

/** Reads a row of {@link noteExpressions}. Null without a usable primary key. */
export function toSourceNote(row: readonly SqlValue[]): SourceNote | null {
  const sourceKey = asInteger(row[0]);
  if (sourceKey === null) return null;
  const time = (at: number): number | null => coreDataTime(row[at]);
  return {
    sourceKey,
    identifier: asShortText(row[1]),
    title: asShortText(row[2]),
    snippet: asShortText(row[3]),
    folder: asInteger(row[4]),
    createdAt: time(5),
    modifiedAt: time(6),
    openedAt: time(7),
    isPinned: row[8] === 1,
    isLocked: row[9] === 1,
    isDeleted: row[10] === 1,
    isShared: row[11] === 1,
    hasChecklist: row[12] === 1,
    passwordHint: asShortText(row[13]),
    share: asBlob(row[14]),
    lock: {
      salt: asBlob(row[15]),
      iterations: asInteger(row[16]),
      wrappedKey: asBlob(row[17]) ?? asBlob(row[18]),
      iv: asBlob(row[19]),
      tag: asBlob(row[20]),
    },
    hasUnappliedRecord: row[21] === 1,
    accounts: row.slice(22),
  };
}

/** The stored body of a note. */
export interface StoredBody {
  /** Compressed or encrypted; null where there is none, and where it is too large. */
  readonly bytes: Uint8Array | null;
  readonly isTooLarge: boolean;
  readonly iv: Uint8Array | null;
  readonly tag: Uint8Array | null;
}

const NO_BODY: StoredBody = { bytes: null, isTooLarge: false, iv: null, tag: null };

/** Finds the bodies of notes, which stand in a table of their own. */
export class NoteBodies {
  readonly #ofNote = new Map<number, number>();
  readonly #lookup: ReturnType<SourceTable['lookup']> | null;

  constructor({ db, lost }: NoteObjects) {
    const table = new SourceTable(db, 'ZICNOTEDATA', lost);
    this.#lookup = null;
    if (!table.has('ZNOTE')) return;
    for (const row of table.rows([table.rowid, table.integer('ZNOTE')])) {
      const [body, note] = [asInteger(row[0]), asInteger(row[1])];
      if (body !== null && note !== null) this.#ofNote.set(note, body);
    }
    this.#lookup = table.lookup([
      blobOf(table, 'ZDATA', MAX_BODY),
      table.exceeds('ZDATA', MAX_BODY),
      blobOf(table, 'ZCRYPTOINITIALIZATIONVECTOR', MAX_CRYPTO),
      blobOf(table, 'ZCRYPTOTAG', MAX_CRYPTO),
    ]);
  }

  /** The body of the note with this primary key. */
  find(note: number): StoredBody {
    const body = this.#ofNote.get(note);
    const row = body === undefined ? null : (this.#lookup?.(body) ?? null);
    if (row === null) return NO_BODY;
    const bytes = asBlob(row[0]);
    const [iv, tag] = [asBlob(row[2]), asBlob(row[3])];
    return { bytes: bytes !== null && bytes.length > 0 ? bytes : null, isTooLarge: row[1] === 1, iv, tag };
  }
}
