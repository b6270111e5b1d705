import type { Column } from '../../../kit/growth/packed-columns.ts';
import { PageList } from '../../../kit/growth/page-list.ts';
import { asInteger, type SqlValue } from '../../../kit/source-table.ts';
import { type AssetPositions, PART_TABLES, type PartName } from '../asset-details.ts';

/** The tables with rows that belong to assets. */
export const PARTS = Object.keys(PART_TABLES) as readonly PartName[];

/** The pages of the table of assets, and of those whose rows belong to them. */
export interface LibraryPages {
  readonly assets: PageList;
  /** In the order of {@link PARTS}. */
  readonly parts: readonly PageList[];
}

/** What an asset was made of. */
export interface AssetFacts {
  /** See `printOf`. */
  readonly print: number;
  /** Bytes of its recognised text. */
  readonly work: number;
  /** False if it must be read every time. */
  readonly isSteady: boolean;
}

const MAX_UINT32 = 2 ** 32 - 1;

/** What is remembered of all assets of a reading, by position in the pages of their table. */
export class AssetMemory {
  readonly pages: LibraryPages;
  readonly prints: Float64Array<ArrayBuffer>;
  readonly work: Uint32Array<ArrayBuffer>;
  /** 1 for an asset that can be kept if nothing that it is made of has changed. */
  readonly isKept: Uint8Array<ArrayBuffer>;
  /** ROWIDs by which rows that belong to it are found, in the order of {@link PARTS}; 0 for none. */
  readonly parts: readonly Uint32Array<ArrayBuffer>[];
  #filled = 0;
  #isBroken = false;

  constructor(pages: LibraryPages) {
    const { length } = pages.assets.rowids;
    this.pages = pages;
    this.prints = new Float64Array(length);
    this.work = new Uint32Array(length);
    this.isKept = new Uint8Array(length);
    this.parts = PARTS.map(() => new Uint32Array(length));
  }

  /** Adds the next asset. */
  add(values: readonly SqlValue[], at: AssetPositions, { print, work, isSteady }: AssetFacts): void {
    const position = this.#filled++;
    if (this.pages.assets.rowids[position] !== values[at.source.rowid]) {
      this.discard();
      return;
    }
    let isFit = isSteady && work <= MAX_UINT32;
    for (const [index, column] of this.parts.entries()) {
      const row = asInteger(values[at.parts[PARTS[index] as PartName]]);
      column[position] = row ?? 0;
      isFit &&= row === null || (row > 0 && row <= MAX_UINT32);
    }
    this.prints[position] = print;
    this.work[position] = work;
    this.isKept[position] = isFit ? 1 : 0;
  }

  /** Adds the next assets, which are those from one position of an earlier memory to before another. */
  addKept(earlier: AssetMemory, from: number, end: number): void {
    const theirs = earlier.#columns;
    for (const [index, column] of this.#columns.entries()) {
      column.set(theirs[index]?.subarray(from, end) ?? [], this.#filled);
    }
    this.#filled += end - from;
  }

  /** Makes this memory useless. */
  discard(): void {
    this.#isBroken = true;
  }

  /** False if it describes another reading than the one that took place. */
  get isComplete(): boolean {
    return !this.#isBroken && this.#filled === this.pages.assets.rowids.length;
  }

  get #columns(): readonly Column[] {
    return [this.prints, this.work, this.isKept, ...this.parts];
  }

  /** As columns, which take over its memory: it is of no use afterwards. */
  takeColumns(): readonly Column[] {
    for (const column of this.parts) toGaps(column);
    const { assets, parts } = this.pages;
    return [...[assets, ...parts].flatMap((pages) => pages.takeColumns()), ...this.#columns];
  }

  /** The memory of {@link takeColumns}; null if it cannot be used. */
  static from(columns: readonly ArrayBuffer[]): AssetMemory | null {
    let at = 0;
    const lists: PageList[] = [];
    for (let list = 0; list <= PARTS.length; list++) {
      const pages = PageList.of(columns.slice(at, (at += PageList.columns)));
      if (pages === null) return null;
      lists.push(pages);
    }
    const [assets, ...parts] = lists;
    if (assets === undefined) return null;
    const memory = new AssetMemory({ assets, parts });
    const own = memory.#columns;
    if (columns.length - at !== own.length) return null;
    for (const [index, column] of own.entries()) {
      const stored = columns[at + index];
      if (stored?.byteLength !== column.byteLength) return null;
      new Uint8Array(column.buffer).set(new Uint8Array(stored));
    }
    for (const column of memory.parts) ofGaps(column);
    memory.#filled = assets.rowids.length;
    return memory;
  }
}

/** Makes numbers differences, which compress well as most ascend, in the same memory. */
function toGaps(numbers: Uint32Array): void {
  for (let index = numbers.length - 1; index > 0; index--) {
    numbers[index] = (numbers[index] as number) - (numbers[index - 1] as number);
  }
}

function ofGaps(numbers: Uint32Array): void {
  for (let index = 1; index < numbers.length; index++) {
    numbers[index] = (numbers[index] as number) + (numbers[index - 1] as number);
  }
}
