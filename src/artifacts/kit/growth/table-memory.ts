import { GrowingArray } from '../../../formats/growing-array.ts';
import type { TableDefinition } from '../../../model/columns.ts';
import { encodeTableKey, type KeyValues } from '../../../model/table-key.ts';
import { type Column as PackedColumn, rowidsOf, toGaps } from './packed-columns.ts';
import { RowsByNumbers } from './rows-by-numbers.ts';

/** What is remembered of a row besides its key. */
export interface RowFacts {
  /** A digest of the row and its search document. */
  readonly digest: number;
  /** Time of the search document, as stored; undefined if there is none. */
  readonly at: number | null | undefined;
}

/** Stands for a row without a search document; NaN for a document without a time. */
const NO_DOCUMENT = -Infinity;

const NUMBERS: ReadonlySet<string | undefined> = new Set(['integer', 'time', 'real', 'boolean']);

/** Maximum number of remembered rows of a table, by the kind of its keys: texts take more memory than numbers. */
const MOST_ROWS = { texts: 500_000, numbers: 3_000_000 };

/** One key column of all rows, in the order of the reading. */
type KeyColumn = { readonly numbers: GrowingArray<Float64Array<ArrayBuffer>> } | { readonly texts: string[] };

/** Keys and digests of the rows of a table, in the order in which they were read. */
export class TableMemory {
  readonly #keys: readonly KeyColumn[];
  readonly #digests = new GrowingArray(Float64Array);
  readonly #times = new GrowingArray(Float64Array);

