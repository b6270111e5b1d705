import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { msg, plain } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import { type Batch, type BatchPart, rowCount, unpackPart } from '../../bulk/batch.ts';
import type { BulkWriter, WriteResult } from '../../bulk/bulk-writer.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { identifier } from '../../schema-sql.ts';
import { divisionOf, ginOf, termsOf } from './divisions.ts';
import { clientConfig, sessionSettings } from './postgres-connection.ts';
import type { CopyBuffer } from './postgres-copy-buffer.ts';
import { findDuplicates, type SkippedRows } from './postgres-copy-duplicates.ts';
import { SearchIds } from './postgres-copy-ids.ts';
import { SearchCopy } from './postgres-copy-search.ts';
import { TableCopy } from './postgres-copy-table.ts';
import { postgresError } from './postgres-errors.ts';

/** Attempts per batch; each further attempt excludes rows written by others in the meantime. */
const MAX_ATTEMPTS = 6;

/** Tables of the search that a removal locks. */
const SEARCH_TABLES = ['artifact_search_index', 'artifact_search_terms'];

/** SQLSTATEs after which a batch is retried. */
const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';
/** A removal copies a large table. */
const LOCK_NOT_AVAILABLE = '55P03';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Adds to a run's count of search rows. Locks the run so that it cannot end, and its rows be purged, before the commit.
 */
const CLAIM_RUN = `
  with alive as materialized (
    select i.id from index_runs i join artifact_runs r on r.index_run_id = i.id
    where r.id = $2 and i.state = 'running' for share of i)
  update artifact_runs set search_rows = search_rows + $1
  where id = $2 and backup_id = $3 and outcome is null and index_run_id in (select id from alive)`;

/**
 * Makes the first searches fast: GIN otherwise scans its unsorted pending list, and the planner needs the number of
 * records per backup.
 */
const maintenance = (division: number): string[] => [
  `select gin_clean_pending_list('${ginOf(division)}')`,
  `analyze (skip_locked) ${termsOf(division)} (backup_id, id)`,
];

/** A part of the batch whose run must still be running. */
interface Claim {
  readonly target: WriteTarget;
  searchRows: number;
}

/** Bulk writing through COPY on a dedicated connection. */
export class PostgresBulkWriter implements BulkWriter {
  readonly #db: Client;
  readonly #tables: TableSet;
  readonly #copies = new Map<string, TableCopy>();
  readonly #search = new SearchCopy();
  readonly #ids = new SearchIds();
  /** Divisions of the terms that were written; none if the last batch failed. */
  readonly #written = new Set<number>();

  private constructor(db: Client, tables: TableSet) {
    this.#db = db;
    this.#tables = tables;
  }

  /** @throws STORAGE_UNAVAILABLE, also if the database has not been migrated */
  static async open(address: PostgresAddress, tables: TableSet): Promise<PostgresBulkWriter> {
    const db = new Client(clientConfig(address));
    // A broken connection fails the next query. Without a listener the error would end the process.
    db.on('error', () => undefined);
    try {
      await db.connect();
      await db.query(sessionSettings('bulk'));
      await disableForeignKeyChecks(db);
      const { rows } = await db.query<{ migrated: boolean }>(
        `select to_regclass('artifact_search_terms') is not null as migrated`,
      );
      if (rows[0]?.migrated !== true) {
        throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.not-migrated'));
      }
      return new PostgresBulkWriter(db, tables);
    } catch (error) {
      await db.end();
      throw postgresError(error);
    }
  }

