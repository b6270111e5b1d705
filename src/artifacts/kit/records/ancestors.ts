import { columns } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import type { SqlValue } from '../source-table.ts';
import { keyText } from './raw-row.ts';
import { arraysOf, numbers, prepareArrays } from './whole-values.ts';

/** A tree of rows: the column that refers to the parent, and the column it refers to if that is not the ROWID. */
export type Tree = string | { readonly parent: string; readonly key: string };

/** Maximum number of rows of a tree, and maximum depth. */
const MAX_ROWS = 200_000;
const MAX_DEPTH = 64;
/** Maximum length of a text of an ancestor. */
const MAX_TEXT = 500;

/** A row of a tree: its parent, and the columns used by its descendants. */
interface TreeRow {
  readonly parent: SqlValue;
  readonly values: readonly SqlValue[];
}

/** Ancestors of the rows of a table that is a tree, for example of bookmark folders. */
export class Ancestors {
  readonly #columns: readonly string[];
  readonly #rows = new Map<number, TreeRow>();
  /** ROWIDs by the key that parents are referred to by; null if that is the ROWID. */
  readonly #rowids: Map<string, number> | null;

  /** Reads the table. `roots` are the requested columns as `@up.column`. */
  constructor(db: SqlDatabase, table: string, tree: Tree, roots: readonly string[]) {
    const { parent, key } = typeof tree === 'string' ? { parent: tree, key: null } : tree;
    this.#rowids = key === null ? null : new Map();
    const known = columns(db, table);
    const wanted = roots.flatMap((root) => (root.startsWith('@up.') ? [root.slice(4)] : []));
    this.#columns = [...new Set(wanted)].filter((column) => known.has(column));
    if (!known.has(parent) || (key !== null && !known.has(key)) || this.#columns.length === 0) return;
    const held = this.#columns.map((column) => `iif(octet_length("${column}") > ${MAX_TEXT}, NULL, "${column}")`);
    try {
      const own = key === null ? 'NULL' : `"${key}"`;
      const sql = `SELECT rowid, "${parent}", ${own}, ${held.join(', ')} FROM "${table}" LIMIT ${MAX_ROWS}`;
      for (const row of arraysOf(prepareArrays(db, sql))) {
        const [rowid, up, id, ...values] = numbers(row);
        if (typeof rowid !== 'number') continue;
        this.#rows.set(rowid, { parent: up ?? null, values });
        if (id !== null && id !== undefined) this.#rowids?.set(keyText(id), rowid);
      }
    } catch (error) {
      // The same damage is found and reported when the rows themselves are read.
      if (!isSqliteError(error)) throw error;
    }
  }

  /** The values of `column` in the ancestors of a row, root first. Cycles end the list. */
  of(rowid: number, column: string): readonly (null | number | bigint | string | Uint8Array)[] {
    const index = this.#columns.indexOf(column);
    const path: SqlValue[] = [];
    const seen = new Set([rowid]);
    let parent = this.#parentOf(rowid);
    if (index === -1) return [];
    while (parent !== null && !seen.has(parent) && path.length < MAX_DEPTH) {
      const row = this.#rows.get(parent);
      if (row === undefined) break;
      seen.add(parent);
      path.unshift(row.values[index] ?? null);
      parent = this.#parentOf(parent);
    }
    return path;
  }

  /** ROWID of the parent of a row. */
  #parentOf(rowid: number): number | null {
    const parent = this.#rows.get(rowid)?.parent ?? null;
    if (this.#rowids === null) return typeof parent === 'number' ? parent : null;
    return parent === null ? null : (this.#rowids.get(keyText(parent)) ?? null);
  }
}
