import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { identifier } from '../../schema-sql.ts';
import { ask, stopIf, withClient } from './postgres-clients.ts';
import { LOCK_MS } from './postgres-connection.ts';

/** Time for which others may queue behind a lock that we wait for, and the pause in which they get theirs. */
const QUEUE_MS = 150;
const PAUSE_MS = 350;
/** Attempts to get the locks of the exchange: five seconds, in which writers wait. */
const ATTEMPTS = 10;
/** Attempts to get that of VACUUM FULL: a minute. */
const FULL_ATTEMPTS = 120;
/** Polls for old snapshots, which writers wait for, too: two seconds. */
const SNAPSHOT_TRIES = 20;
const POLL_MS = 100;

/** Exchanges that are begun anew, as a writer reads the table first and waits for us then. */
const EXCHANGES = 4;

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** What became of an exchange. */
type Attempt = 'done' | 'in use' | 'deadlock';

/** A partition and the table that it belongs to. */
export interface Division {
  readonly name: string;
  readonly whole: string;
}

/** Statements that make a copy of a division. */
interface CopyPlan {
  /** Before and after the rows. */
  readonly table: string[];
  readonly indexes: string[];
  readonly links: string[];
  /** Locks of what the links refer to, which dropping them takes. Readers use it before the table. */
  readonly referenced: string[];
  /** After the copy has the division's name. */
  readonly names: string[];
  readonly bound: string;
}

/**
 * Writes a division anew without readers noticing: a copy takes its place, with live rows only. Writers of its table
 * wait meanwhile. All of it is one transaction, so nothing can be left half-way.
 *
 * The rows of the copy are frozen: every snapshot sees them, also one that was taken before the exchange. So no
 * snapshot may be so old that it sees other rows, for which VACUUM FULL is needed. It returns false in that case, and
 * if the table is in use all the time, having changed nothing.
 *
 * @throws CANCELLED, DISK_FULL, STORAGE_UNAVAILABLE
 */
export async function exchange(pool: Pool, division: Division, signal: AbortSignal | undefined): Promise<boolean> {
  for (let left = EXCHANGES; ; left--) {
    const result = await exchangeOnce(pool, division, signal);
    if (result !== 'deadlock' || left === 1) return result === 'done';
  }
}

/**
 * Like {@link exchange}, but waits, without a lock, for transactions that keep it from being done: an export reads for
 * minutes, and all others would wait as long for VACUUM FULL of a large division. Returns false after `deadline`
 * (milliseconds since 1970), and if the table is in use for another reason.
 *
 * @throws CANCELLED, DISK_FULL, STORAGE_UNAVAILABLE
 */
export async function exchangeWhenFree(
  pool: Pool,
  division: Division,
  { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal | undefined },
): Promise<boolean> {
  for (;;) {
    while (Date.now() < deadline && (await withClient(pool, isReadForLong))) {
      stopIf(signal);
      await sleep(PAUSE_MS);
    }
    if (await exchange(pool, division, signal)) return true;
    if (Date.now() >= deadline || !(await withClient(pool, isReadForLong))) return false;
  }
}

/** True if another session has held a snapshot for longer than an exchange waits. */
async function isReadForLong(client: PoolClient): Promise<boolean> {
  const [row] = await ask<{ held: boolean }>(
    client,
    `select exists (select 1 from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
       and backend_xmin is not null
       and xact_start < clock_timestamp() - interval '${SNAPSHOT_TRIES * POLL_MS} milliseconds') as held`,
  );
  return row?.held === true;
}

function exchangeOnce(pool: Pool, { name, whole }: Division, signal: AbortSignal | undefined): Promise<Attempt> {
  // Both connections are taken before any lock: writers that wait for one may use up the pool.
  return withClient(pool, (reader) =>
    withClient(pool, async (client) => {
      await ask(client, 'begin');
      // The table first: a writer that holds it and waits for the division would never let us have it.
      await ask(client, `lock table only ${identifier(whole)} in share mode`);
      await ask(client, `lock table only ${identifier(name)} in share mode`);
      const result = (await isSeenAlike(client, signal))
        ? await copyAndSwap({ client, reader }, { name, whole }, signal)
        : 'in use';
      await ask(client, result === 'done' ? 'commit' : 'rollback');
      return result;
    }),
  );
}

/**
 * True if all snapshots see the same rows of what is locked against writers: none is left of a transaction that began
 * before. Writers that wait for our lock take a new one afterwards.
 */
