import { Worker } from 'node:worker_threads';
import { DomainError } from '../model/errors.ts';
import {
  fromFailure,
  type Operation,
  type ThreadOperations,
  type ThreadOptions,
  type ThreadRequest,
  type ThreadResponse,
} from './thread-protocol.ts';

/** JavaScript heap of one thread: the list of a million files fits, and a hostile one cannot take the process down. */
const MAX_HEAP_MIB = 2048;

/** The longest a question may take. Opening has limits of its own (rounds of the keybag) and is not timed. */
const CALL_TIMEOUT_MS = 120_000;

type Pending = (response: ThreadResponse | DomainError) => void;

/** The caller's side of a backup's thread: a typed question, a promise of its answer. */
export class ThreadClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  /** Why nothing can be asked any more. */
  #ended: DomainError | null = null;

  constructor(options: ThreadOptions) {
    this.#worker = new Worker(new URL('./manifest-thread.ts', import.meta.url), {
      workerData: options,
      name: 'apple-juicer backup',
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    this.#worker.on('message', (response: ThreadResponse) => this.#pending.get(response.id)?.(response));
    this.#worker.on('error', (error) => this.#end(died(error)));
    this.#worker.on('messageerror', (error) => this.#end(died(error)));
    this.#worker.on('exit', (status) => this.#end(died(new Error(`the thread ended with status ${status}`))));
  }

  /** False when it was closed or died. */
  get alive(): boolean {
    return this.#ended === null;
  }

  /** Asks the thread. @throws what the operation throws; INTERNAL when the thread dies; the reason it was closed for */
  async call<K extends Operation>(
    operation: K,
    ...args: Parameters<ThreadOperations[K]>
  ): Promise<Awaited<ReturnType<ThreadOperations[K]>>> {
    const response = await this.#ask(operation, args);
    if (response instanceof DomainError) throw response;
    if ('failure' in response) throw fromFailure(response.failure);
    return response.value as Awaited<ReturnType<ThreadOperations[K]>>;
  }

  /** Ends the thread; questions under way fail with `reason`. Resolves when it is gone. */
  async close(reason: DomainError): Promise<void> {
    this.#end(reason);
    await this.#worker.terminate();
  }

  /** A thread that only waits must not keep the process alive; one that is asked must. */
  #ask(operation: Operation, args: readonly unknown[]): Promise<ThreadResponse | DomainError> {
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
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      this.#worker.postMessage(request);
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
    'The reader of this backup stopped unexpectedly; it starts again at the next use.',
    {
      cause,
    },
  );
}

function tooSlow(): DomainError {
  const seconds = CALL_TIMEOUT_MS / 1000;
  return new DomainError('LIMIT_EXCEEDED', `Reading the list of files took longer than ${seconds} seconds.`, {
    details: { limitSeconds: seconds },
  });
}
