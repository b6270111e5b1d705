import { setTimeout as sleep } from 'node:timers/promises';
import { isAway } from './is-away.ts';

/** Time between two attempts. */
const RETRY_MS = 2000;
/** A database that is lost more often than this is not only restarted. */
const MAX_INTERRUPTIONS = 3;

/**
 * Interruptions of one export because the database was away, for example while it was restarted. An export that was
 * interrupted is made from its start, as its next attempt reads another snapshot.
 */
export class Interruptions {
  readonly #waitMs: number;
  #count = 0;
  /** When the database was lost, UTC milliseconds. */
  #since = 0;
  /** When the next attempt may begin, UTC milliseconds. */
  #retryAt = 0;
  /** True if the database has answered since it was lost. */
  #hasAnswered = false;

  /** @param waitMs for how long the export waits for the database */
  constructor(waitMs: number) {
    this.#waitMs = waitMs;
  }

  /** Notes that the database has answered an attempt. */
  answered(): void {
    this.#hasAnswered = true;
  }

  /** Notes that an attempt failed. True if there is to be another one. */
  interrupt(error: unknown, now: number): boolean {
    if (!isAway(error)) return false;
    if (this.#hasAnswered || this.#count === 0) {
      this.#count++;
      this.#since = now;
    }
    this.#hasAnswered = false;
    this.#retryAt = now + RETRY_MS;
    return this.#count <= MAX_INTERRUPTIONS && this.#retryAt <= this.#since + Math.max(this.#waitMs, RETRY_MS);
  }

  /** True if the next attempt has to wait. */
  isWaiting(now: number): boolean {
    return this.#retryAt > now;
  }

  /**
   * Repeats `attempt` until it succeeds, or fails for another reason. `onWait` is called before each time of waiting.
   * @throws what the last attempt throws
   */
  async repeat<T>(attempt: () => Promise<T>, onWait: () => void): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!this.interrupt(error, Date.now())) throw error;
        onWait();
        await sleep(RETRY_MS);
      }
    }
  }
}
