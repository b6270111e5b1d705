import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Maximum number of running and waiting tasks. */
export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
}

interface Waiter {
  readonly start: () => void;
  readonly signal: AbortSignal;
}

/** Runs a limited number of tasks concurrently in order of arrival. Others wait, and leave the queue when cancelled. */
export class TaskQueue {
  readonly #limits: QueueLimits;
  #running = 0;
  readonly #waiting = new Set<Waiter>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * Runs `task` when a slot is free.
   * @throws CANCELLED, TOO_MANY_REQUESTS if too many are waiting, and whatever `task` throws
   */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.#turn(signal);
    try {
      if (signal.aborted) throw new DomainError('CANCELLED');
      return await task();
    } finally {
      this.#running--;
      this.#next();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new DomainError('CANCELLED'));
    if (this.#running < this.#limits.running) {
      this.#running++;
      return Promise.resolve();
    }
    if (this.#waiting.size >= this.#limits.waiting) {
      return Promise.reject(
        new DomainError('TOO_MANY_REQUESTS', msg('detail.too-many-conversions'), {
          details: { retryAfterSeconds: 1 },
        }),
      );
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(waiter);
        reject(new DomainError('CANCELLED'));
      };
      const waiter: Waiter = {
        signal,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiter);
    });
  }

  #next(): void {
    const [waiter] = this.#waiting;
    if (waiter === undefined) return;
    this.#waiting.delete(waiter);
    this.#running++;
    waiter.start();
  }
}
