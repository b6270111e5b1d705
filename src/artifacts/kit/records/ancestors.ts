import type { DatabaseSync } from 'node:sqlite';
import { columns } from '../../../backup/source-database/schema.ts';
import type { SqlValue } from '../source-table.ts';
import { isSqliteError } from '../sqlite-error.ts';

/** Rows of a tree that are held, and how far up it is walked. */
const MAX_ROWS = 200_000;
const MAX_DEPTH = 64;
/** Longest text that is held of an ancestor. */
const MAX_TEXT = 500;

/** A row of a tree: its parent, and the columns that its descendants ask for. */
interface TreeRow {
  readonly parent: SqlValue;
  readonly values: readonly SqlValue[];
}

/** The ancestors of the rows of a table that is a tree: folders of bookmarks. */
export class Ancestors {
  readonly #columns: readonly string[];
  readonly #rows = new Map<number, TreeRow>();

  /** Reads the table: `parent` names the ROWID of the parent, `roots` of the form `@up.column` what is wanted. */
  constructor(db: DatabaseSync, table: string, parent: string, roots: readonly string[]) {
    const known = columns(db, table);
    const wanted = roots.flatMap((root) => (root.startsWith('@up.') ? [root.slice(4)] : []));
    this.#columns = [...new Set(wanted)].filter((column) => known.has(column));
    if (!known.has(parent) || this.#columns.length === 0) return;
    const held = this.#columns.map((column) => `iif(octet_length("${column}") > ${MAX_TEXT}, NULL, "${column}")`);
    try {
      const statement = db.prepare(`SELECT rowid, "${parent}", ${held.join(', ')} FROM "${table}" LIMIT ${MAX_ROWS}`);
      statement.setReturnArrays(true);
      for (const [rowid, up, ...values] of statement.iterate() as Iterable<unknown> as Iterable<SqlValue[]>) {
        if (typeof rowid === 'number') this.#rows.set(rowid, { parent: up ?? null, values });
      }
    } catch (error) {
      // The rows themselves meet the damage too, and report it.
      if (!isSqliteError(error)) throw error;
    }
  }

  /** The values of `column` in the ancestors of a row, from the root on. A row that is its own ancestor ends them. */
  of(rowid: number, column: string): readonly (null | number | bigint | string | Uint8Array)[] {
    const index = this.#columns.indexOf(column);
    const path: SqlValue[] = [];
    const seen = new Set([rowid]);
    let parent = this.#rows.get(rowid)?.parent;
    if (index === -1) return [];
    while (typeof parent === 'number' && !seen.has(parent) && path.length < MAX_DEPTH) {
      const row = this.#rows.get(parent);
      if (row === undefined) break;
      seen.add(parent);
      path.unshift(row.values[index] ?? null);
      parent = row.parent;
    }
    return path;
  }
}
