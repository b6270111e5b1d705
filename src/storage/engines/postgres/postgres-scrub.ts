import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { CORE_TABLES } from '../../core-tables.ts';
import { identifier } from '../../schema-sql.ts';
import { divisionSql, divisions, termsOf } from './divisions.ts';
import { ask, stopIf, withClient } from './postgres-clients.ts';
import { type Division, exchangeWhenFree, vacuumFull } from './postgres-rewrite.ts';

/** What all divisions of the terms belong to. */
const SEARCH_TERMS = 'artifact_search_terms';

/** Advisory lock of scrubbing, so that one process scrubs at a time; an arbitrary number. */
const SCRUB_LOCK = 4_702_111_234_474_984;
/** Interval for polling the lock and old snapshots, in milliseconds. */
const POLL_MS = 100;
/** Maximum size of a division for which VACUUM FULL locks readers out only for milliseconds. */
const SMALL_BYTES = 1_000_000;
/** Time for which a scrub waits for exports, ten minutes, before it fails or uses VACUUM FULL, for which all users wait. */
const EXPORTS_MS = 600_000;

/** The comment on the search index records that a thorough scrub is due, since when, and for which backups. */
const DUE = "obj_description('artifact_search_index'::regclass, 'pg_class')";
const note = (text: string) => `comment on table artifact_search_index is ${text}`;

/** Options of {@link scrub}. */
interface ScrubOptions {
  readonly rowsDeleted: boolean;
  readonly signal?: AbortSignal;
}

/** A division of a table of ours. */
interface OwnDivision extends Division {
  readonly bytes: number;
  /** It may have rows of the backups that were asked for. */
  readonly concerned: boolean;
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
 * - A thorough one writes every table anew, of divided ones only the divisions of the deleted backups: heap, TOAST and
 *   indexes, without deleted rows. It first waits for the end of transactions that still see them, exports for example.
 *   Large divisions are exchanged for a copy, which readers do not notice. The others are small, and users of the table
 *   wait for VACUUM FULL.
 *
 * The write-ahead log keeps old data until PostgreSQL recycles its segments. Log archives and base backups are the
 * operator's responsibility.
 *
 * @throws CANCELLED, DISK_FULL, STORAGE_UNAVAILABLE (an older transaction keeps deleted rows visible, a table is in use)
 */
export async function scrub(pool: Pool, { rowsDeleted, signal }: ScrubOptions): Promise<void> {
  await withClient(pool, async (client) => {
    if (!rowsDeleted && (await dueNote(client)) === null) return;
    await lock(client, signal);
    try {
      const due = await dueNote(client);
      if (due === null) await vacuum(client, signal);
      else {
        const deadline = Date.now() + EXPORTS_MS;
        await waitForOldSnapshots(client, deadline, signal);
        await writeAnew({ pool, client, backups: backupsIn(due), deadline, signal });
        await clearNote(client, due);
      }
    } finally {
      await ask(client, `select pg_advisory_unlock(${SCRUB_LOCK})`);
    }
  });
}

async function vacuum(client: PoolClient, signal: AbortSignal | undefined): Promise<void> {
  // Statistics of terms as a whole are not used, and take longer than those of all divisions.
  const tables = (await ownTables(client)).flatMap((name) => (name === SEARCH_TERMS ? divisions.map(termsOf) : name));
  for (const table of tables) {
    stopIf(signal);
    await ask(client, `vacuum (analyze, skip_locked) ${identifier(table)}`);
  }
}

/** Writes all tables anew; of divided ones the divisions of these backups, unless they are null. */
async function writeAnew({
  pool,
  client,
  backups,
  deadline,
  signal,
}: {
  readonly pool: Pool;
  readonly client: PoolClient;
  readonly backups: readonly number[] | null;
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}): Promise<void> {
  const tables = await ownTables(client);
  const divided = await divisionsOf(client, tables, backups);
  const concerned = divided.filter((division) => division.concerned);
  for (const division of concerned) {
    stopIf(signal);
    const isDone = division.bytes > SMALL_BYTES && (await exchangeWhenFree(pool, division, { deadline, signal }));
    if (!isDone) await vacuumFull(client, division.name, signal);
  }
  const wholes = new Set(divided.map(({ whole }) => whole));
  for (const table of tables) if (!wholes.has(table)) await vacuumFull(client, table, signal);
}

async function dueNote(client: PoolClient): Promise<string | null> {
  const [row] = await ask<{ due: string | null }>(client, `select ${DUE} as due`);
  return row?.due ?? null;
}

/** Keeps others from changing the note until the end of the transaction. */
async function lockNote(client: PoolClient): Promise<void> {
  await ask(client, 'lock table only artifact_search_index in share update exclusive mode');
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
 * snapshot in this database. Nothing is locked meanwhile.
 *
 * @param deadline milliseconds since 1970
 * @throws CANCELLED, STORAGE_UNAVAILABLE (after the deadline)
 */
async function waitForOldSnapshots(
  client: PoolClient,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [row] = await ask<{ id: string }>(client, 'select pg_current_xact_id()::text as id');
  const fence = `'${row?.id ?? ''}'::xid8`;
  do {
    stopIf(signal);
    const [state] = await ask<{ seen: boolean }>(
      client,
      `select pg_snapshot_xmin(pg_current_snapshot()) < ${fence} or exists (
         select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and age(backend_xmin) > age(${fence}::xid)) as seen`,
    );
    if (state?.seen === false) return;
    await sleep(POLL_MS);
  } while (Date.now() < deadline);
  throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.deleted-text-held-by-transaction'));
}

/** Names of our tables, current or from an earlier version; of divided ones that of the whole. */
async function ownTables(client: PoolClient): Promise<string[]> {
  const artifacts = await ask<{ name: string }>(client, 'select name from artifact_tables order by name');
  const search = [SEARCH_TERMS, 'artifact_search_parts'];
  return [...artifacts.map(({ name }) => name), ...search, ...Object.keys(CORE_TABLES)];
}

/** The divisions of those of these tables that are divided, and which of them concern the backups (null: all). */
function divisionsOf(
  client: PoolClient,
  tables: readonly string[],
  backups: readonly number[] | null,
): Promise<OwnDivision[]> {
  const number = "substring(part.relname from '[0-9]+$')::integer";
  return ask<Division & OwnDivision & Record<string, unknown>>(
    client,
    `select part.relname as name, whole.relname as whole, pg_table_size(part.oid)::float8 as bytes,
       $2::bigint[] is null or case p.partstrat
         when 'h' then exists (select 1 from unnest($2) backup
           where satisfies_hash_partition(whole.oid, ${divisions.length}, ${number}, backup))
         when 'l' then ${number} in (select ${divisionSql('backup')} from unnest($2) backup)
         else true
       end as concerned
     from pg_partitioned_table p
       join pg_class whole on whole.oid = p.partrelid
       join pg_inherits i on i.inhparent = whole.oid
       join pg_class part on part.oid = i.inhrelid
     where pg_table_is_visible(whole.oid) and whole.relname = any($1)
     order by 1`,
    [tables, backups],
  );
}