  async write(batch: Batch): Promise<WriteResult> {
    let skipped: SkippedRows = [];
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(batch, skipped);
      } catch (error) {
        this.#written.clear();
        await this.#rollback();
        const conflict = conflictOf(error);
        if (conflict === null || attempt === MAX_ATTEMPTS) throw postgresError(error);
        if (conflict.table?.startsWith('artifact_search_index')) this.#ids.checkExisting();
        else if (conflict.table !== null) skipped = await this.#duplicatesIn(batch);
      }
    }
  }

  async close(): Promise<void> {
    // If this fails, searches are slower until autovacuum does the same a minute later.
    for (const sql of [...this.#written].flatMap(maintenance)) await this.#db.query(sql).catch(() => undefined);
    if (this.#written.size > 0) await this.#analyzeLargeTables();
    await this.#db.end();
  }

  /**
   * Joins are planned by statistics of the whole table, and autovacuum makes only those of divisions. Until then pages
   * would be planned without any.
   */
  async #analyzeLargeTables(): Promise<void> {
    const large = [...this.#copies.keys()].filter((name) => this.#tables[name]?.large === true);
    for (const name of large) await this.#db.query(`analyze (skip_locked) ${identifier(name)}`).catch(() => undefined);
  }

  /** Writes the batch without the rows in `skipped`, in one transaction. */
  async #attempt(batch: Batch, skipped: SkippedRows): Promise<WriteResult> {
    const { claims, records, duplicates } = this.#fill(batch, skipped);
    await this.#db.query('begin');
    await this.#lockTables();
    for (const { sql, buffer } of this.#copies.values()) await this.#copy(sql, buffer);
    this.#search.setIds(await this.#ids.allocate(this.#db, this.#search.preferred));
    for (const { sql, buffer } of this.#search.copies) await this.#copy(sql, buffer);
    for (const { target, searchRows } of claims) {
      const { rowCount } = await this.#db.query(CLAIM_RUN, [searchRows, target.runId, target.backupId]);
      if (rowCount !== 1) {
        throw new DomainError('CONFLICT', msg('detail.run-ended'));
      }
    }
    await this.#db.query('commit');
    this.#ids.commit();
    for (const { target } of claims) this.#written.add(divisionOf(target.backupId));
    return { records, duplicates };
  }

  /**
   * Takes the locks of writing before anything else is read or locked, like backups by foreign keys: whoever waits for
   * them is not in the way of a removal then (see `postgres-rewrite.ts`).
   */
  async #lockTables(): Promise<void> {
    const written = [...this.#copies].filter(([, { buffer }]) => buffer.rows > 0).map(([name]) => identifier(name));
    const names = [...written, ...SEARCH_TABLES].map((name) => `only ${name}`);
    await this.#db.query(`lock table ${names.join()} in row exclusive mode`);
  }

  /** Converts the batch to the format of COPY. */
  #fill(batch: Batch, skipped: SkippedRows): WriteResult & { claims: Iterable<Claim> } {
    for (const { buffer } of this.#copies.values()) buffer.clear();
    this.#search.clear();
    const claims = new Map<number, Claim>();
    let [rows, duplicates] = [0, 0];
    // One part at a time, so that its strings are short-lived.
    batch.forEach((packed, number) => {
      const part = unpackPart(packed);
      const skippedHere = skipped[number] ?? [];
      const searchRows = this.#addPart(part, skippedHere);
      const claim = claims.get(part.target.runId) ?? { target: part.target, searchRows: 0 };
      claim.searchRows += searchRows;
      claims.set(part.target.runId, claim);
      for (const table of part.tables) rows += rowCount(table);
      for (const table of skippedHere) duplicates += table.size;
    });
    return { claims: [...claims.values()], records: rows - duplicates, duplicates };
  }

  /** Returns the number of search rows. */
  #addPart(part: BatchPart, skipped: readonly ReadonlySet<number>[]): number {
    part.tables.forEach((table, index) => {
      if (table.values.length > 0) this.#table(table.table).add(part.target, table, skipped[index]);
    });
    return this.#search.add(part, (table, row) => skipped[table]?.has(row) ?? false);
  }

  #table(name: string): TableCopy {
    const known = this.#copies.get(name);
    if (known !== undefined) return known;
    const definition = this.#tables[name];
    if (definition === undefined) throw new DomainError('INTERNAL', plain(`Table ${name} does not exist.`));
    const copy = new TableCopy(name, definition);
    this.#copies.set(name, copy);
    return copy;
  }

  async #copy(sql: string, buffer: CopyBuffer): Promise<void> {
    if (buffer.rows === 0) return;
    const stream = this.#db.query(copyFrom(sql));
    stream.end(buffer.finish());
    await finished(stream);
  }

  async #duplicatesIn(batch: Batch): Promise<SkippedRows> {
    try {
      return await findDuplicates(this.#db, batch, this.#tables);
    } catch (error) {
      throw postgresError(error);
    }
  }

  /** A failed rollback is irrelevant: the server ends the transaction with the connection. */
  async #rollback(): Promise<void> {
    await this.#db.query('rollback').catch(() => undefined);
  }
}

/**
 * Checking for each row that its backup exists takes a fifth of the writing time, and the run claimed by a batch
 * implies it. Only superusers and users with the privilege can disable foreign key checks; for others they stay
 * enabled.
 */
async function disableForeignKeyChecks(db: Client): Promise<void> {
  try {
    await db.query('set session_replication_role = replica');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
  }
}

/** The cause of a failed batch if a retry makes sense: a table with a duplicate key, or another process. */
function conflictOf(error: unknown): { readonly table: string | null } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === DEADLOCK || error.code === LOCK_NOT_AVAILABLE) return { table: null };
  if (error.code !== UNIQUE_VIOLATION || !('table' in error)) return null;
  return { table: String(error.table) };
}
