import type { RowOf } from '../../../../model/columns.ts';
import { asBlob, asInteger, asShortText, type Lookup, type Row, SourceTable } from '../../../kit/source-table.ts';
import type { notesTable } from '../tables.ts';
import { type Account, accountKeyOf } from './accounts.ts';
import { coreDataTime } from './core-data-time.ts';
import { anyOf, blobOf, numberOf, textOf } from './expressions.ts';
import type { LockColumns } from './lock.ts';
import type { NoteObjects } from './objects.ts';
import { MAX_SHARE } from './share.ts';

/** A row of `notes`. */
export type NoteRow = RowOf<typeof notesTable>;

/** Maximum size of a compressed or encrypted body, in bytes; the largest seen have a few hundred kilobytes. */
export const MAX_BODY = 8 * 1024 * 1024;

/** Maximum size of salts, keys, IVs and tags in bytes; they have 16 to 40. */
const MAX_CRYPTO = 256;

/** The row of a note, without its body. */
export interface SourceNote {
  readonly sourceKey: number;
  readonly identifier: string | null;
  readonly title: string | null;
  readonly snippet: string | null;
  readonly folder: number | null;
  /** Primary key of its account. */
  readonly account: number | null;
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly openedAt: number | null;
  readonly isPinned: boolean;
  readonly isLocked: boolean;
  readonly isDeleted: boolean;
  readonly isShared: boolean;
  readonly hasChecklist: boolean;
  readonly hasOpenChecklist: boolean;
  readonly isQuickNote: boolean;
  readonly passwordHint: string | null;
  readonly share: Uint8Array | null;
  readonly lock: LockColumns;
  /** True if a newer encrypted version was not applied yet: the body is an older one. */
  readonly hasUnappliedRecord: boolean;
}

/** Names of the columns of the note query. */
export type NoteColumn = keyof ReturnType<typeof noteExpressions>;

/** The expressions of the note query, for {@link toSourceNote}. */
export function noteExpressions(table: SourceTable, accounts: ReadonlyMap<number, Account>) {
  const shares = ['ZSERVERSHAREDATA', 'ZSERVERSHARE'].filter((name) => table.has(name));
  return {
    rowid: table.rowid,
    identifier: textOf(table, 'ZIDENTIFIER'),
    title: textOf(table, 'ZTITLE1'),
    snippet: textOf(table, 'ZSNIPPET'),
    folder: table.integer('ZFOLDER'),
    account: accountKeyOf(table, accounts),
    createdAt: anyOf(table, 'ZCREATIONDATE', numberOf),
    modifiedAt: anyOf(table, 'ZMODIFICATIONDATE', numberOf),
    openedAt: numberOf(table, 'ZLASTOPENEDDATE'),
    isPinned: table.flag('ZISPINNED'),
    isLocked: table.flag('ZISPASSWORDPROTECTED'),
    isDeleted: table.flag('ZMARKEDFORDELETION'),
    isShared: `(${['0', ...shares.map((name) => table.exceeds(name, 0))].join(' OR ')})`,
    hasChecklist: table.flag('ZHASCHECKLIST'),
    hasOpenChecklist: table.flag('ZHASCHECKLISTINPROGRESS'),
    isQuickNote: table.flag('ZISSYSTEMPAPER'),
    passwordHint: textOf(table, 'ZPASSWORDHINT'),
    share: `coalesce(NULL, ${['NULL', ...shares.map((name) => blobOf(table, name, MAX_SHARE))].join(', ')})`,
    salt: blobOf(table, 'ZCRYPTOSALT', MAX_CRYPTO),
    iterations: table.integer('ZCRYPTOITERATIONCOUNT'),
    wrappedKey: blobOf(table, 'ZCRYPTOWRAPPEDKEY', MAX_CRYPTO),
    verifier: blobOf(table, 'ZCRYPTOVERIFIER', MAX_CRYPTO),
    iv: blobOf(table, 'ZCRYPTOINITIALIZATIONVECTOR', MAX_CRYPTO),
    tag: blobOf(table, 'ZCRYPTOTAG', MAX_CRYPTO),
    hasUnappliedRecord: `(${table.exceeds('ZUNAPPLIEDENCRYPTEDRECORD', 0)} OR ${table.exceeds('ZUNAPPLIEDENCRYPTEDRECORDDATA', 0)})`,
  };
}

