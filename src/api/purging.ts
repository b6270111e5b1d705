import { isDomainError } from '../model/errors.ts';

/** Runs purges of deleted rows in the background, one at a time. */
export class Purging {
  readonly #purge: () => Promise<unknown>;
  readonly #report: (error: unknown) => void;
  #isRequested = false;
  #running: Promise<void> | null = null;

  /** `report` is called with errors of a purge except cancellation; the next purge retries. */
  constructor(purge: () => Promise<unknown>, report: (error: unknown) => void) {
    this.#purge = purge;
    this.#report = report;
  }

  /** Starts a purge. If one is running, another one follows, because it may have missed new deletions. */
  start(): void {
    this.#isRequested = true;
    this.#running ??= this.#work();
  }

  /** Resolves when no purge is running. Never rejects. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#isRequested) {
      this.#isRequested = false;
      try {
        await this.#purge();
      } catch (error) {
        if (!isDomainError(error, 'CANCELLED')) this.#report(error);
      }
    }
    this.#running = null;
  }
}
