import { DomainError } from '../../../model/errors.ts';
import { ThreadHandle } from './thread-handle.ts';
import type { ThreadSettings } from './thread-protocol.ts';

/**
 * Threads with equal connections, each lent to one user at a time, first come first served. The first thread starts with
 * the pool, each further one when all others are lent: a thread costs about 25 ms of processor time.
 */
export class ThreadPool {
  readonly #settings: ThreadSettings;
  readonly #size: number;
  readonly #threads: Set<ThreadHandle>;
  readonly #free: ThreadHandle[];
  readonly #waiting: ((thread: ThreadHandle) => void)[] = [];
  #closed = false;

  constructor(settings: ThreadSettings, size: number) {
    this.#settings = settings;
    this.#size = size;
    this.#free = [new ThreadHandle(settings)];
    this.#threads = new Set(this.#free);
  }

  /** Resolves once every started thread has its database open. @throws STORAGE_UNAVAILABLE */
  async ready(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.ready));
  }

  /** Lends a thread; a dead one is replaced first. @throws STORAGE_UNAVAILABLE when the pool is closed */
  async acquire(): Promise<ThreadHandle> {
    if (this.#closed) throw new DomainError('STORAGE_UNAVAILABLE', 'The database has been closed.');
    const thread = this.#free.pop() ?? (await this.#nextReleased());
    return thread.alive || this.#closed ? thread : this.#replace(thread);
  }

  /** Takes a thread back. */
  release(thread: ThreadHandle): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(thread);
    else next(thread);
  }

  /** Makes every thread forget its prepared statements: the schema has changed. */
  async forgetStatements(): Promise<void> {
    const alive = [...this.#threads].filter((thread) => thread.alive);
    await Promise.all(alive.map((thread) => thread.run(null)));
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#threads].map((thread) => thread.close()));
    // Their statements fail at once, because every thread is closed.
    for (const waiting of this.#waiting.splice(0)) waiting(this.#free[0] ?? ([...this.#threads][0] as ThreadHandle));
  }

  /** Starts one more thread, up to the size of the pool; whichever thread is available first is lent. */
  #nextReleased(): Promise<ThreadHandle> {
    const next = new Promise<ThreadHandle>((resolve) => this.#waiting.push(resolve));
    if (this.#threads.size < this.#size) {
      const thread = new ThreadHandle(this.#settings);
      this.#threads.add(thread);
      // A thread that failed to start is replaced, or its failure met, by the user that it is lent to.
      const join = () => this.release(thread);
      thread.ready.then(join, join);
    }
    return next;
  }

  #replace(dead: ThreadHandle): ThreadHandle {
    const fresh = new ThreadHandle(this.#settings);
    this.#threads.delete(dead);
    this.#threads.add(fresh);
    return fresh;
  }
}
