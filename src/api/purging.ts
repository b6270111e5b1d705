import { isDomainError } from '../model/errors.ts';

/** Time after which a purge that something was in the way of is tried again: exports read for minutes. */
const RETRY_MS = 60_000;

/** Runs purges of deleted rows in the background, one at a time. */
export class Purging {
  readonly #purge: () => Promise<unknown>;
  readonly #report: (error: unknown) => void;
  #isRequested = false;
  #running: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #isClosed = false;

  /**
   * `report` is called with errors of a purge except cancellation. A failed purge is repeated after a while: rows that an
   * export still reads cannot be removed.
   */
  constructor(purge: () => Promise<unknown>, report: (error: unknown) => void) {
    this.#purge = purge;
    this.#report = report;
  }

  /** Starts a purge. If one is running, another one follows, because it may have missed new deletions. */
  start(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#isRequested = true;
    this.#running ??= this.#work();
  }

  /** Resolves when no purge is running. Never rejects. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Ends with the purge that is running. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#isRequested) {
      this.#isRequested = false;
      try {
        await this.#purge();
      } catch (error) {
        if (isDomainError(error, 'STORAGE_UNAVAILABLE') && !this.#isClosed) {
          this.#retry = setTimeout(() => this.start(), RETRY_MS).unref();
        }
        if (!isDomainError(error, 'CANCELLED')) this.#report(error);
      }
    }
    this.#running = null;
  }
}
