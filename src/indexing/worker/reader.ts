import { Worker } from 'node:worker_threads';
import { importClassKeys, memoryOfKeys } from '../../backup/keybag/class-keys.ts';
import { msg, plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { BatchCredits } from '../batch-credits.ts';
import {
  handedOver,
  type Job,
  type ReaderAnswer,
  type ReaderInput,
  type ReaderMessage,
  type ReaderOrder,
  type ScanReport,
} from '../protocol.ts';

/** Heap of the reading thread in megabytes: a few maps of ids and three batches. */
const READER_HEAP_MB = 256;

/** Messages of the reader while it executes an order. */
export type ReaderUpdate = Exclude<ReaderMessage, ReaderAnswer>;

type AnswerType = Exclude<ReaderAnswer['type'], 'failed'>;
type AnswerOf<T extends AnswerType> = Extract<ReaderAnswer, { type: T }>;

/** The reading thread, as seen by the main thread of a worker process. */
export class Reader {
  readonly #thread: Worker;
  readonly #credits = new BatchCredits();
  readonly #waiting: ReaderMessage[] = [];
  #failure: Error | null = null;
  #wake = (): void => {};

  constructor({ path, tempPath, helpers, sliceFromBytes }: Job, secret: Uint8Array | null) {
    const keys = secret === null ? null : memoryOfKeys(importClassKeys(secret));
    const input: ReaderInput = { path, tempPath, keys, helpers, sliceFromBytes, credits: this.#credits.buffer };
    this.#thread = new Worker(new URL('./read-thread.ts', import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: READER_HEAP_MB },
    });
    this.#thread.on('message', (message: ReaderMessage) => {
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
