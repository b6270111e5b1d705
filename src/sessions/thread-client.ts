import { Worker } from 'node:worker_threads';
import { msg, plain } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { fromFailure } from '../model/failure.ts';
import { Posts } from '../model/posts.ts';
import {
  type Operation,
  type ThreadOperations,
  type ThreadOptions,
  type ThreadRequest,
  type ThreadResponse,
} from './thread-protocol.ts';

/** JavaScript heap per thread: enough for a list of a million files, and a limit for hostile ones. */
const MAX_HEAP_MIB = 2048;

/** Timeout of a request. Opening has its own limits (keybag rounds) and is not timed. */
const CALL_TIMEOUT_MS = 120_000;

type Pending = (response: ThreadResponse | DomainError) => void;

/** The calling side of a backup's thread: typed requests with promised answers. */
export class ThreadClient {
  readonly #worker: Worker;
  readonly #posts: Posts<ThreadRequest>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  /** Set once the thread can no longer be used; the error of later calls. */
  #ended: DomainError | null = null;

  constructor(options: ThreadOptions) {
    this.#worker = new Worker(new URL('./manifest-thread.ts', import.meta.url), {
      workerData: options,
      name: 'apple-juicer backup',
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    this.#posts = new Posts((requests) => this.#worker.postMessage(requests));
    this.#worker.on('message', (responses: readonly ThreadResponse[]) => {
      for (const response of responses) this.#pending.get(response.id)?.(response);
    });
    this.#worker.on('error', (error) => this.#end(died(error)));
    this.#worker.on('messageerror', (error) => this.#end(died(error)));
    this.#worker.on('exit', (status) => this.#end(died(new Error(`the thread ended with status ${status}`))));
  }

  /** False once it was closed or died. */
  get alive(): boolean {
    return this.#ended === null;
  }

  /**
   * Sends a request.
   * @throws whatever the operation throws; INTERNAL if the thread dies; the reason it was closed for
   */
  async call<K extends Operation>(
    operation: K,
    ...args: Parameters<ThreadOperations[K]>
  ): Promise<Awaited<ReturnType<ThreadOperations[K]>>> {
    const response = await this.#send(operation, args);
    if (response instanceof DomainError) throw response;
    if ('failure' in response) throw fromFailure(response.failure, 'the thread of a backup');
    return response.value as Awaited<ReturnType<ThreadOperations[K]>>;
  }

  /** Terminates the thread; pending requests fail with `reason`. Resolves when the thread has ended. */
  async close(reason: DomainError): Promise<void> {
    this.#end(reason);
    await this.#worker.terminate();
  }

  /** An idle thread must not keep the process alive; one with pending requests must. */
  #send(operation: Operation, args: readonly unknown[]): Promise<ThreadResponse | DomainError> {
    if (this.#ended !== null) return Promise.resolve(this.#ended);
    const request: ThreadRequest = { id: this.#nextId++, operation, args };
    return new Promise((resolve) => {
      const timer = operation === 'open' ? undefined : setTimeout(() => this.#end(tooSlow()), CALL_TIMEOUT_MS);
      this.#pending.set(request.id, (response) => {
        clearTimeout(timer);
        this.#pending.delete(request.id);
        if (this.#pending.size === 0) this.#worker.unref();
        resolve(response);
      });
      this.#worker.ref();
      this.#posts.add(request);
    });
  }

  #end(reason: DomainError): void {
    this.#ended ??= reason;
    for (const settle of this.#pending.values()) settle(this.#ended);
    void this.#worker.terminate();
  }
}

function died(cause: unknown): DomainError {
  return new DomainError(
    'INTERNAL',
    plain('The reader of this backup stopped unexpectedly; it restarts on the next use.'),
    {
      cause,
    },
  );
}

function tooSlow(): DomainError {
  const seconds = CALL_TIMEOUT_MS / 1000;
  return new DomainError('LIMIT_EXCEEDED', msg('detail.listing-too-slow', { seconds }), {
    details: { limitSeconds: seconds },
  });
}
