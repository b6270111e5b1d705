import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../model/errors.ts';
import type { ThreadHandle } from './thread-handle.ts';
import type { ThreadPool } from './thread-pool.ts';

/** Pages of the full-text index merged in one step: some milliseconds each, so that other writers get in. */
const MERGE_PAGES = 500;
/** How often the log is tried to be emptied while a reader is in it, and the wait between, milliseconds. */
const CHECKPOINT_TRIES = 100;
const CHECKPOINT_WAIT_MS = 20;

/**
 * Removes what deleted records left behind. FTS5 keeps the terms of deleted rows until their segment is merged; a merge
 * of all segments (negative count, then step by step: https://www.sqlite.org/fts5.html#the_merge_command) leaves one
 * segment without them. Freed pages are zero already (`secure_delete`); the write-ahead log is copied and truncated.
 * @throws CANCELLED, STORAGE_UNAVAILABLE when readers keep the log in use
 */
export async function scrub(writer: ThreadPool, { pauseMs, signal }: { pauseMs: number; signal?: AbortSignal }): Promise<void> {
  let pages = -MERGE_PAGES;
  for (let going = true; going; pages = MERGE_PAGES) {
    stopIf(signal);
    going = await lend(writer, (thread) => merge(thread, pages));
    await sleep(pauseMs);
  }
  for (let tries = 0; tries < CHECKPOINT_TRIES; tries++) {
    stopIf(signal);
    const { rows } = await lend(writer, (thread) => thread.run('pragma wal_checkpoint(truncate)'));
    if (rows[0]?.[0] === 0) return;
    await sleep(CHECKPOINT_WAIT_MS);
  }
  throw new DomainError('STORAGE_UNAVAILABLE', 'Deleted text is still in the write-ahead log, which another process keeps in use.');
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
