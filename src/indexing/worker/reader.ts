import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { msg, plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { BatchCredits } from '../batch-credits.ts';
import {
  type CopyRequest,
  handedOver,
  type KeysMessage,
  type Preparation,
  type ReaderAnswer,
  type ReaderInput,
  type ReaderMessage,
  type ReaderOrder,
  type SandboxNotice,
  type ScanReport,
} from '../protocol.ts';

/** Heap of a thread in megabytes: a few maps of ids and three batches. */
const READER_HEAP_MB = 256;

/**
 * Code, and a half of the young generation in megabytes. A small one, because half of the memory would otherwise be
 * garbage in a larger one, and very small while the first contents are shown.
 */
const THREADS = {
  preview: { entry: new URL('./preview-thread.ts', import.meta.url), semiSpaceMb: 4 },
  read: { entry: new URL('./read-thread.ts', import.meta.url), semiSpaceMb: 16 },
} as const;

/** Threads that read: one for previews, and one for everything else. */
export type ReaderKind = keyof typeof THREADS;

/** Messages of the reader while it executes an order. */
export type ReaderUpdate = Exclude<ReaderMessage, ReaderAnswer>;

type AnswerType = Exclude<ReaderAnswer['type'], 'failed'>;
type AnswerOf<T extends AnswerType> = Extract<ReaderAnswer, { type: T }>;

/** A thread that reads, as seen by the main thread of a worker process. */
export class Reader {
  readonly #thread: Worker;
  readonly #credits = new BatchCredits();
  readonly #waiting: ReaderMessage[] = [];
  #keys: SharedArrayBuffer | null;
  #sandbox: string | null = null;
  #failure: Error | null = null;
  #wake = (): void => {};

  /** @param keys see `memoryOfKeys`; null for none, undefined if {@link unlock} may give them later */
  constructor(
    kind: ReaderKind,
    { path, tempPath, helpers, sliceFromBytes }: Preparation,
    keys: SharedArrayBuffer | null | undefined,
  ) {
    this.#keys = keys ?? null;
    const { entry, semiSpaceMb } = THREADS[kind];
    // The limit of a thread's young generation would count only up to what is usual, and not if this flag is set.
    setFlagsFromString(`--max-semi-space-size=${semiSpaceMb}`);
    const input: ReaderInput = {
      path,
      tempPath,
      keys: this.#keys,
      awaitsKeys: keys === undefined,
      helpers,
      sliceFromBytes,
      credits: this.#credits.buffer,
    };
    this.#thread = new Worker(entry, {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: READER_HEAP_MB },
    });
    this.#thread.on('message', (message: ReaderMessage | CopyRequest | SandboxNotice) => {
      if (message.type === 'copy') {
        void this.#copy(message);
        return;
      }
      if (message.type === 'sandbox') {
        this.#sandbox = message.path;
        return;
      }
      this.#waiting.push(message);
      this.#wake();
    });
    this.#thread.on('error', (error: unknown) => this.#fail(failureOf(error)));
    this.#thread.on('exit', () => {
      this.#fail(new DomainError('INTERNAL', plain('The reading thread ended before its work was done.')));
    });
  }

  /**
   * Executes an order. `onUpdate` is awaited for every intermediate message.
   * @throws DomainError: the error of the order, or of the thread
   */
  async ask<T extends AnswerType>(
    order: ReaderOrder,
    answer: T,
    onUpdate: (message: ReaderUpdate) => Promise<void> = async () => {},
  ): Promise<AnswerOf<T>> {
    this.order(order);
    return this.answer(answer, onUpdate);
  }

  /** Gives the thread an order, which it executes after those before. */
  order(order: ReaderOrder): void {
    this.#thread.postMessage(order, handedOver(order));
  }

  /** Gives a thread that was started without keys those of its backup, before the first order. */
  unlock(keys: SharedArrayBuffer): void {
    this.#keys = keys;
    this.#thread.postMessage({ type: 'keys', keys } satisfies KeysMessage);
  }

  /** Tells the thread what was seen of the scan of its plan, which it may be making. */
  tell(report: ScanReport): void {
    this.#thread.postMessage(report);
  }

  /**
   * The answer to the first order that has none yet. `onUpdate` is awaited for every message before it.
   * @throws DomainError: the error of the order, or of the thread
   */
  async answer<T extends AnswerType>(
    answer: T,
    onUpdate: (message: ReaderUpdate) => Promise<void>,
  ): Promise<AnswerOf<T>> {
    for (;;) {
      const message = await this.#next();
      if (message.type === 'failed') throw new DomainError(message.code, message.reason);
      if (message.type === 'batch' || message.type === 'progress') await onUpdate(message);
      else if (message.type === answer) return message as AnswerOf<T>;
      else
        throw new DomainError('INTERNAL', plain(`The reading thread answered ${message.type} instead of ${answer}.`));
    }
  }

  /** A posted batch was written, so another may be posted. */
  batchWritten(): void {
    this.#credits.release();
  }

  /** Ends the thread. */
  async terminate(): Promise<void> {
    await this.#thread.terminate();
  }

  /** Removes the decrypted copies of a thread that will not do so itself, because the process ends at once. */
  removeSandbox(): void {
    if (this.#sandbox === null) return;
    try {
      rmSync(this.#sandbox, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Some systems do not remove open files. The next start does.
    }
  }

  async #copy({ order }: CopyRequest): Promise<void> {
    // Loaded late, because most runs copy nothing.
    const { copyForReader } = await import('./copy-for-reader.ts');
    const { answer, memory } = await copyForReader(order, this.#keys);
    this.#thread.postMessage(answer, memory);
  }

  async #next(): Promise<ReaderMessage> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message !== undefined) return message;
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }
}

function failureOf(error: unknown): Error {
  if ((error as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new DomainError('LIMIT_EXCEEDED', msg('detail.out-of-memory', { megabytes: READER_HEAP_MB }));
  }
  return error instanceof Error ? error : new Error(String(error));
}
