import { DomainError } from '../model/errors.ts';

interface Task<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * Shares pending tasks by key: a second caller waits for the same task. A task without waiting callers is cancelled.
 */
export class SharedTasks<T> {
  readonly #tasks = new Map<string, Task<T>>();

  /** Starts or joins the task. @throws CANCELLED when `signal` aborts, and whatever the task throws */
  async run(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw new DomainError('CANCELLED');
    const task = this.#tasks.get(key) ?? this.#start(key, start);
    task.waiters++;
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(new DomainError('CANCELLED'));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([task.promise, gone]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      task.waiters--;
      if (task.waiters === 0) {
        // Later callers must not join a task that is being cancelled.
        if (this.#tasks.get(key) === task) this.#tasks.delete(key);
        task.controller.abort();
      }
    }
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<T>): Task<T> {
    const controller = new AbortController();
    const promise = start(controller.signal).finally(() => {
      if (this.#tasks.get(key) === task) this.#tasks.delete(key);
    });
    // Nobody may be waiting any more.
    promise.catch(() => {});
    const task: Task<T> = { promise, controller, waiters: 0 };
    this.#tasks.set(key, task);
    return task;
  }
}
