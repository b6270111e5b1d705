import { storedTables as tables } from '../../artifacts/registry-facts.ts';
import { DomainError, type ErrorCode, isDomainError } from '../../model/errors.ts';
import { traceOf } from '../../model/trace.ts';
import { type IndexRuns, openBulkWriter, openStore } from '../../storage/index.ts';
import type { Job, WorkerEnd, WorkerMessage } from '../protocol.ts';
import { PieceLoop } from './piece-loop.ts';
import type { Reader } from './reader.ts';
import type { Readers } from './readers.ts';

/** Errors after which a retry may succeed: the database was unavailable. */
const RETRYABLE: readonly ErrorCode[] = ['STORAGE_UNAVAILABLE'];

function send(message: WorkerMessage): void {
  // The parent may have ended. That is noticed by the closed channel, and must not end this process before it has cleaned up.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function giveUp(): never {
  process.exit(1);
}

/**
 * The writing half of an index run: claims pieces, writes the rows, extends the leases, records the end of the run and
 * sends events to the parent process. Never rejects.
 */
export async function workOn(job: Job, readers: Readers<Reader>): Promise<void> {
  try {
    await work(job, readers);
  } catch (error) {
    const { code, detail } = asDomainError(error);
    send({ type: 'end', end: { state: 'lost', code, reason: detail } });
  }
}

async function work(job: Job, readers: Readers<Reader>): Promise<void> {
  // This thread waits for the database anyway, and threads for it take longer to start than their statements.
  const store = await openStore({ dsn: job.dsn, tables, readers: 1, isKnown: true, threads: false });
  try {
    const writer = await openBulkWriter({ dsn: job.dsn, tables });
    let end: WorkerEnd;
    try {
      const loop = new PieceLoop({
        job,
        readers,
        store,
        writer,
        giveUp,
        onEvent: (event) => send({ type: 'event', event }),
      });
      end = { state: await loop.run() };
    } catch (error) {
      const failure = asDomainError(error);
      if (RETRYABLE.includes(failure.code)) throw failure;
      end = { state: failure.code === 'CONFLICT' ? 'left' : 'ended' };
      // A conflict means that the run has ended already or that another worker continues it.
      if (end.state === 'ended') await store.runs.fail(job.run, endingOf(failure));
    }
    send({ type: 'end', end });
    await writer.close();
    if (end.state === 'ended') await store.purge();
  } finally {
    await store.close();
  }
}

function endingOf({ code, detail }: DomainError): Parameters<IndexRuns['fail']>[1] {
  return { state: code === 'BACKUP_LOCKED' || code === 'WRONG_PASSWORD' ? 'locked' : 'failed', code, reason: detail };
}

function asDomainError(error: unknown): DomainError {
  if (isDomainError(error) && error.code !== 'INTERNAL') return error;
  process.stderr.write(`apple-juicer: ${traceOf(error)}\n`);
  return isDomainError(error) ? error : new DomainError('INTERNAL', undefined, { cause: error });
}
