import { setTimeout as sleep } from 'node:timers/promises';
import { type Dialect, sql } from 'kysely';
import type { Pool } from 'pg';
import { msg } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError, isDomainError } from '../../../model/errors.ts';
import type { Engine } from '../../engine.ts';
import { isAway } from '../../is-away.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import { neverNull } from './nullable-columns.ts';
import { openPool } from './postgres-connection.ts';
import { postgresDdl } from './postgres-ddl.ts';
import { PooledPostgres } from './postgres-dialect.ts';
import { postgresError } from './postgres-errors.ts';
import { scrub, scrubThoroughly } from './postgres-scrub.ts';
import { PostgresSearch } from './postgres-search.ts';

/**
 * Minimum number of read connections: a page runs several queries at once, and a connection costs the server a few
 * megabytes.
 */
const READERS = 4;
/**
 * Number of write connections. Transactions are serialised anyway; single statements and removals, which take three,
 * need not wait for them.
 */
const WRITERS = 5;

/** First and maximum wait between attempts to reach the server, in milliseconds; doubles each time. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

/** Oldest PostgreSQL version still supported (https://www.postgresql.org/support/versioning/). */
const OLDEST = 140_000;

/**
 * Advisory lock of all write transactions; an arbitrary number. Serialises the transactions of all processes, like
 * SQLite's `begin immediate`, so that what a transaction has read stays true until it ends. These transactions are
 * short. Bulk writers have long ones and do not take this lock: they lock the run they write for.
 */
const WRITE_LOCK = 4_702_111_234_474_983;

/** Options of the engine. */
export interface PostgresOptions {
  readonly readers: number;
  /** Time to wait for an unreachable server, in milliseconds. */
  readonly waitMs: number;
  /** Called once with the reason for waiting. */
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
    await connect(writer, waiting);
  } catch (error) {
    await close();
    throw error;
  }
  const common = { naming: 'mapped' as const, neverNull: neverNull(tables) };
  const begin = `begin; select pg_advisory_xact_lock(${WRITE_LOCK})`;
  // Taken at once: a transaction that has read the backups and then waits to write them is in the way of an exchange of
  // divisions (postgres-rewrite.ts), for which it waits.
  const beginWriting = `${begin}; lock table only backups in row exclusive mode`;
  const dialects: Readonly<Record<'read' | 'write' | 'write-raw', Dialect>> = {
    read: new PooledPostgres({ ...common, pool: reader, begin: 'begin isolation level repeatable read, read only' }),
    write: new PooledPostgres({ ...common, pool: writer, begin: beginWriting }),
    'write-raw': new PooledPostgres({ ...common, pool: writer, begin, naming: 'raw' }),
  };
  return {
    ddl: postgresDdl,
    names: { jsonArray: 'json_build_array', repeatsAreNumbers: false },
    search,
    dialect: (use) => dialects[use],
    // Locking in index order prevents deadlocks between two purges of one run: the second waits. Rows of a backup are
    // in one division, but in all pieces of the search index, where several can have the same ctid. These are joined,
    // as a list of ids that is not known before is compared with each row of a piece without statistics.
    deleteSome: (table, key, { id, backupId }, limit) => {
      const row = sql.raw(table === 'artifact_search_index' ? key : 'ctid');
      const gone = sql`select ${row} from ${sql.table(table)}
        where backup_id = ${backupId} and run_id = ${id} limit ${limit} for update`;
      if (table === 'artifact_search_index') {
        return sql`with gone as (${gone}) delete from ${sql.table(table)} t using gone
          where t.backup_id = ${backupId} and t.${row} = gone.${row}`;
      }
      return sql`delete from ${sql.table(table)} where backup_id = ${backupId} and ctid = any(array(${gone}))`;
    },
    searchRows: null,
    // No statements are prepared by name, so there is nothing to discard.
    async schemaChanged() {},
    scrubThoroughly: (backups) => scrubThoroughly(writer, backups),
    scrub: (options) => scrub(writer, options),
    close,
  };
}

/** Waits for the server and checks that it is suitable. */
async function connect(pool: Pool, { waitMs, onWait }: Omit<PostgresOptions, 'readers'>): Promise<void> {
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
    throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.postgres-too-old'));
  }
  if (row.encoding !== 'UTF8') {
    throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.postgres-encoding'));
  }
}
