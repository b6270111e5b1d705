import { Worker } from 'node:worker_threads';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { storageError } from './sqlite-errors.ts';
import type { RawResult, SqliteValue, ThreadReply, ThreadRequest, ThreadSettings } from './thread-protocol.ts';

const CRASHED = msg('detail.database-thread-ended');

/** One thread with one connection. Statements run in the order they are sent. */
export class ThreadHandle {
  /** Resolves when the database is open. @throws STORAGE_UNAVAILABLE */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #ready = Promise.withResolvers<void>();
  readonly #pending = new Map<number, PromiseWithResolvers<RawResult>>();
  #nextId = 0;
  #ended: DomainError | null = null;

  constructor(settings: ThreadSettings) {
    // Without execArgv, a thread inherits flags that threads refuse (test runners, --title …).
    this.#worker = new Worker(new URL('./statement-thread.ts', import.meta.url), {
      workerData: settings,
      execArgv: [],
    });
    this.ready = this.#ready.promise;
    // Statements report the failure; `ready` itself may have no listener.
    this.ready.catch(() => undefined);
    this.#worker.on('message', (reply: ThreadReply) => {
      if (reply.kind === 'ready') this.#ready.resolve();
      else if (reply.kind === 'fatal') this.#end(storageError(reply.failure));
      else this.#settle(reply);
    });
    this.#worker.on('error', (cause) => this.#end(new DomainError('STORAGE_UNAVAILABLE', CRASHED, { cause })));
    this.#worker.on('exit', () => this.#end(new DomainError('STORAGE_UNAVAILABLE', CRASHED)));
  }

  /** False once the thread has ended. */
  get alive(): boolean {
    return this.#ended === null;
  }

  /** Runs one statement. @throws STORAGE_UNAVAILABLE, DISK_FULL, INTERNAL */
  async run(sql: string | null, parameters: readonly SqliteValue[] = []): Promise<RawResult> {
    await this.ready;
    if (this.#ended !== null) throw this.#ended;
    const id = this.#nextId++;
    const pending = Promise.withResolvers<RawResult>();
    this.#pending.set(id, pending);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    this.#worker.postMessage({ id, sql, parameters } satisfies ThreadRequest);
    return pending.promise;
  }

  /** Ends the thread; pending statements fail. */
  async close(): Promise<void> {
    this.#end(new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-closed')));
    await this.#worker.terminate();
  }

  #settle(reply: Extract<ThreadReply, { id: number }>): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === 'result') pending?.resolve(reply.result);
    else pending?.reject(storageError(reply.failure));
  }

  #end(error: DomainError): void {
    if (this.#ended !== null) return;
    this.#ended = error;
    this.#ready.reject(error);
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }
}