async function isSeenAlike(client: PoolClient, signal: AbortSignal | undefined): Promise<boolean> {
  const [row] = await ask<{ now: string }>(client, 'select clock_timestamp()::text as now');
  for (let tries = 0; tries < SNAPSHOT_TRIES; tries++) {
    stopIf(signal);
    // In a transaction, the activity is otherwise that of the first look.
    await ask(client, 'select pg_stat_clear_snapshot()');
    const [state] = await ask<{ seen: boolean }>(
      client,
      `select exists (select 1 from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
         and backend_xmin is not null and xact_start <= $1::timestamptz
         and not pg_backend_pid() = any(pg_blocking_pids(pid))) as seen`,
      [row?.now],
    );
    if (state?.seen === false) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function copyAndSwap(
  { client, reader }: { readonly client: PoolClient; readonly reader: PoolClient },
  { name, whole }: Division,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  const copy = `${name}__copy`;
  const { table, indexes, links, referenced, names, bound } = await planOf(client, name, copy);
  for (const statement of table) await ask(client, statement);
  try {
    await pipeline(
      reader.query(copyTo(`copy ${identifier(name)} to stdout (format binary)`)),
      client.query(copyFrom(`copy ${identifier(copy)} from stdin (format binary, freeze)`)),
      { signal },
    );
  } catch (error) {
    stopIf(signal);
    throw error;
  }
  for (const statement of indexes) {
    stopIf(signal);
    await ask(client, statement);
  }
  // In one attempt: the first link locks the backups against writers, and one that has read them would wait for us while
  // we wait for it.
  const swap = [
    ...links,
    ...referenced,
    `lock table only ${identifier(whole)} in access exclusive mode`,
    `drop table ${identifier(name)}`,
    `alter table ${identifier(copy)} rename to ${identifier(name)}`,
    `alter table ${identifier(whole)} attach partition ${identifier(name)} ${bound}`,
    ...names,
  ];
  return withoutQueue(client, swap, signal);
}

/** Runs statements whose locks others must not wait for. */
async function withoutQueue(
  client: PoolClient,
  statements: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    stopIf(signal);
    await ask(client, 'savepoint attempt');
    await ask(client, `set local lock_timeout = ${QUEUE_MS}`);
    try {
      for (const statement of statements) await ask(client, statement);
      return 'done';
    } catch (error) {
      if (has(error, DEADLOCK)) return 'deadlock';
      if (!has(error, LOCK_NOT_AVAILABLE)) throw error;
      await ask(client, 'rollback to savepoint attempt');
    }
    await sleep(PAUSE_MS);
  }
  return 'in use';
}

/**
 * Writes a table anew; its users wait meanwhile. Rows that an older snapshot sees are kept.
 * @throws CANCELLED, DISK_FULL, STORAGE_UNAVAILABLE (it is in use all the time)
 */
export async function vacuumFull(client: PoolClient, table: string, signal: AbortSignal | undefined): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    stopIf(signal);
    try {
      await ask(client, `set lock_timeout = ${QUEUE_MS}`);
      await ask(client, `vacuum (full, analyze) ${identifier(table)}`);
      await ask(client, `set lock_timeout = ${LOCK_MS}`);
      return;
    } catch (error) {
      if (!has(error, LOCK_NOT_AVAILABLE) || attempt === FULL_ATTEMPTS) throw error;
    }
    if (attempt === 1) await endAutovacuum(client, table);
    await sleep(PAUSE_MS);
  }
}

/** Autovacuum gives way to who has waited for a second. Readers and writers do not queue behind this lock. */
async function endAutovacuum(client: PoolClient, table: string): Promise<void> {
  await ask(client, 'begin');
  await ask(client, `set local lock_timeout = ${LOCK_MS}`);
  await ask(client, `lock table only ${identifier(table)} in share update exclusive mode`);
  await ask(client, 'commit');
}

const has = (error: unknown, code: string): boolean => error instanceof DatabaseError && error.code === code;

/**
 * What makes `copy` the same as a partition. The check spares reading all rows when it is attached; the constraint on
 * backups is made with the rows already there, as it locks the backups against writers.
 */
async function planOf(client: PoolClient, name: string, copy: string): Promise<CopyPlan> {
  const [plan] = await ask<Record<keyof CopyPlan, string[]> & { readonly bound: string }>(
    client,
    `select
       array[
         format('create table %I (like %I including all excluding indexes)', copy, name),
         format('alter table %I owner to %s', copy, relowner::regrole),
         format('alter table %I add constraint within check (%s)', copy, pg_get_partition_constraintdef(part.oid))
       ] || array(
         select format('alter table %I alter column %I set statistics %s', copy, attname, attstattarget)
         from pg_attribute where attrelid = part.oid and attnum > 0 and not attisdropped and attstattarget >= 0
       ) || array(
         select format('grant %s on %I to %s', privilege_type, copy,
           case grantee when 0 then 'public' else grantee::regrole::text end)
         from aclexplode(relacl)
       ) as table,
       array(
         select format('create %s index %I on %I %s', case when indisunique then 'unique' end,
           'copy_' || indexrelid, copy, substring(pg_get_indexdef(indexrelid) from ' USING .*$'))
         from pg_index where indrelid = part.oid
       ) || array(
         select format('alter table %I add primary key using index %I', copy, 'copy_' || indexrelid)
         from pg_index where indrelid = part.oid and indisprimary
       ) || format('analyze %I', copy) as indexes,
       array(
         select format('alter table %I add constraint %I %s', copy, conname, pg_get_constraintdef(oid))
         from pg_constraint where conrelid = part.oid and contype = 'f'
       ) as links,
       array(
         select format('lock table only %s in access exclusive mode', confrelid::regclass)
         from pg_constraint where conrelid = part.oid and contype = 'f'
       ) as referenced,
       format('alter table %I drop constraint within', name) || array(
         select format('alter index %I rename to %I', 'copy_' || indexrelid, relname)
         from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = part.oid
       ) as names,
       pg_get_expr(relpartbound, part.oid) as bound
     from (values ($1, $2)) asked (name, copy) join pg_class part on part.oid = quote_ident(name)::regclass`,
    [name, copy],
  );
  return plan as CopyPlan;
}
