import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { databaseError, resultCode } from '../source-database/database-error.ts';
import { DirectDatabase } from '../source-database/direct/direct-database.ts';
import type { SqlStatement, WritableSqlDatabase } from '../source-database/sql.ts';
import type { BackupEntry } from '../types.ts';
import type { BlobDecoder } from './decode-blob.ts';
import { type EntryDetails, entryKind, NO_DETAILS } from './entry.ts';
import { createOrder, type FilesColumns, pathIndexOf, prepareFiles } from './files-table.ts';
import { type SalvagedFiles, salvagedFiles } from './salvaged-files.ts';

const SQLITE_CORRUPT = 11;

/** A row by the names of its columns. */
export type FilesRow = Record<string, SQLOutputValue>;

/**
 * Queries of a table `Files`. Errors of SQLite become those of a manifest. At the first damage what is left of the table
 * takes its place, and the query is asked again.
 */
export class FilesQuery {
  readonly columns: FilesColumns;
  /** True if the database is read from the backup, page by page. */
  readonly isInPlace: boolean;
  #db: WritableSqlDatabase;
  /** What takes the place of a damaged table. */
  #salvaged: SalvagedFiles | null = null;
  readonly #decode: BlobDecoder;
  readonly #statements = new Map<string, SqlStatement>();
  #isOrdered = false;
  #pathIndex: string | null = null;

  /**
   * Adds an index over fileIDs to `db`.
   * @throws MALFORMED_MANIFEST if its `Files` table is not one that an iPhone writes
   */
  constructor(db: WritableSqlDatabase, decode: BlobDecoder) {
    this.#db = db;
    this.#decode = decode;
    this.isInPlace = db instanceof DirectDatabase;
    this.columns = this.run(() => prepareFiles(this.#db));
  }

  /** True if the table is damaged, so that entries may be missing; known once it was met. */
  get isDamaged(): boolean {
    return this.#salvaged?.isWhole === false;
  }

  /** True once the index of the order of listings was built. */
  get isOrdered(): boolean {
    return this.#isOrdered;
  }

  /** Name of an index of all paths, or `NO_INDEX`. */
  get pathIndex(): string {
    return (this.#pathIndex ??= this.run(() => pathIndexOf(this.#db)));
  }

  /** All rows of a query, whose statement is kept for the next time. */
  rows(sql: string, ...values: SQLInputValue[]): FilesRow[] {
    return this.run(() => {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#db.prepare(sql);
        this.#statements.set(sql, statement);
      }
      return statement.all(...values);
    });
  }

  /** Like {@link rows}, for queries that use the index of the order, which the first of them builds. */
  orderedRows(sql: string, ...values: SQLInputValue[]): FilesRow[] {
    if (!this.#isOrdered) {
      this.run(() => createOrder(this.#db, this.columns));
      this.#isOrdered = true;
    }
    return this.rows(sql, ...values);
  }

  /** Works on each row of a query, from the first one again if the table proves to be damaged. */
  each<T>(sql: string, begin: () => T, work: (state: T, row: FilesRow) => void): T {
    return this.run(() => {
      const state = begin();
      for (const row of this.#db.prepare(sql).iterate()) work(state, row);
      return state;
    });
  }

  /** Prepares a statement whose rows are lists of values. */
  prepareArrays(sql: string): (...values: SQLInputValue[]) => readonly (readonly SQLOutputValue[])[] {
    let statement: SqlStatement | null = null;
    let asked: WritableSqlDatabase | null = null;
    const prepare = (): SqlStatement => {
      if (statement === null || asked !== this.#db) {
        [statement, asked] = [this.#db.prepare(sql), this.#db];
        statement.setReturnArrays(true);
      }
      return statement;
    };
    return (...values) => this.run(() => prepare().all(...values) as unknown as readonly (readonly SQLOutputValue[])[]);
  }

  /** The entry of a row with the columns of {@link FilesColumns.entry}. */
  entry(row: FilesRow): BackupEntry {
    let details: EntryDetails = NO_DETAILS;
    let undecodable = row.present === 1 && !(row.file instanceof Uint8Array);
    if (row.file instanceof Uint8Array) {
      try {
        details = this.#decode(row.file);
      } catch (error) {
        if (!isDomainError(error)) throw error;
        undecodable = true;
      }
    }
    return {
      fileID: String(row.fileID),
      domain: String(row.domain),
      relativePath: String(row.relativePath),
      kind: entryKind(row.flags, details.mode),
      ...details,
      ...(undecodable ? { undecodable } : {}),
    };
  }

  /**
   * Runs a query.
   * @throws MALFORMED_MANIFEST if the database is damaged, CANCELLED if it was closed
   */
  run<T>(work: () => T): T {
    if (!this.#db.isOpen) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    try {
      return work();
    } catch (error) {
      const known = databaseError(error);
      if (!isDomainError(known, 'MALFORMED_DATABASE', 'UNSUPPORTED_SCHEMA')) throw known;
      if (resultCode(error) === SQLITE_CORRUPT && this.#salvage()) return this.run(work);
      throw new DomainError('MALFORMED_MANIFEST', msg('detail.manifest-damaged'), {
        cause: error,
      });
    }
  }

  /** Puts what can be read in the place of the damaged table; false if it is not the first time, or nothing can be. */
  #salvage(): boolean {
    if (this.#salvaged !== null) return false;
    this.#salvaged = salvagedFiles(this.#db);
    if (this.#salvaged === null) return false;
    this.#statements.clear();
    this.#db = this.#salvaged.db;
    if (this.#isOrdered) createOrder(this.#db, this.columns);
    return true;
  }

  /** Drops the statements, and the copy of a damaged table. */
  close(): void {
    this.#statements.clear();
    if (this.#salvaged?.db.isOpen === true) this.#salvaged.db.close();
  }
}
