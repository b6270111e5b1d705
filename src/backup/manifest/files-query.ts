import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { databaseError } from '../source-database/database-error.ts';
import { DirectDatabase } from '../source-database/direct/direct-database.ts';
import type { SqlStatement, WritableSqlDatabase } from '../source-database/sql.ts';
import type { BackupEntry } from '../types.ts';
import type { BlobDecoder } from './decode-blob.ts';
import { type EntryDetails, entryKind, NO_DETAILS } from './entry.ts';
import { createOrder, type FilesColumns, pathIndexOf, prepareFiles } from './files-table.ts';

/** A row by the names of its columns. */
export type FilesRow = Record<string, SQLOutputValue>;

/** Queries of a table `Files`. Errors of SQLite become those of a manifest. */
export class FilesQuery {
  readonly columns: FilesColumns;
  /** True if the database is read from the backup, page by page. */
  readonly isInPlace: boolean;
  readonly #db: WritableSqlDatabase;
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
    this.columns = this.run(() => prepareFiles(db));
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

  /** Prepares a statement that the caller keeps. */
  prepare(sql: string): SqlStatement {
    return this.run(() => this.#db.prepare(sql));
  }

  /** Prepares a statement whose rows are lists of values. */
  prepareArrays(sql: string): (...values: SQLInputValue[]) => readonly (readonly SQLOutputValue[])[] {
    const statement = this.prepare(sql);
    statement.setReturnArrays(true);
    return (...values) => this.run(() => statement.all(...values) as unknown as readonly (readonly SQLOutputValue[])[]);
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
      throw new DomainError('MALFORMED_MANIFEST', msg('detail.manifest-damaged'), {
        cause: error,
      });
    }
  }

  /** Drops the statements. */
  close(): void {
    this.#statements.clear();
  }
}