  constructor({ primaryKey, columns }: TableDefinition) {
    this.#keys = primaryKey.map((name) =>
      NUMBERS.has(columns[name]?.kind) ? { numbers: new GrowingArray(Float64Array) } : { texts: [] },
    );
  }

  /** Number of rows. */
  get size(): number {
    return this.#digests.length;
  }

  /** True if there are too many rows to remember. */
  get isTooLarge(): boolean {
    return this.size > (this.#keys.some((column) => 'texts' in column) ? MOST_ROWS.texts : MOST_ROWS.numbers);
  }

  /** Adds a row. */
  push(key: KeyValues, { digest, at }: RowFacts): void {
    for (const [index, column] of this.#keys.entries()) {
      const value = key[index];
      if ('texts' in column) column.texts.push(value as string);
      else column.numbers.push(value as number);
    }
    this.#digests.push(digest);
    this.#times.push(at === undefined ? NO_DOCUMENT : (at ?? Number.NaN));
  }

  /** Adds rows of another memory of the same table. */
  append(other: TableMemory, first: number, count: number): void {
    const end = first + count;
    for (const [index, column] of this.#keys.entries()) {
      const from = other.#keys[index];
      if (from === undefined) continue;
      if ('texts' in column)
        for (let row = first; row < end; row++) column.texts.push(('texts' in from && from.texts[row]) || '');
      else if ('numbers' in from) column.numbers.append(from.numbers.values.subarray(first, end));
    }
    this.#digests.append(other.#digests.values.subarray(first, end));
    this.#times.append(other.#times.values.subarray(first, end));
  }

  /** The key of a row. */
  keyAt(row: number): KeyValues {
    return this.#keys.map((column) => ('texts' in column ? (column.texts[row] ?? '') : (column.numbers.at(row) ?? 0)));
  }

  /** True if a row has this key. */
  isAt(row: number, key: KeyValues): boolean {
    for (let index = 0; index < key.length; index++) {
      const column = this.#keys[index];
      if (column === undefined) return false;
      const value = 'texts' in column ? column.texts[row] : column.numbers.at(row);
      if (value !== key[index]) return false;
    }
    return true;
  }

  /** Finds rows by their keys. Of no use once rows are added. */
  byKey(): { find(key: KeyValues): number | null } {
    const numbers = this.#keys.flatMap((column) => ('numbers' in column ? [column.numbers.values] : []));
    if (numbers.length === this.#keys.length) return new RowsByNumbers(numbers);
    const rows = new Map<string, number>();
    for (let row = 0; row < this.size; row++) rows.set(encodeTableKey(this.keyAt(row)), row);
    return { find: (key) => rows.get(encodeTableKey(key)) ?? null };
  }

  /** What is remembered of a row. */
  factsAt(row: number): RowFacts {
    const at = this.#times.at(row) as number;
    return {
      digest: this.#digests.at(row) as number,
      at: at === NO_DOCUMENT ? undefined : Number.isNaN(at) ? null : at,
    };
  }

  /** Everything as columns, as many as {@link columnsOf} says. They take over its memory; do not use it afterwards. */
  takeColumns(): readonly PackedColumn[] {
    const keys = this.#keys.map((column) =>
      'texts' in column ? new TextEncoder().encode(JSON.stringify(column.texts)) : toGaps(column.numbers.values),
    );
    return [...keys, this.#digests.values, this.#times.values];
  }

  /** Number of columns for a table. */
  static columnsOf({ primaryKey }: TableDefinition): number {
    return primaryKey.length + 2;
  }

  /** The memory of {@link takeColumns}; null if they do not fit together. */
  static from(definition: TableDefinition, columns: readonly ArrayBuffer[]): TableMemory | null {
    const memory = new TableMemory(definition);
    const numbers = columns.slice(memory.#keys.length);
    const size = (numbers[0]?.byteLength ?? 0) / Float64Array.BYTES_PER_ELEMENT;
    for (const [index, column] of memory.#keys.entries()) {
      const bytes = columns[index];
      if (bytes === undefined) return null;
      if ('numbers' in column) {
        if (bytes.byteLength !== size * Float64Array.BYTES_PER_ELEMENT) return null;
        column.numbers.append(rowidsOf(bytes));
        continue;
      }
      const texts = textsOf(bytes);
      if (texts?.length !== size) return null;
      for (const text of texts) column.texts.push(String(text));
    }
    const [digests, times] = numbers;
    if (digests === undefined || times?.byteLength !== digests.byteLength) return null;
    memory.#digests.append(new Float64Array(digests));
    memory.#times.append(new Float64Array(times));
    return memory;
  }
}

/** The texts of a column; null if it is damaged. */
function textsOf(bytes: ArrayBuffer): readonly unknown[] | null {
  try {
    const texts: unknown = JSON.parse(Buffer.from(bytes).toString());
    return Array.isArray(texts) ? texts : null;
  } catch {
    return null;
  }
}

/** Finds the rows of an earlier reading, most of which come in the same order again. */
export class EarlierRows {
  readonly memory: TableMemory;
  readonly #seen: Uint8Array;
  #left: number;
  #next = 0;
  /** Rows by key; made when the order is another one. */
  #byKey: ReturnType<TableMemory['byKey']> | null = null;

  constructor(memory: TableMemory) {
    this.memory = memory;
    this.#seen = new Uint8Array(memory.size);
    this.#left = memory.size;
  }

  /** The row with this key, which counts as seen from now on; null for a new one. */
  find(key: KeyValues): number | null {
    if (this.#left === 0 && this.#byKey === null) return null;
    const row = this.memory.isAt(this.#next, key) ? this.#next : (this.#byKey ??= this.memory.byKey()).find(key);
    if (row === null) return null;
    this.#next = row + 1;
    if (this.#seen[row] === 0) this.#left--;
    this.#seen[row] = 1;
    return row;
  }

  /** Counts rows as seen. */
  skip(first: number, count: number): void {
    for (let row = first; row < first + count; row++) {
      if (this.#seen[row] === 0) this.#left--;
      this.#seen[row] = 1;
    }
    this.#next = first + count;
  }

  /** Begins anew: no row has been seen. */
  rewind(): void {
    this.#seen.fill(0);
    this.#left = this.memory.size;
    this.#next = 0;
  }

  /** The rows that were not found. */
  *unseen(): Generator<number, void, undefined> {
    for (let row = 0; this.#left > 0 && row < this.#seen.length; row++) if (this.#seen[row] === 0) yield row;
  }
}
