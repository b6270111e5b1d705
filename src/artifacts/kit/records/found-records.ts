import type { ExtractContext } from '../artifact.ts';

/** Counts the records of an artifact for the ledger: those that are given and those that are lost. */
export class FoundRecords {
  /** The context for readers, in which losses are counted. */
  readonly context: ExtractContext<string>;
  readonly #backup: ExtractContext<string>;
  #count = 0;

  constructor(backup: ExtractContext<string>) {
    this.#backup = backup;
    const lost: ExtractContext<string>['lost'] = (reason, count = 1) => {
      this.#count += count;
      backup.lost(reason, count);
    };
    // Inherits, because some of its properties are computed on demand.
    this.context = Object.create(backup, { lost: { value: lost } }) as ExtractContext<string>;
  }

  /** Gives the same records and counts them. */
  *counting<T>(records: Iterable<T>): Generator<T> {
    for (const record of records) {
      this.#count++;
      yield record;
    }
  }

  /** Reports the number to the ledger, once all records were given. */
  report(): void {
    this.#backup.found(this.#count);
  }
}
