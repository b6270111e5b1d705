/**
 * The writing half of an index run, and its lifeline: the worker process that a server or the CLI starts for one run.
 * It gets its job and the keys over IPC, starts the reading thread, writes what that finds, keeps the lease, and
 * records how it ended. Parsing a hostile backup happens here, so that nothing else can be harmed by it: whoever
 * started the process can kill it at any moment and the earlier index is still whole.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { artifactTables, titleOf } from '../../artifacts/registry.ts';
import { DomainError, type ErrorCode, isDomainError } from '../../model/errors.ts';
import { type BulkWriter, openBulkWriter, openStore, type Store, type WriteTarget } from '../../storage/index.ts';
import { BatchCredits } from '../batch-credits.ts';
import { ProgressTracker } from '../progress-tracker.ts';
import type {
  ExtractorInput,
  ExtractorMessage,
  ExtractorOrder,
  Job,
  PlannedArtifact,
  WorkerMessage,
} from '../protocol.ts';

/** Between two reports to whoever watches, milliseconds. */
const REPORT_EVERY_MS = 200;
/** Pause between two transactions, so that other writers get in, milliseconds. */
const WRITER_PAUSE_MS = 2;
/** Heap of the reading thread: it holds a few maps of ids and three batches. */
const EXTRACTOR_HEAP_MB = 256;

type Tables = typeof artifactTables;

