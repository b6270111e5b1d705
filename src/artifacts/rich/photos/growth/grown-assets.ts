import type { StayingRows } from '../../../kit/artifact.ts';
import { NamedRows } from '../../../kit/named-rows.ts';
import type { Positions, SourceTable, SqlValue } from '../../../kit/source-table.ts';
import type { JoinedAssets } from '../asset-details.ts';
import { assetRows } from '../asset-query.ts';
import { FILE_COLUMNS, type FileColumn } from '../asset-reader.ts';
import { LINK_COLUMNS, type LinkColumn } from '../links.ts';
import type { AssetMemory } from './asset-memory.ts';
import { UnchangedAssets } from './unchanged-assets.ts';

/** Columns that are read of every asset. */
const NAMES = [...LINK_COLUMNS, ...FILE_COLUMNS] as const;

/** Where an asset has the columns that tell whether what it refers to is the same. */
export type ShortPositions = Positions<LinkColumn | FileColumn>;

/** The columns of a short row, which has its ROWID before. */
export const SHORT_POSITIONS = Object.fromEntries(NAMES.map((name, at) => [name, at + 1])) as ShortPositions;

/**
 * True if an asset is as it was at a position of the earlier memory, given that all rows that belong to it are the same:
 * then it counts as read.
 */
export type Stays = (before: number, values: readonly SqlValue[]) => boolean;

interface Reading {
  readonly now: AssetMemory;
  readonly earlier: AssetMemory;
  readonly staying: StayingRows;
}

/** The assets of a library by ROWID, of which those stay that are as they were at the earlier reading. */
export class GrownAssets {
  readonly #reading: Reading;
  readonly #unchanged: UnchangedAssets;
  readonly #short: NamedRows<string>;
  readonly #from: JoinedAssets['from'];
  /** The assets that stay and were not handed over yet, as positions of the earlier memory. */
  #kept = { from: 0, end: 0 };

  private constructor(reading: Reading, unchanged: UnchangedAssets, table: SourceTable, from: JoinedAssets['from']) {
    const { expressions } = assetRows(table);
    this.#reading = reading;
    this.#unchanged = unchanged;
    this.#short = new NamedRows(table, Object.fromEntries(NAMES.map((name) => [name, expressions[name]])));
    this.#from = from;
  }

  /** Null if most assets have changed. */
  static of(reading: Reading, table: SourceTable, { from }: Pick<JoinedAssets, 'from'>): GrownAssets | null {
    const unchanged = new UnchangedAssets(reading.now, reading.earlier);
    const isGrown = 2 * unchanged.changed <= reading.now.pages.assets.rowids.length;
    return isGrown ? new GrownAssets(reading, unchanged, table, from) : null;
  }

  /** The columns of each asset that is to be read, and the ROWIDs of those that stay. @throws the errors of SQLite */
  *rows(stays: Stays): Generator<readonly SqlValue[] | number> {
    const { rowids } = this.#reading.now.pages.assets;
    let position = 0;
    let read: Iterator<readonly SqlValue[]> | null = null;
    try {
      for (const values of this.#short.arraysFrom(Number.MIN_SAFE_INTEGER)) {
        const rowid = values[0] as number;
        const before = this.#unchanged.find(position);
        if (rowid === rowids[position++] && before !== -1 && stays(before, values)) {
          read?.return?.();
          read = null;
          this.#keep(before);
          yield rowid;
          continue;
        }
        this.#handOver();
        read ??= this.#from(rowid)[Symbol.iterator]();
        const { value } = read.next();
        if (value !== undefined) yield value as readonly SqlValue[];
      }
    } finally {
      read?.return?.();
      this.#handOver();
    }
  }

  #keep(before: number): void {
    if (before !== this.#kept.end) this.#handOver();
    if (this.#kept.from === this.#kept.end) this.#kept = { from: before, end: before };
    this.#kept.end++;
  }

  #handOver(): void {
    const { from, end } = this.#kept;
    const { now, earlier, staying } = this.#reading;
    if (end > from) {
      staying.stay('photo_assets', from, end - from);
      now.addKept(earlier, from, end);
    }
    this.#kept = { from: end, end };
  }
}