/** Reads a row of {@link noteExpressions}; null without a usable primary key. */
export function toSourceNote(row: Row<NoteColumn>): SourceNote | null {
  const sourceKey = asInteger(row.rowid);
  if (sourceKey === null) return null;
  return {
    sourceKey,
    identifier: asShortText(row.identifier),
    title: asShortText(row.title),
    snippet: asShortText(row.snippet),
    folder: asInteger(row.folder),
    account: asInteger(row.account),
    createdAt: coreDataTime(row.createdAt),
    modifiedAt: coreDataTime(row.modifiedAt),
    openedAt: coreDataTime(row.openedAt),
    isPinned: row.isPinned === 1,
    isLocked: row.isLocked === 1,
    isDeleted: row.isDeleted === 1,
    isShared: row.isShared === 1,
    hasChecklist: row.hasChecklist === 1,
    hasOpenChecklist: row.hasOpenChecklist === 1,
    isQuickNote: row.isQuickNote === 1,
    passwordHint: asShortText(row.passwordHint),
    share: asBlob(row.share),
    lock: {
      salt: asBlob(row.salt),
      iterations: asInteger(row.iterations),
      wrappedKey: asBlob(row.wrappedKey) ?? asBlob(row.verifier),
      iv: asBlob(row.iv),
      tag: asBlob(row.tag),
    },
    hasUnappliedRecord: row.hasUnappliedRecord === 1,
  };
}

/** The stored body of a note. */
export interface StoredBody {
  /** Compressed or encrypted; null if missing or too large. */
  readonly bytes: Uint8Array | null;
  readonly isTooLarge: boolean;
  readonly iv: Uint8Array | null;
  readonly tag: Uint8Array | null;
}

const NO_BODY: StoredBody = { bytes: null, isTooLarge: false, iv: null, tag: null };

/** Finds the bodies of notes, which are in a separate table. */
export class NoteBodies {
  readonly #ofNote = new Map<number, number>();
  readonly #lookup: Lookup<'bytes' | 'isTooLarge' | 'iv' | 'tag'> | null;

  constructor({ db, lost }: NoteObjects) {
    const table = new SourceTable(db, 'ZICNOTEDATA', lost);
    this.#lookup = null;
    if (!table.has('ZNOTE')) return;
    for (const row of table.rows({ body: table.rowid, note: table.integer('ZNOTE') })) {
      const [body, note] = [asInteger(row.body), asInteger(row.note)];
      if (body !== null && note !== null) this.#ofNote.set(note, body);
    }
    this.#lookup = table.lookup({
      bytes: blobOf(table, 'ZDATA', MAX_BODY),
      isTooLarge: table.exceeds('ZDATA', MAX_BODY),
      iv: blobOf(table, 'ZCRYPTOINITIALIZATIONVECTOR', MAX_CRYPTO),
      tag: blobOf(table, 'ZCRYPTOTAG', MAX_CRYPTO),
    });
  }

  /** The body of the note with this primary key. */
  find(note: number): StoredBody {
    const body = this.#ofNote.get(note);
    const row = body === undefined ? null : (this.#lookup?.(body) ?? null);
    if (row === null) return NO_BODY;
    const bytes = asBlob(row.bytes);
    return {
      bytes: bytes !== null && bytes.length > 0 ? bytes : null,
      isTooLarge: row.isTooLarge === 1,
      iv: asBlob(row.iv),
      tag: asBlob(row.tag),
    };
  }
}
