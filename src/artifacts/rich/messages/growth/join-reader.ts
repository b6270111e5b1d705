import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { readIntegerPairs } from '../../../../formats/sqlite-integer-pairs.ts';
import { type DatabaseImage, MalformedTable } from '../../../../formats/sqlite-table-pages.ts';
import { rootPageOf } from '../../../kit/growth/table-root.ts';

/** Reads joins from their pages, which takes a tenth of the time that SQLite takes. */
export class JoinReader {
  readonly #db: SqlDatabase;
  readonly #image: DatabaseImage;

  constructor(db: SqlDatabase, image: DatabaseImage) {
    this.#db = db;
    this.#image = image;
  }

  /** Calls back with all pairs of numbers; returns false if they must be read by SQLite. */
  read(table: string, columns: readonly [string, string], add: (first: number, second: number) => void): boolean {
    const root = rootPageOf(this.#db, table);
    const [first = -1, second = -1] = columns.map((column) => this.#position(table, column));
    if (root === null || first < 0 || second < 0) return false;
    try {
      const pairs = readIntegerPairs(this.#image, root, [first, second]);
      for (let at = 0; at < pairs.length; at += 2) add(pairs[at] as number, pairs[at + 1] as number);
      return true;
    } catch (error) {
      if (error instanceof MalformedTable) return false;
      throw error;
    }
  }

  /** Position of a column in stored rows; -1 if it is not stored in every row, or as something else. */
  #position(table: string, column: string): number {
    const rows = this.#db.prepare('SELECT name, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid').all(table);
    const position = rows.findIndex(({ name }) => name === column);
    // A key that is the ROWID is stored as NULL, and generated columns may not be stored.
    const isStored = rows.every(({ hidden }) => hidden === 0) && rows.filter(({ pk }) => Number(pk) > 0).length !== 1;
    return isStored ? position : -1;
  }
}
