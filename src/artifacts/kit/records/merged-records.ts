import type { RecordRow } from './record-reader.ts';

/** A record with its rank among those with the same key. */
interface Candidate {
  readonly record: RecordRow;
  readonly newest: number;
  readonly order: number;
}

/** Merges records with the same key; see `RecordKind.merge`. */
export class MergedRecords {
  readonly #newest: string | null;
  readonly #candidates = new Map<string, Candidate[]>();

  /** @param newest time column by which records are ranked; null for none */
  constructor(newest: string | null) {
    this.#newest = newest;
  }

  /** Adds a record; `order` is the index of its store in the declaration. */
  add(record: RecordRow, order: number): void {
    const time = this.#newest === null ? null : record[this.#newest];
    const candidate = { record, order, newest: typeof time === 'number' ? time : Number.NEGATIVE_INFINITY };
    const known = this.#candidates.get(record.key);
    if (known === undefined) this.#candidates.set(record.key, [candidate]);
    else known.push(candidate);
  }

  /** One record per key, in order of first occurrence. */
  *records(): Generator<RecordRow> {
    for (const candidates of this.#candidates.values()) {
      const [first, ...others] = candidates.toSorted((a, b) => compare(b.newest, a.newest) || a.order - b.order);
      if (first === undefined) continue;
      const merged = { ...first.record };
      for (const { record } of others) {
        for (const [column, value] of Object.entries(record)) merged[column] ??= value;
      }
      yield merged;
    }
  }
}

function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}
