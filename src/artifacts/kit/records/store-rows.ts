import { databaseError } from '../../../backup/source-database/database-error.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import type { SourceDatabase } from '../../../backup/types.ts';
import { type LostMessage, msg, type StoredMessage } from '../../../locales/messages.ts';
import { DomainError, isDomainError } from '../../../model/errors.ts';
import type { ExtractContext, SourceFileBytes } from '../artifact.ts';
import { isQuery, type QueryRows, type RowsIn } from './declaration.ts';
import { placeOf } from './places.ts';
import { isValueError, type RawRow, type SourcePlace } from './raw-row.ts';
import { reference } from './source.ts';
import { sqliteRows, tablesIn } from './sqlite-rows.ts';
import type { RecordStore } from './stores.ts';
import { rowsAt, rowsMadeOf } from './tree-rows.ts';
import type { Value } from './value.ts';

/** Maximum size of a file that is decoded as a whole, in bytes. */
const MAX_FILE_BYTES = 64 * 1024 ** 2;
type Context = ExtractContext<string>;

/** A file of a store: a database, or bytes. */
export type StoreFile = { readonly database: SourceDatabase } | { readonly bytes: SourceFileBytes };

/** The files of a store in the backup. */
export function filesOf(name: string, { pattern }: RecordStore, context: Context): StoreFile[] {
  return pattern.format === 'sqlite'
    ? (context.stores[name] ?? []).map((database) => ({ database }))
    : (context.files[name] ?? []).map((bytes) => ({ bytes }));
}

/** The place of a file of a store. */
export function placeOfFile(store: RecordStore, file: StoreFile): SourcePlace {
  return placeOf(store, 'bytes' in file ? file.bytes : { ...file.database.entry, size: file.database.size });
}

/** The loss message for a file, or for a part of it. */
export function unreadable({ relativePath: path }: SourcePlace, error: DomainError): LostMessage {
  return msg('lost.store', { path, problem: error.detail });
}

/** The tables with the rows of a database. */
export function tablesOf(of: RowsIn['of']): readonly string[] {
  if (typeof of === 'function') return [];
  return isQuery(of) ? of.tables : [of].flat();
}

/** Counts how many of the requested tables a database has. */
export interface TableCount {
  hasTables(count: number): void;
}

/** Outcome of reading the files of an artifact's stores. */
export class StoreOutcome implements TableCount {
  readonly #context: Context;
  readonly #failures: { readonly place: SourcePlace; readonly error: DomainError }[] = [];
  #read = 0;
  #databases = 0;
  #tables = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Records how many of the requested tables a database has. */
  hasTables(count: number): void {
    this.#databases++;
    this.#tables += count;
  }

  /** Yields what `read` returns for one file and stops at a DomainError. @throws other errors */
  *reading<T>(place: SourcePlace, rows: RowReader, read: (rows: RowReader) => Iterable<T>): Generator<T> {
    try {
      yield* read(rows);
      this.#read++;
    } catch (error) {
      const known = databaseError(error);
      if (!isValueError(known) && !isDomainError(known, 'BACKUP_LOCKED')) throw known;
      this.#failures.push({ place, error: known });
    }
  }

  /** @throws DomainError if nothing could be read or no table is known */
  end(unknownSchema: StoredMessage): void {
    const [first] = this.#failures;
    if (this.#read === 0 && first !== undefined && this.#failures.length === 1) throw first.error;
    for (const { place, error } of this.#failures) this.#context.lost(unreadable(place, error), 0);
    if (this.#databases > 0 && this.#tables === 0 && this.#databases === this.#read) {
      throw new DomainError('UNSUPPORTED_SCHEMA', unknownSchema);
    }
  }
}

/** Reads the rows of one file. */
export class RowReader {
  readonly place: SourcePlace;
  readonly #store: RecordStore;
  readonly #file: StoreFile;
  readonly #context: Context;
  readonly #tables: TableCount | null;
  #document: Value | undefined;

  constructor(store: RecordStore, file: StoreFile, place: SourcePlace, context: Context, tables: TableCount | null) {
    this.#store = store;
    this.#file = file;
    this.place = place;
    this.#context = context;
    this.#tables = tables;
  }

  /** The rows with the values that `sources` read, and the index of their table or path. */
  *rows(
    { of, ...options }: Pick<RowsIn, 'of' | 'join' | 'lists' | 'tree' | 'only'>,
    sources: readonly string[],
  ): Generator<{ readonly row: RawRow; readonly part: string }> {
    if ('bytes' in this.#file) {
      yield* this.#documentRows(of);
      return;
    }
    const { db } = this.#file.database;
    const wanted = tablesOf(of);
    const there = tablesIn(db, wanted);
    // A shared table is of another artifact, which decides about a database without it.
    if (options.only === undefined || there.length > 0) this.#tables?.hasTables(there.length);
    if (isQuery(of)) {
      if (there.length < wanted.length) return;
      yield* this.#queryRows(of, db);
      return;
    }
    const roots = [...new Set(sources.map((path) => reference(path).root))];
    for (const table of there) {
      const report = {
        tooLarge: (column: string): void =>
          this.#context.note(msg('note.too-large-value', { field: `${table}.${column}` })),
        lost: (count: number): void => this.#context.lost(msg('lost.damaged-rows', { table }), count),
        joinLost: (joined: string): void => this.#context.lost(msg('lost.damaged-rows', { table: joined }), 0),
      };
      const part = table === wanted[0] ? '' : table;
      for (const row of sqliteRows(db, table, options, roots, this.place, report)) yield { row, part };
    }
  }

  /** Damage costs the computed rows, not those of other kinds. */
  *#queryRows(
    { tables, rows }: QueryRows,
    db: SqlDatabase,
  ): Generator<{ readonly row: RawRow; readonly part: string }> {
    const lost = (table: string): void => this.#context.lost(msg('lost.damaged-rows', { table }), 0);
    const elsewhere = (path: string, count: number): void =>
      this.#context.lost(msg('lost.series-elsewhere', { path }), count);
    try {
      for (const row of rowsMadeOf(rows(db, { lost, elsewhere }), this.place)) yield { row, part: '' };
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      lost(tables[0] ?? '');
    }
  }

  *#documentRows(of: RowsIn['of']): Generator<{ readonly row: RawRow; readonly part: string }> {
    const document = this.#open();
    if (typeof of === 'function') {
      for (const row of rowsMadeOf(of(document, this.place), this.place)) yield { row, part: '' };
      return;
    }
    const undecodable = (error: unknown): void => {
      if (!isValueError(error)) throw error;
      this.#context.lost(unreadable(this.place, error), 0);
    };
    if (isQuery(of)) return;
    for (const [index, path] of [of].flat().entries()) {
      const part = index === 0 ? '' : `${index}`;
      for (const row of rowsAt(document, path, this.place, undecodable)) yield { row, part };
    }
  }

  /** The contents of the file, decoded once. Files without a decoder are not read. @throws DomainError */
  #open(): Value {
    const { decode } = this.#store;
    if (decode === null || 'database' in this.#file) return null;
    this.#document ??= decode(this.#file.bytes.read(MAX_FILE_BYTES), (count) =>
      this.#context.lost(msg('lost.unreadable.records'), count),
    );
    return this.#document;
  }
}
