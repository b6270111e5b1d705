import { setTimeout as sleep } from 'node:timers/promises';
import { type Dialect, sql } from 'kysely';
import type { Pool } from 'pg';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError, isDomainError } from '../../../model/errors.ts';
import type { Engine } from '../../engine.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import { neverNull } from './nullable-columns.ts';
import { openPool } from './postgres-connection.ts';
import { postgresDdl } from './postgres-ddl.ts';
import { PooledPostgres } from './postgres-dialect.ts';
import { isAway, postgresError } from './postgres-errors.ts';
import { scrub, scrubThoroughly } from './postgres-scrub.ts';
import { PostgresSearch } from './postgres-search.ts';

/** Fewest connections for reading: a page asks several things at once, and a connection costs the server some megabytes. */
const READERS = 4;
/** Connections for writing. Transactions come one after another anyway; single statements and VACUUM need not wait for them. */
const WRITERS = 3;

/** First and longest wait between two attempts to reach a server that is away, milliseconds; each is twice the one before. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

/** Oldest version that is supported by its makers (https://www.postgresql.org/support/versioning/). */
const OLDEST = 140_000;

/**
 * Advisory lock of every writing transaction, any number that nobody else uses in this database. It makes transactions of
 * all processes come one after another, as SQLite's `begin immediate` does: what a transaction has read stays true until
 * it ends. They are short; a bulk writer's are not, and do not take it: they lock the run they write for.
 */
const WRITE_LOCK = 4_702_111_234_474_983;

/** How to open the engine. */
export interface PostgresOptions {
  readonly readers: number;
  /** How long a server that is away is waited for, milliseconds. */
  readonly waitMs: number;
  /** Told once why there is a wait. */
  readonly onWait?: (reason: string) => void;
}

/** Connects to the database. @throws STORAGE_UNAVAILABLE, BAD_SETTINGS */
export async function openPostgresEngine(
  address: PostgresAddress,
  tables: TableSet,
  { readers, ...waiting }: PostgresOptions,
): Promise<Engine> {
  const reader = openPool(address, 'read', Math.max(READERS, readers));
  const writer = openPool(address, 'write', WRITERS);
  const search = new PostgresSearch();
  const close = async () => {
    await Promise.all([reader.end(), writer.end(), search.close()]);
  };
  try {
    await reach(writer, waiting);
  } catch (error) {
    await close();
    throw error;
  }
  const common = { naming: 'mapped' as const, neverNull: neverNull(tables) };
  const begin = `begin; select pg_advisory_xact_lock(${WRITE_LOCK})`;
  const dialects: Readonly<Record<'read' | 'write' | 'write-raw', Dialect>> = {
    read: new PooledPostgres({ ...common, pool: reader, begin: 'begin isolation level repeatable read, read only' }),
    write: new PooledPostgres({ ...common, pool: writer, begin }),
    'write-raw': new PooledPostgres({ ...common, pool: writer, begin, naming: 'raw' }),
  };
  return {
    ddl: postgresDdl,
    search,
    dialect: (use) => dialects[use],
    // Locking in the order of the index keeps two purges of one run from a deadlock: the second waits.
    deleteSome: (table, _key, { id, backupId }, limit) => sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where backup_id = ${backupId} and run_id = ${id} limit ${limit} for update))`,
    // Nothing is prepared by name, so nothing has to be forgotten.
    async schemaChanged() {},
    scrubThoroughly: () => scrubThoroughly(writer),
    scrub: (options) => scrub(writer, options),
    close,
  };
}

/** Waits for the server, and looks whether it will do. */
async function reach(pool: Pool, { waitMs, onWait }: Omit<PostgresOptions, 'readers'>): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await checkServer(pool);
    } catch (error) {
      if (!isDomainError(error) || !isAway(error) || Date.now() + wait > deadline) throw error;
      if (wait === FIRST_WAIT_MS) onWait?.(error.message);
      await sleep(wait);
    }
  }
}

async function checkServer(pool: Pool): Promise<void> {
  let row: { version: number; encoding: string } | undefined;
  try {
    const sql = `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`;
    ({
      rows: [row],
    } = await pool.query<{ version: number; encoding: string }>(sql));
  } catch (error) {
    throw postgresError(error);
  }
  if (row === undefined || row.version < OLDEST) {
    throw new DomainError('STORAGE_UNAVAILABLE', 'This PostgreSQL is too old: version 14 or later is needed.');
  }
  if (row.encoding !== 'UTF8') {
    throw new DomainError('STORAGE_UNAVAILABLE', 'The PostgreSQL database must have the encoding UTF8.');
  }
}
