import { setTimeout as sleep } from 'node:timers/promises';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { ConnectionPool, PoolConnection } from './connection-pool.ts';

/** Pages of the full-text index merged per step, taking a few milliseconds, so that other writers get a turn. */
const MERGE_PAGES = 500;
/**
 * Number of attempts to truncate the log while readers use it, and the wait between them in milliseconds: longer than a
 * server takes to stop exports of an index that another process removes.
 */
const CHECKPOINT_TRIES = 250;
const CHECKPOINT_WAIT_MS = 20;

/**
 * A file is written anew for free pages of this many bytes that are this part of it: as the first index of a backup
 * leaves them. It takes 3 ms a megabyte, and others cannot write meanwhile, so not in large files. Space that an
 * index which grew needs again and again, for what the next reading remembers, does not count.
 */
const MIN_FREE_BYTES = 2 * 1024 * 1024;
const MIN_FREE_PART = 1 / 50;
const MAX_COMPACTED_BYTES = 1024 ** 3;

/** Value of the database's `user_version` that means a thorough scrub is due. */
const DUE = 1;
/** Value that means that only the log is still to be emptied: not every attempt rewrites the database. */
const LOG_DUE = 2;

/** Records in the database that the next {@link scrub} must be thorough. */
export async function scrubThoroughly(writer: ConnectionPool): Promise<void> {
  await lend(writer, (thread) => thread.run(`pragma user_version = ${DUE}`));
}

/**
 * Merges the segments created by writing, and removes what deleted records left behind.
 *
 * - FTS5 keeps the terms of deleted rows until their segment is merged, which an ordinary scrub does where a tenth of
 *   them is deleted (`deletemerge`). A thorough one merges all segments (negative count, then in steps:
 *   https://www.sqlite.org/fts5.html#the_merge_command), which leaves one without them but takes time for all records of
 *   the database, however few were deleted.
 * - `secure_delete` overwrites deleted rows and freed pages, but not copies in the unused part of a page that SQLite
 *   balanced with its neighbours (observed: a few rows of a thousand). Only VACUUM, which rewrites every page, removes
 *   those.
 * - The write-ahead log still contains older pages: it is checkpointed and truncated.
 * - Merging leaves free pages, and rows that arrive in order leave an eighth of each page empty. VACUUM gives both back.
 *
 * @throws CANCELLED, STORAGE_UNAVAILABLE if readers keep the log in use
 */
export async function scrub(
  writer: ConnectionPool,
  { rowsDeleted, pauseMs, signal }: { rowsDeleted: boolean; pauseMs: number; signal?: AbortSignal },
): Promise<void> {
  const { rows } = await lend(writer, (thread) => thread.run('pragma user_version'));
  const due = rows[0]?.[0];
  const isDue = due === DUE || due === LOG_DUE;
  let pages = isDue ? -MERGE_PAGES : MERGE_PAGES;
  for (let going = true; going; pages = MERGE_PAGES) {
    stopIf(signal);
    going = await lend(writer, (thread) => merge(thread, pages));
    await sleep(pauseMs);
  }
  stopIf(signal);
  if (due === DUE) {
    await lend(writer, vacuum);
    await lend(writer, (thread) => thread.run(`pragma user_version = ${LOG_DUE}`));
  }
  if (due !== DUE && (await isWorthCompacting(writer))) await compact(writer);
  if (rowsDeleted || isDue) await emptyLog(writer, signal);
  if (isDue) await lend(writer, (thread) => thread.run('pragma user_version = 0'));
}

/** Rewrites the database through a temporary file (which SQLite unlinks immediately) instead of memory. */
async function vacuum(thread: PoolConnection): Promise<void> {
  await thread.run('pragma temp_store = file');
  try {
    await thread.run('vacuum');
  } finally {
    await thread.run('pragma temp_store = memory');
  }
}

async function isWorthCompacting(writer: ConnectionPool): Promise<boolean> {
  return lend(writer, async (thread) => {
    const valueOf = async (name: string) => Number((await thread.run(`pragma ${name}`)).rows[0]?.[0]);
    const [free, pages, size] = [
      await valueOf('freelist_count'),
      await valueOf('page_count'),
      await valueOf('page_size'),
    ];
    const bytes = free * size - (await bytesOfGrownStates(thread));
    return bytes >= MIN_FREE_BYTES && bytes >= pages * size * MIN_FREE_PART && pages * size <= MAX_COMPACTED_BYTES;
  });
}

/** Bytes of what readings remember that built on an earlier one, and gave back the space of what that remembered. */
async function bytesOfGrownStates(thread: PoolConnection): Promise<number> {
  // In this order no row is looked for: SQLite would read all of these long rows to compare their keys.
  const { rows } = await thread.run(`select sum(octet_length(s.data)) from artifact_states s
    cross join artifact_runs r on r.id = s.artifact_run_id where r.rows_run_id is not null`);
  return Number(rows[0]?.[0] ?? 0);
}

/** Rewrites the database to give free space back, if there is room for a second one. */
async function compact(writer: ConnectionPool): Promise<void> {
  try {
    await lend(writer, vacuum);
  } catch (error) {
    if (!(error instanceof DomainError) || !['DISK_FULL', 'STORAGE_UNAVAILABLE'].includes(error.code)) throw error;
  }
  // The log has all pages. Where readers use it, it is emptied later.
  await lend(writer, (thread) => thread.run('pragma wal_checkpoint(truncate)'));
}

async function emptyLog(writer: ConnectionPool, signal: AbortSignal | undefined): Promise<void> {
  for (let tries = 0; tries < CHECKPOINT_TRIES; tries++) {
    stopIf(signal);
    const { rows } = await lend(writer, (thread) => thread.run('pragma wal_checkpoint(truncate)'));
    if (rows[0]?.[0] === 0) return;
    await sleep(CHECKPOINT_WAIT_MS);
  }
  throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.deleted-text-in-wal'));
}

/** One step; true if there may be more to do. */
async function merge(thread: PoolConnection, pages: number): Promise<boolean> {
  const { rows } = await thread.run('select count(*) from (select 1 from artifact_search_index limit 1)');
  if (rows[0]?.[0] === 0) {
    await thread.run("insert into artifact_search_terms(artifact_search_terms) values ('delete-all')");
    return false;
  }
  const before = await totalChanges(thread);
  await thread.run("insert into artifact_search_terms(artifact_search_terms, rank) values ('merge', ?)", [pages]);
  // According to the FTS5 documentation, a difference below 2 means that nothing was merged.
  return (await totalChanges(thread)) - before >= 2;
}

async function totalChanges(thread: PoolConnection): Promise<number> {
  const { rows } = await thread.run('select total_changes()');
  return Number(rows[0]?.[0]);
}

async function lend<R>(pool: ConnectionPool, use: (thread: PoolConnection) => Promise<R>): Promise<R> {
  const thread = await pool.acquire();
  try {
    return await use(thread);
  } finally {
    pool.release(thread);
  }
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DomainError('CANCELLED');
}
