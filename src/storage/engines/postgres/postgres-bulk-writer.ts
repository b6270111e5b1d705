import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import { type Batch, type BatchPart, unpackPart } from '../../bulk/batch.ts';
import type { BulkWriter, WriteResult } from '../../bulk/bulk-writer.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { clientConfig, sessionSettings } from './postgres-connection.ts';
import type { CopyBuffer } from './postgres-copy-buffer.ts';
import { SearchIds } from './postgres-copy-ids.ts';
import { findRepeats, type LeftRows } from './postgres-copy-repeats.ts';
import { SearchCopy } from './postgres-copy-search.ts';
import { TableCopy } from './postgres-copy-table.ts';
import { postgresError } from './postgres-errors.ts';

/** Attempts at one batch: each of the others is for rows that somebody else wrote in the meantime. */
const MAX_ATTEMPTS = 6;

/** SQLSTATEs after which a batch is tried again. */
const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Notes that a run has more search rows. The run is locked, so that it cannot end before this is committed and its rows
 * be purged without these.
 */
const CLAIM_RUN = `
  with alive as materialized (
    select i.id from index_runs i join artifact_runs r on r.index_run_id = i.id
    where r.id = $2 and i.state = 'running' for share of i)
  update artifact_runs set search_rows = search_rows + $1
  where id = $2 and backup_id = $3 and outcome is null and index_run_id in (select id from alive)`;

/**
 * What searches need to be quick from the first one on: that GIN has sorted in what was written last, which they would
 * read from one end to the other, and that the planner knows how many records there are of each backup.
 */
const TIDY_UP = [
  "select gin_clean_pending_list('artifact_search_terms_gin')",
  'analyze (skip_locked) artifact_search_terms (backup_id, id)',
];

/** A part of the batch whose run has to be alive. */
interface Claim {
  readonly target: WriteTarget;
  searchRows: number;
}

/** Bulk writing through COPY, on a connection of its own. */
export class PostgresBulkWriter implements BulkWriter {
  readonly #db: Client;
  readonly #tables: TableSet;
  readonly #copies = new Map<string, TableCopy>();
  readonly #search = new SearchCopy();
  readonly #ids = new SearchIds();
  /** The last batch went well, and there was one. */
  #hasWritten = false;

  private constructor(db: Client, tables: TableSet) {
    this.#db = db;
    this.#tables = tables;
  }

  /** @throws STORAGE_UNAVAILABLE, also when the database has not been migrated */
  static async open(address: PostgresAddress, tables: TableSet): Promise<PostgresBulkWriter> {
    const db = new Client(clientConfig(address));
    // A connection that breaks fails what is asked of it next; without a listener it would end the process.
    db.on('error', () => undefined);
    try {
      await db.connect();
      await db.query(sessionSettings('bulk'));
      await leaveLinksUnchecked(db);
      const { rows } = await db.query<{ migrated: boolean }>(
        `select to_regclass('artifact_search_terms') is not null as migrated`,
      );
      if (rows[0]?.migrated !== true) {
        throw new DomainError('STORAGE_UNAVAILABLE', 'The database has not been migrated.');
      }
      return new PostgresBulkWriter(db, tables);
    } catch (error) {
      await db.end();
      throw postgresError(error);
    }
  }

  async write(batch: Batch): Promise<WriteResult> {
    let left: LeftRows = [];
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await this.#attempt(batch, left);
        this.#hasWritten = true;
        return result;
      } catch (error) {
        this.#hasWritten = false;
        await this.#rollback();
        const conflict = conflictOf(error);
        if (conflict === null || attempt === MAX_ATTEMPTS) throw postgresError(error);
        if (conflict.table === 'artifact_search_index') this.#ids.ask();
        else if (conflict.table !== null) left = await this.#repeats(batch);
      }
    }
  }

  async close(): Promise<void> {
    // Should this fail, searches are slower until autovacuum does the same, a minute later.
    for (const sql of this.#hasWritten ? TIDY_UP : []) await this.#db.query(sql).catch(() => undefined);
    await this.#db.end();
  }

  /** Writes the batch without the rows in `left`, in one transaction. */
  async #attempt(batch: Batch, left: LeftRows): Promise<WriteResult> {
    const { claims, records, duplicates } = this.#fill(batch, left);
    await this.#db.query('begin');
    for (const { sql, buffer } of this.#copies.values()) await this.#copy(sql, buffer);
    this.#search.setIds(await this.#ids.allocate(this.#db, this.#search.preferred));
    for (const { sql, buffer } of this.#search.copies) await this.#copy(sql, buffer);
    for (const { target, searchRows } of claims) {
      const { rowCount } = await this.#db.query(CLAIM_RUN, [searchRows, target.runId, target.backupId]);
      if (rowCount !== 1) {
        throw new DomainError('CONFLICT', 'This index run has ended; nothing more is written for it.');
      }
    }
    await this.#db.query('commit');
    this.#ids.keep();
    return { records, duplicates };
  }

  /** Brings the batch into the form that COPY takes. */
  #fill(batch: Batch, left: LeftRows): WriteResult & { claims: Iterable<Claim> } {
    for (const { buffer } of this.#copies.values()) buffer.clear();
    this.#search.clear();
    const claims = new Map<number, Claim>();
    let [rows, duplicates] = [0, 0];
    // One by one, so that the strings of a part die young.
    batch.forEach((packed, number) => {
      const part = unpackPart(packed);
      const leftHere = left[number] ?? [];
      const searchRows = this.#addPart(part, leftHere);
      const claim = claims.get(part.target.runId) ?? { target: part.target, searchRows: 0 };
      claim.searchRows += searchRows;
      claims.set(part.target.runId, claim);
      for (const table of part.tables) rows += table.rows.length;
      for (const table of leftHere) duplicates += table.size;
    });
    return { claims: claims.values(), records: rows - duplicates, duplicates };
  }

  /** Returns how many search rows there are. */
  #addPart(part: BatchPart, left: readonly ReadonlySet<number>[]): number {
    part.tables.forEach((table, index) => {
      if (table.rows.length > 0) this.#table(table.table).add(part.target, table, left[index]);
    });
    return this.#search.add(part, (table, row) => left[table]?.has(row) ?? false);
  }

  #table(name: string): TableCopy {
    const known = this.#copies.get(name);
    if (known !== undefined) return known;
    const definition = this.#tables[name];
    if (definition === undefined) throw new DomainError('INTERNAL', `There is no table ${name}.`);
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

  async #repeats(batch: Batch): Promise<LeftRows> {
    try {
      return await findRepeats(this.#db, batch, this.#tables);
    } catch (error) {
      throw postgresError(error);
    }
  }

  /** What cannot be rolled back is over anyway: the server ends the transaction of a connection that ends. */
  async #rollback(): Promise<void> {
    await this.#db.query('rollback').catch(() => undefined);
  }
}

/**
 * Asking at every row whether its backup is there takes a fifth of the writing time, and the run that a batch claims says
 * so already. Only a superuser, or who was granted it, may leave foreign keys unchecked; for others they are checked.
 */
async function leaveLinksUnchecked(db: Client): Promise<void> {
  try {
    await db.query('set session_replication_role = replica');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
  }
}

/** What stood in the way of a batch, if it is worth another attempt: a table with a row of the same key, or another process. */
function conflictOf(error: unknown): { readonly table: string | null } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === DEADLOCK) return { table: null };
  if (error.code !== UNIQUE_VIOLATION || !('table' in error)) return null;
  return { table: String(error.table) };
}
