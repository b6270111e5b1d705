import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../model/errors.ts';
import type { ThreadHandle } from './thread-handle.ts';
import type { ThreadPool } from './thread-pool.ts';

/** Pages of the full-text index merged in one step: some milliseconds each, so that other writers get in. */
const MERGE_PAGES = 500;
/** How often the log is tried to be emptied while a reader is in it, and the wait between, milliseconds. */
const CHECKPOINT_TRIES = 100;
const CHECKPOINT_WAIT_MS = 20;

/** How `user_version` of the database says that a thorough scrub is due. */
const DUE = 1;

/** Notes in the database that the next {@link scrub} is to be thorough. */
export async function scrubThoroughly(writer: ThreadPool): Promise<void> {
  await lend(writer, (thread) => thread.run(`pragma user_version = ${DUE}`));
}

/**
 * Merges the segments that writing left, and removes what deleted records left behind.
 *
 * - FTS5 keeps the terms of deleted rows until their segment is merged; a merge of all segments (negative count, then
 *   step by step: https://www.sqlite.org/fts5.html#the_merge_command) leaves one segment without them.
 * - `secure_delete` overwrites deleted rows and freed pages, but not the copies that stay in the unused part of a page
 *   when SQLite balances it with its neighbours (seen: some rows of a thousand). Only VACUUM, which writes every page
 *   anew, removes those.
 * - The write-ahead log still has older pages: it is copied into the database and truncated.
 *
 * @throws CANCELLED, STORAGE_UNAVAILABLE when readers keep the log in use
 */
export async function scrub(
  writer: ThreadPool,
  { rowsDeleted, pauseMs, signal }: { rowsDeleted: boolean; pauseMs: number; signal?: AbortSignal },
): Promise<void> {
  const { rows } = await lend(writer, (thread) => thread.run('pragma user_version'));
  const thorough = rows[0]?.[0] === DUE;
  const removing = rowsDeleted || thorough;
  let pages = removing ? -MERGE_PAGES : MERGE_PAGES;
  for (let going = true; going; pages = MERGE_PAGES) {
    stopIf(signal);
    going = await lend(writer, (thread) => merge(thread, pages));
    await sleep(pauseMs);
  }
  stopIf(signal);
  if (thorough) await lend(writer, vacuum);
  if (removing) await emptyLog(writer, signal);
  if (thorough) await lend(writer, (thread) => thread.run('pragma user_version = 0'));
}

/** Writes the whole database anew, through a temporary file (SQLite unlinks it as soon as it is open) and not in memory. */
async function vacuum(thread: ThreadHandle): Promise<void> {
  await thread.run('pragma temp_store = file');
  await thread.run('vacuum');
  await thread.run('pragma temp_store = memory');
}

async function emptyLog(writer: ThreadPool, signal: AbortSignal | undefined): Promise<void> {
  for (let tries = 0; tries < CHECKPOINT_TRIES; tries++) {
    stopIf(signal);
    const { rows } = await lend(writer, (thread) => thread.run('pragma wal_checkpoint(truncate)'));
    if (rows[0]?.[0] === 0) return;
    await sleep(CHECKPOINT_WAIT_MS);
  }
  throw new DomainError(
    'STORAGE_UNAVAILABLE',
    'Deleted text is still in the write-ahead log, which another process keeps in use.',
  );
}

/** One step; true when there may be more to do. */
async function merge(thread: ThreadHandle, pages: number): Promise<boolean> {
  const { rows } = await thread.run('select count(*) from (select 1 from artifact_search_index limit 1)');
  if (rows[0]?.[0] === 0) {
    await thread.run("insert into artifact_search_terms(artifact_search_terms) values ('delete-all')");
    return false;
  }
  const before = await totalChanges(thread);
  await thread.run("insert into artifact_search_terms(artifact_search_terms, rank) values ('merge', ?)", [pages]);
  // FTS5 documents that a difference below 2 means that nothing was merged.
  return (await totalChanges(thread)) - before >= 2;
}

async function totalChanges(thread: ThreadHandle): Promise<number> {
  const { rows } = await thread.run('select total_changes()');
  return Number(rows[0]?.[0]);
}

async function lend<R>(pool: ThreadPool, use: (thread: ThreadHandle) => Promise<R>): Promise<R> {
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
