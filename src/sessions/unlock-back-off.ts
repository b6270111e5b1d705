import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Delay after the first wrong password; doubles with each further one. */
const FIRST_DELAY_MS = 1000;

/** Maximum delay: makes guessing hopeless but is bearable for someone who forgot. */
const MAX_DELAY_MS = 5 * 60_000;

/** Failures are forgotten after this time without another one. */
const FORGET_MS = 60 * 60_000;

interface Record {
  readonly failures: number;
  readonly failedAt: number;
}

/** Delays the next attempt after wrong passwords, separately for each backup. `now` is in UTC milliseconds. */
export class UnlockBackOff {
  readonly #now: () => number;
  readonly #records = new Map<string, Record>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws TOO_MANY_REQUESTS with `retryAfterSeconds` while the delay lasts */
  check(backup: string): void {
    const record = this.#records.get(backup);
    if (record === undefined) return;
    const wait = record.failedAt + delayAfter(record.failures) - this.#now();
    if (wait <= 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new DomainError('TOO_MANY_REQUESTS', msg('detail.unlock-back-off', { seconds }), {
      details: { retryAfterSeconds: seconds },
    });
  }

  /** Records a wrong password and returns the seconds until the next attempt. */
  failed(backup: string): number {
    const now = this.#now();
    const earlier = this.#records.get(backup);
    const failures = earlier === undefined || now - earlier.failedAt > FORGET_MS ? 1 : earlier.failures + 1;
    this.#records.set(backup, { failures, failedAt: now });
    return Math.ceil(delayAfter(failures) / 1000);
  }

  /** Records a correct password. */
  succeeded(backup: string): void {
    this.#records.delete(backup);
  }
}

function delayAfter(failures: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), MAX_DELAY_MS);
}
