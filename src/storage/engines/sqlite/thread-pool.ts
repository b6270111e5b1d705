import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { ThreadHandle } from './thread-handle.ts';
import type { ThreadSettings } from './thread-protocol.ts';

/**
 * Threads with identical connections, each lent to one user at a time in order of arrival. The first thread starts with
 * the pool, further ones when all others are lent, because a thread costs about 25 ms of CPU time.
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

  /** Resolves when all started threads have opened the database. @throws STORAGE_UNAVAILABLE */
  async ready(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.ready));
  }

  /** Lends a thread, replacing it first if it died. @throws STORAGE_UNAVAILABLE if the pool is closed */
  async acquire(): Promise<ThreadHandle> {
    if (this.#closed) throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-closed'));
    const thread = this.#free.pop() ?? (await this.#nextReleased());
    return thread.alive || this.#closed ? thread : this.#replace(thread);
  }

  /** Returns a thread to the pool. */
  release(thread: ThreadHandle): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(thread);
    else next(thread);
  }

  /** Makes all threads discard their prepared statements after a schema change. */
  async forgetStatements(): Promise<void> {
    const alive = [...this.#threads].filter((thread) => thread.alive);
    await Promise.all(alive.map((thread) => thread.run(null)));
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#threads].map((thread) => thread.close()));
    // Their statements fail immediately, because every thread is closed.
    for (const waiting of this.#waiting.splice(0)) waiting(this.#free[0] ?? ([...this.#threads][0] as ThreadHandle));
  }

  /** Starts another thread, up to the size of the pool; the first available thread is lent. */
  #nextReleased(): Promise<ThreadHandle> {
    const next = new Promise<ThreadHandle>((resolve) => this.#waiting.push(resolve));
    if (this.#threads.size < this.#size) {
      const thread = new ThreadHandle(this.#settings);
      this.#threads.add(thread);
      // A thread that failed to start is replaced, or its error reported, when it is lent.
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