/** Writes one run. */
class Run {
  readonly #job: Job;
  readonly #store: Store<Tables>;
  readonly #writer: BulkWriter;
  readonly #tracker: ProgressTracker;
  readonly #credits = new BatchCredits();
  readonly #targets = new Map<string, WriteTarget>();
  readonly #signatures = new Map<string, string>();
  #lastReport = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(job: Job, store: Store<Tables>, writer: BulkWriter) {
    this.#job = job;
    this.#store = store;
    this.#writer = writer;
    this.#tracker = new ProgressTracker(job.run, Date.now());
  }

  /** Reads, writes and finishes the run. @throws DomainError when it cannot be finished */
  async perform(): Promise<void> {
    const current = await this.#store.runs.currentArtifactRuns(this.#job.backup);
    const input: ExtractorInput = {
      path: this.#job.path,
      tempPath: this.#job.tempPath,
      keys: this.#job.keys,
      credits: this.#credits.buffer,
      current: Object.fromEntries(
        current.flatMap(({ artifact, signature }) => (signature === null ? [] : [[artifact, signature]])),
      ),
    };
    const thread = new Worker(new URL('./extract-thread.ts', import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: EXTRACTOR_HEAP_MB },
    });
    const heartbeat = setInterval(() => {
      this.#exclusively(() => this.#heartbeat()).catch(giveUp);
    }, this.#job.heartbeatMs);
    try {
      for await (const message of messagesOf(thread)) {
        await this.#exclusively(() => this.#take(message, thread));
        this.#report(false);
      }
    } finally {
      clearInterval(heartbeat);
      await thread.terminate();
    }
    await this.#store.runs.finish(this.#job.run);
    this.end('succeeded', null, null);
  }

  /** Tells the starter how the run ended. */
  end(state: 'succeeded' | 'failed' | 'locked', code: ErrorCode | null, reason: string | null): void {
    this.#tracker.ended(state, code, reason);
    send({ type: 'ended', progress: this.#tracker.snapshot() });
  }

  async #take(message: ExtractorMessage, thread: Worker): Promise<void> {
    switch (message.type) {
      case 'planned':
        this.#tracker.planned(message.artifacts, titleOf);
        thread.postMessage(await this.#open(message.artifacts));
        await this.#store.backups.setSize(this.#job.backup, message.size);
        return;
      case 'started':
        this.#tracker.started(message.artifact);
        return;
      case 'batch':
        await this.#writer.write(message.batch);
        this.#credits.release();
        await sleep(WRITER_PAUSE_MS);
        return;
      case 'progress':
        this.#tracker.advanced(message.artifact, message.fraction, message.records);
        return;
      case 'read': {
        const target = this.#targets.get(message.artifact);
        if (target === undefined) throw new DomainError('INTERNAL', `Artifact ${message.artifact} was not planned.`);
        const signature = this.#signatures.get(message.artifact) ?? null;
        await this.#store.runs.finishArtifactRun(target, {
          entry: message.ledger,
          signature,
          sources: message.sources,
        });
        this.#tracker.done(message.artifact, message.ledger.outcome);
        return;
      }
      case 'failed':
        throw new DomainError(message.code, message.reason);
      case 'done':
        return;
    }
  }

  async #open(artifacts: readonly PlannedArtifact[]): Promise<ExtractorOrder> {
    for (const { artifact: id, version, signature, unchanged } of artifacts) {
      if (unchanged) continue;
      this.#signatures.set(id, signature);
      this.#targets.set(id, await this.#store.runs.startArtifactRun(this.#job.run, { id, version }));
    }
    return { targets: Object.fromEntries(this.#targets) };
  }

  #report(force: boolean): void {
    const now = Date.now();
    if (!force && now - this.#lastReport < REPORT_EVERY_MS) return;
    this.#lastReport = now;
    send({ type: 'progress', progress: this.#tracker.snapshot() });
  }

  async #heartbeat(): Promise<void> {
    await this.#store.runs.heartbeat(this.#job.run);
    this.#report(true);
  }

  /**
   * One after another: a batch is written synchronously, and must not wait for a lock that a transaction of the store
   * holds which itself waits for this thread.
   */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}

/** The thread's messages in order, until it says `done`. @throws what ended the thread before that */
async function* messagesOf(thread: Worker): AsyncGenerator<ExtractorMessage, void, undefined> {
  const waiting: ExtractorMessage[] = [];
  let failure: Error | null = null;
  let wake = (): void => {};
  thread.on('message', (message: ExtractorMessage) => {
    waiting.push(message);
    wake();
  });
  thread.on('error', (error: unknown) => {
    failure = extractorFailure(error);
    wake();
  });
  thread.on('exit', () => {
    failure ??= new DomainError('INTERNAL', 'The reading thread ended before its work was done.');
    wake();
  });
  for (;;) {
    const message = waiting.shift();
    if (message !== undefined) {
      yield message;
      if (message.type === 'done') return;
    } else if (failure !== null) {
      throw failure;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

function extractorFailure(error: unknown): Error {
  if ((error as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new DomainError('LIMIT_EXCEEDED', `Reading needed more than ${EXTRACTOR_HEAP_MB} MiB of memory.`);
  }
  return error instanceof Error ? error : new Error(String(error));
}

function send(message: WorkerMessage): void {
  if (process.connected) process.send?.(message);
}

/** The lease was lost or the database is gone: nothing this process writes may count any more. */
function giveUp(): never {
  process.exit(1);
}

async function main(job: Job): Promise<void> {
  const store = await openStore({ dsn: job.dsn, tables: artifactTables, readers: 1 });
  const writer = await openBulkWriter({ dsn: job.dsn, tables: artifactTables });
  const run = new Run(job, store, writer);
  try {
    await run.perform();
  } catch (error) {
    const known = isDomainError(error) ? error : new DomainError('INTERNAL', undefined, { cause: error });
    if (known.code === 'INTERNAL')
      process.stderr.write(`apple-juicer: ${error instanceof Error ? error.stack : String(error)}\n`);
    const state = known.code === 'BACKUP_LOCKED' || known.code === 'WRONG_PASSWORD' ? 'locked' : 'failed';
    await store.runs.fail(job.run, { state, code: known.code, reason: known.message });
    run.end(state, known.code, known.message);
  }
  await writer.close();
  await store.purge();
  await store.close();
  process.disconnect?.();
}

process.once('message', (job) => {
  main(job as Job).catch((error: unknown) => {
    process.stderr.write(`apple-juicer: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});
// Whoever started this process is gone, and with them whoever could cancel it.
process.on('disconnect', () => process.exit(0));
