import { isDomainError } from '../model/errors.ts';

/** Removes in the background what deletions have hidden, one purge at a time. */
export class Purging {
  readonly #purge: () => Promise<unknown>;
  readonly #report: (error: unknown) => void;
  #isAsked = false;
  #going: Promise<void> | null = null;

  /** `report` hears what ended a purge, unless it was cancelled; the next one tries again. */
  constructor(purge: () => Promise<unknown>, report: (error: unknown) => void) {
    this.#purge = purge;
    this.#report = report;
  }

  /** Purges now, or once more after the purge under way, which may have passed by what was hidden meanwhile. */
  start(): void {
    this.#isAsked = true;
    this.#going ??= this.#work();
  }

  /** Resolves when no purge is under way. Never rejects. */
  async idle(): Promise<void> {
    await this.#going;
  }

  async #work(): Promise<void> {
    while (this.#isAsked) {
      this.#isAsked = false;
      try {
        await this.#purge();
      } catch (error) {
        if (!isDomainError(error, 'CANCELLED')) this.#report(error);
      }
    }
    this.#going = null;
  }
}
