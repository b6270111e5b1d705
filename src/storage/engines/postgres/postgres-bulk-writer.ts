import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { msg } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import type { Batch } from '../../bulk/batch.ts';
import type { BulkWriter, WriteResult } from '../../bulk/bulk-writer.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import { identifier } from '../../schema-sql.ts';
import { divisionOf, ginOf, termsOf } from './divisions.ts';
import { BatchCopies, type Converted } from './postgres-batch-copies.ts';
import { clientConfig, LOCK_MS, LOST_WRITER_MS, sessionSettings } from './postgres-connection.ts';
import type { CopyBuffer } from './postgres-copy-buffer.ts';
import { findDuplicates, type SkippedRows } from './postgres-copy-duplicates.ts';
import { SearchIds } from './postgres-copy-ids.ts';
import { postgresError } from './postgres-errors.ts';
import { endSilentCopies } from './postgres-silent-copies.ts';

/** Attempts per batch; each further attempt excludes rows written by others in the meantime. */
const MAX_ATTEMPTS = 6;

/** Tables of the search that a removal locks. */
const SEARCH_TABLES = ['artifact_search_index', 'artifact_search_terms'];

/** SQLSTATEs after which a batch is retried. */
const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';
/** A removal copies a large table, or a worker that lost its lease is paused in a COPY. */
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
 * Makes the first searches fast: GIN otherwise scans its unsorted pending list, the planner needs the number of records
 * per backup, and counting records by their key reads them, too, until VACUUM has marked their pages.
 */
const maintenance = (division: number): string[] => [
  `select gin_clean_pending_list('${ginOf(division)}')`,
  `vacuum (skip_locked, index_cleanup off, truncate off, analyze) ${termsOf(division)} (backup_id, id)`,
];

/** Times of a writer, in milliseconds; shorter in tests. */
export interface WriterTimes {
  /** For how long it waits for a lock. */
  readonly lockMs: number;
  /** Age of a COPY of others that it ends if it receives nothing. */
  readonly lostMs: number;
}

/**
 * Bulk writing through COPY on a dedicated connection. The server inserts a batch while the next one is converted here:
 * one after the other, each would wait for the other half of the time.
 */
export class PostgresBulkWriter implements BulkWriter {
  readonly #db: Client;
  readonly #tables: TableSet;
  readonly #lostMs: number;
  /** Buffers of batches that were written. */
  readonly #spare: BatchCopies[] = [];
  readonly #ids = new SearchIds();
  /** The batches before; never rejects. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Artifact tables that have rows of this writer. */
  readonly #filled = new Set<string>();
  /** Divisions of the terms that were written; none if the last batch failed. */
  readonly #written = new Set<number>();

  private constructor(db: Client, tables: TableSet, lostMs: number) {
    this.#db = db;
    this.#tables = tables;
    this.#lostMs = lostMs;
  }

  /** @throws STORAGE_UNAVAILABLE, also if the database has not been migrated */
  static async open(
    address: PostgresAddress,
    tables: TableSet,
    { lockMs, lostMs }: WriterTimes = { lockMs: LOCK_MS, lostMs: LOST_WRITER_MS },
  ): Promise<PostgresBulkWriter> {
    const db = new Client(clientConfig(address));
    // A broken connection fails the next query. Without a listener the error would end the process.
    db.on('error', () => undefined);
    try {
      await db.connect();
      await db.query(`${sessionSettings('bulk')}; set lock_timeout = ${lockMs}`);
      await disableForeignKeyChecks(db);
      const { rows } = await db.query<{ migrated: boolean }>(
        `select to_regclass('artifact_search_terms') is not null as migrated`,
      );
      if (rows[0]?.migrated !== true) {
        throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.not-migrated'));
      }
      return new PostgresBulkWriter(db, tables, lostMs);
    } catch (error) {
      await db.end();
      throw postgresError(error);
    }
  }

  async write(batch: Batch): Promise<WriteResult> {
    const before = this.#turn;
    const copies = this.#spare.pop() ?? new BatchCopies(this.#tables);
    const filling = copies.fill(batch, []);
    // It may fail before it is waited for.
    filling.catch(() => {});
    const writing = before.then(async () => this.#send(batch, copies, await filling));
    this.#turn = writing.catch(() => {});
    try {
      return await writing;
    } finally {
      this.#spare.push(copies);
    }
  }

  async close(): Promise<void> {
    await this.#turn;
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
    const large = [...this.#filled].filter((name) => this.#tables[name]?.large === true);
    for (const name of large) await this.#db.query(`analyze (skip_locked) ${identifier(name)}`).catch(() => undefined);
  }

  /** Writes a converted batch, again without rows that others have written in the meantime. */
  async #send(batch: Batch, copies: BatchCopies, converted: Converted): Promise<WriteResult> {
    let current = converted;
    let skipped: SkippedRows = [];
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(copies, current);
      } catch (error) {
        this.#written.clear();
        await this.#rollback();
        const conflict = conflictOf(error);
        if (conflict === null || attempt === MAX_ATTEMPTS) throw postgresError(error);
        if (conflict.isLocked) await this.#endSilentCopies();
        else if (conflict.table?.startsWith('artifact_search_index')) this.#ids.checkExisting();
        else if (conflict.table !== null) skipped = await this.#duplicatesIn(batch);
        current = await copies.fill(batch, skipped);
      }
    }
  }

  /** Writes a converted batch in one transaction. */
  async #attempt(copies: BatchCopies, { claims, records, duplicates }: Converted): Promise<WriteResult> {
    // The locks of writing before anything else is read or locked, like backups by foreign keys: a writer that waits for
    // them does not block a removal then (see `postgres-rewrite.ts`).
    const locked = [...copies.tables.map(identifier), ...SEARCH_TABLES].map((name) => `only ${name}`);
    await this.#db.query(`begin; lock table ${locked.join()} in row exclusive mode`);
    copies.search.setIds(await this.#ids.allocate(this.#db, copies.search.preferred));
    for (const { sql, buffer } of copies.statements) await this.#copy(sql, buffer);
    for (const { target, searchRows } of claims) {
      const { rowCount } = await this.#db.query(CLAIM_RUN, [searchRows, target.runId, target.backupId]);
      if (rowCount !== 1) {
        throw new DomainError('CONFLICT', msg('detail.run-ended'));
      }
    }
    await this.#db.query('commit');
    this.#ids.commit();
    for (const { target } of claims) this.#written.add(divisionOf(target.backupId));
    for (const name of copies.tables) this.#filled.add(name);
    return { records, duplicates };
  }

  async #copy(sql: string, buffer: CopyBuffer): Promise<void> {
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

  async #endSilentCopies(): Promise<void> {
    try {
      await endSilentCopies(this.#db, this.#lostMs);
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
function conflictOf(error: unknown): { readonly table: string | null; readonly isLocked: boolean } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === LOCK_NOT_AVAILABLE) return { table: null, isLocked: true };
  if (error.code === DEADLOCK) return { table: null, isLocked: false };
  if (error.code !== UNIQUE_VIOLATION || !('table' in error)) return null;
  return { table: String(error.table), isLocked: false };
}
