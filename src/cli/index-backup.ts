import type { App } from '../app.ts';
import type { ClassKeys } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { BY_CLI } from '../model/access.ts';
import type { ArtifactChoice } from '../model/artifact-choice.ts';
import { DomainError, ERROR_TABLE, type ErrorCode, isDomainError } from '../model/errors.ts';
import { isIndexed, type RunProgress } from '../model/progress.ts';
import type { BackupRef } from '../sessions/types.ts';
import type { Output } from './output.ts';
import { startProgressBar } from './progress-bar.ts';
import { onStopSignal } from './stop-signals.ts';

/** Notice before data of a backup is first written to the database. */
export const CLEAR_TEXT_NOTICE =
  'Note: the index stores data (messages, notes, contacts and more) unencrypted in the database of Apple Juicer\n' +
  '(a SQLite file is readable by your user only). `apple-juicer remove ID` deletes it completely.';

/** What goes on after a run. Ended in the middle, SQLite undoes what it has not finished. */
const CLEANING_NOTICE = 'Tidying up the database. Ctrl-C leaves that to the next run.';

/**
 * Indexes a backup with a progress bar and deletes superseded rows. Ctrl-C cancels and keeps the previous
 * index. After the run it says what the command is doing; the next one leaves that to the next run.
 * `keys` of an encrypted backup are erased in the end. `choice`: see `Indexer.start`.
 *
 * @throws CANCELLED, CONFLICT, and the error of the run
 */
export async function indexBackup(
  app: App,
  { ref, keys }: { readonly ref: BackupRef; readonly keys: ClassKeys | null },
  out: Output,
  choice?: ArtifactChoice | null,
): Promise<RunProgress> {
  let cancelled: Promise<void> | null = null;
  let isOver = false;
  let isTold = false;
  const cleaning = new AbortController();
  const onInterrupt = (): void => {
    if (isTold) cleaning.abort();
    else if (isOver) {
      out.info(CLEANING_NOTICE);
      isTold = true;
    } else {
      cancelled ??= app.indexer.cancel(ref.id);
      // The run may have ended meanwhile; its result is reported below.
      cancelled.catch(() => cleaning.abort());
    }
  };
  const off = onStopSignal(onInterrupt);
  const bar = await startProgressBar(out.isInteractive);
  try {
    await app.indexer.start(ref.id, keys, choice);
    await app.store.accesses.add(BY_CLI, { backup: ref.id, action: 'index-started' });
    const unwatch = app.indexer.watch(ref.id, (progress) => bar.update(progress));
    const ended = await app.indexer.wait(ref.id).finally(unwatch);
    bar.stop();
    isOver = true;
    if (!isIndexed(ended.state)) {
      // The database may be written anew in this thread, which then hears no signal: the system ends it at once instead.
      out.info(CLEANING_NOTICE);
      off();
    }
    await cleanUp(app, ref, ended, cleaning.signal);
    if (!isIndexed(ended.state)) throw await failureOf(app, ref, ended);
    return ended;
  } finally {
    bar.stop();
    off();
    keys?.dispose();
  }
}

/** Deletes superseded rows: the worker does so after its run, unless it was killed. */
async function cleanUp(app: App, ref: BackupRef, { state }: RunProgress, signal: AbortSignal): Promise<void> {
  const work = isIndexed(state) ? app.indexer.settled(ref.id) : app.store.purge({ signal });
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
    if (signal.aborted) resolve();
  });
  await Promise.race([work, aborted]).catch((error: unknown) => {
    // What remains is deleted by the next run.
    if (!isDomainError(error, 'CANCELLED', 'STORAGE_UNAVAILABLE')) throw error;
  });
}

async function failureOf(app: App, ref: BackupRef, { state, code, reason }: RunProgress): Promise<DomainError> {
  if (state === 'cancelled') {
    const { lastIndexedAt } = await app.store.backups.get(ref.id);
    const isFirst = lastIndexedAt === null;
    return new DomainError('CANCELLED', msg(isFirst ? 'detail.index-cancelled-first' : 'detail.index-cancelled'));
  }
  return new DomainError(isErrorCode(code) ? code : 'INTERNAL', reason ?? undefined);
}

function isErrorCode(code: string | null): code is ErrorCode {
  return code !== null && code in ERROR_TABLE;
}
