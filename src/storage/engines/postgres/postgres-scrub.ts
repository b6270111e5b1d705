import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { CORE_TABLES } from '../../core-tables.ts';
import { identifier } from '../../schema-sql.ts';
import { divisionOf, divisions, termsOf } from './divisions.ts';
import { postgresError } from './postgres-errors.ts';

/** Advisory lock of scrubbing, so that one process scrubs at a time; an arbitrary number. */
const SCRUB_LOCK = 4_702_111_234_474_984;
/** Interval for polling the lock and old snapshots, in milliseconds. */
const POLL_MS = 100;
/** Number of polls for old snapshots: half a minute. */
const SNAPSHOT_TRIES = 300;

/** The comment on the search index records that a thorough scrub is due, since when, and for which backups. */
const DUE = "obj_description('artifact_search_index'::regclass, 'pg_class')";
const note = (text: string) => `comment on table artifact_search_index is ${text}`;

/** Options of {@link scrub}. */
interface ScrubOptions {
  readonly rowsDeleted: boolean;
  readonly signal?: AbortSignal;
}

/** Records in the database that the next {@link scrub} must be thorough, for these backups. */
export async function scrubThoroughly(pool: Pool, backups: readonly number[]): Promise<void> {
  await withClient(pool, async (client) => {
    await ask(client, 'begin');
    await lockNote(client);
    const before = await dueNote(client);
    const earlier = before === null ? [] : backupsIn(before);
    const due = earlier === null ? 'all' : [...new Set([...earlier, ...backups])].join();
    // A new text each time, so that a scrub in progress does not mistake it for its own.
    const [row] = await ask<{ now: string }>(client, 'select clock_timestamp()::text as now');
    await ask(client, note(`'scrub of {${due}} due since ${row?.now ?? ''}'`));
    await ask(client, 'commit');
  });
}

/** The backups that a note names; null for all, as in versions without divisions. */
function backupsIn(due: string): readonly number[] | null {
  return /\{([\d,]+)\}/.exec(due)?.[1]?.split(',').map(Number) ?? null;
}

/**
 * Removes what deleted records left behind.
 *
 * - An ordinary scrub is VACUUM: space is reused, and the full-text index drops terms of deleted rows. Nothing is blocked.
 * - A thorough one is VACUUM FULL of every table, of divided ones only the divisions of the deleted backups: heap, TOAST
 *   and indexes are rewritten without deleted rows, while users of the table wait. It keeps rows that an older
 *   transaction still sees, so it waits for those first.
 *
 * The write-ahead log keeps old data until PostgreSQL recycles its segments. Log archives and base backups are the
 * operator's responsibility.
 *
 * @throws CANCELLED, DISK_FULL, STORAGE_UNAVAILABLE (an older transaction keeps deleted rows visible)
 */
export async function scrub(pool: Pool, { rowsDeleted, signal }: ScrubOptions): Promise<void> {
  await withClient(pool, async (client) => {
    if (!rowsDeleted && (await dueNote(client)) === null) return;
    await lock(client, signal);
    try {
      const due = await dueNote(client);
      if (due !== null) await waitForOldSnapshots(client, signal);
      const mode = due === null ? 'analyze, skip_locked' : 'full, analyze';
      for (const table of await ownTables(client, due === null ? null : backupsIn(due))) {
        stopIf(signal);
        await ask(client, `vacuum (${mode}) ${table}`);
      }
      if (due !== null) await clearNote(client, due);
    } finally {
      await ask(client, `select pg_advisory_unlock(${SCRUB_LOCK})`);
    }
  });
}

async function dueNote(client: PoolClient): Promise<string | null> {
  const [row] = await ask<{ due: string | null }>(client, `select ${DUE} as due`);
  return row?.due ?? null;
}

/** Keeps others from changing the note until the end of the transaction. */
async function lockNote(client: PoolClient): Promise<void> {
  await ask(client, 'lock table artifact_search_index in share update exclusive mode');
}

/** Removes the note unless another deletion has renewed it in the meantime. */
async function clearNote(client: PoolClient, due: string): Promise<void> {
  await ask(client, 'begin');
  await lockNote(client);
  if ((await dueNote(client)) === due) await ask(client, note('null'));
  await ask(client, 'commit');
}

async function lock(client: PoolClient, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    stopIf(signal);
    const [row] = await ask<{ ours: boolean }>(client, `select pg_try_advisory_lock(${SCRUB_LOCK}) as ours`);
    if (row?.ours === true) return;
    await sleep(POLL_MS);
  }
}

/**
 * Waits until no transaction can see the deleted rows: until every writing transaction of the server that began before
 * now has ended (a new snapshot, including VACUUM's, depends on the oldest of them in any database), and every older
 * snapshot in this database.
 */
async function waitForOldSnapshots(client: PoolClient, signal: AbortSignal | undefined): Promise<void> {
  const [row] = await ask<{ id: string }>(client, 'select pg_current_xact_id()::text as id');
  const fence = `'${row?.id ?? ''}'::xid8`;
  for (let tries = 0; tries < SNAPSHOT_TRIES; tries++) {
    stopIf(signal);
    const [state] = await ask<{ seen: boolean }>(
      client,
      `select pg_snapshot_xmin(pg_current_snapshot()) < ${fence} or exists (
         select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and age(backend_xmin) > age(${fence}::xid)) as seen`,
    );
    if (state?.seen === false) return;
    await sleep(POLL_MS);
  }
  throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.deleted-text-held-by-transaction'));
}

/**
 * Names of our tables, current or from an earlier version, as SQL identifiers; of divided ones only the divisions of
 * these backups, unless they are null.
 */
async function ownTables(client: PoolClient, backups: readonly number[] | null): Promise<string[]> {
  const artifacts = await ask<{ name: string }>(client, 'select name from artifact_tables order by name');
  const whole = [...artifacts.map(({ name }) => name), 'artifact_search_parts', ...Object.keys(CORE_TABLES)];
  if (backups === null) return [...whole, ...divisions.map(termsOf)].map(identifier);
  const parts = await divisionsWith(client, backups);
  const divided = new Set(parts.map(({ whole }) => whole));
  const terms = new Set(backups.map((backup) => termsOf(divisionOf(backup))));
  return [...whole.filter((name) => !divided.has(name)), ...parts.map(({ name }) => name), ...terms].map(identifier);
}

/** The divisions of artifact tables in which rows of these backups would be. */
function divisionsWith(client: PoolClient, backups: readonly number[]): Promise<{ name: string; whole: string }[]> {
  return ask(
    client,
    `select distinct part.relname as name, whole.relname as whole
     from pg_partitioned_table p
       join pg_class whole on whole.oid = p.partrelid
       join pg_inherits i on i.inhparent = whole.oid
       join pg_class part on part.oid = i.inhrelid,
       unnest('{${backups.join()}}'::bigint[]) backup
     where p.partstrat = 'h' and pg_table_is_visible(whole.oid) and satisfies_hash_partition(
       whole.oid, ${divisions.length}, substring(part.relname from '[0-9]+$')::integer, backup)
     order by 1`,
  );
}

async function ask<R extends Record<string, unknown>>(client: PoolClient, sql: string): Promise<R[]> {
  const { rows } = await client.query<R>(sql);
  return rows;
}

/** Provides a connection. If it fails, it is closed and its locks are released. */
async function withClient<R>(pool: Pool, use: (client: PoolClient) => Promise<R>): Promise<R> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw postgresError(error);
  }
  try {
    const result = await use(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw postgresError(error);
  }
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DomainError('CANCELLED');
}
