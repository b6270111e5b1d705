import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { CopyOrder, CopyOutcome } from './copy-order.ts';
import type { CopyMessage } from './copy-thread.ts';

/** Most threads: what several disks can take, and little memory. The system is asked once, as that takes five calls. */
const MOST_THREADS = Math.min(4, availableParallelism());

/** A copy that a thread has been given. */
interface Running {
  readonly onWritten: (bytes: number) => void;
  readonly end: (outcome: CopyOutcome | DomainError) => void;
}

/** A thread, and what it has to do. It keeps the process alive only while there is something. */
class CopyThread {
  readonly #worker: Worker;
  readonly #running = new Map<number, Running>();
  #nextId = 1;
  #ended: DomainError | null = null;

  constructor() {
    // Without execArgv, a thread inherits flags that threads refuse (test runners, --title …).
    this.#worker = new Worker(new URL('./copy-thread.ts', import.meta.url), { execArgv: [] });
    this.#worker.on('message', (message: CopyMessage) => this.#receive(message));
    const end = (cause?: unknown): void => {
      this.#ended ??= new DomainError('INTERNAL', plain('The thread that copies files ended.'), { cause });
      for (const { end: fail } of this.#running.values()) fail(this.#ended);
      this.#running.clear();
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end());
    this.#worker.unref();
  }

  get isAlive(): boolean {
    return this.#ended === null;
  }

  /** Number of copies that it has not ended. */
  get load(): number {
    return this.#running.size;
  }

  copy(order: CopyOrder, onWritten: (bytes: number) => void): Promise<CopyOutcome> {
    return new Promise((resolve, reject) => {
      const end = (outcome: CopyOutcome | DomainError): void =>
        outcome instanceof DomainError ? reject(outcome) : resolve(outcome);
      const id = this.#nextId++;
      this.#running.set(id, { onWritten, end });
      this.#worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      this.#worker.postMessage({ id, order });
    });
  }

  #receive(message: CopyMessage): void {
    const running = this.#running.get(message.id);
    if ('written' in message) {
      running?.onWritten(message.written);
      return;
    }
    this.#running.delete(message.id);
    if (this.#running.size === 0) this.#worker.unref();
    running?.end(message.outcome);
  }
}

/** The threads of this process, which are started when there is more to do than the others can. */
let threads: CopyThread[] = [];

/** Gives a copy to the thread that has the least to do. @throws INTERNAL if the thread ends */
export function copyInThread(order: CopyOrder, onWritten: (bytes: number) => void): Promise<CopyOutcome> {
  threads = threads.filter(({ isAlive }) => isAlive);
  let [free] = threads.toSorted((a, b) => a.load - b.load);
  if (free === undefined || (free.load > 0 && threads.length < MOST_THREADS)) {
    free = new CopyThread();
    threads.push(free);
  }
  return free.copy(order, onWritten);
}
