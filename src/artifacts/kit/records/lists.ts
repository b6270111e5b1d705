import { columns, tables } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { findJoin, type JoinName } from '../join-table.ts';
import type { SqlValue } from '../source-table.ts';
import { isSqliteError } from '../sqlite-error.ts';

/** Rows of another table that belong to a row: any number. */
export interface List {
  readonly table: string;
  /** One to many: column of {@link table} with the ROWID of the row. */
  readonly owner?: string;
  /** Many to many: a Core Data join table, whose name and columns have numbers that differ between databases. */
  readonly through?: JoinName;
  /** True if the row is at the right side of {@link through}. Default: at the left. */
  readonly isRight?: boolean;
}

/** Maximum number of rows of a list, and maximum length of their texts. */
const MAX_ROWS = 500_000;
const MAX_TEXT = 10_000;

/** The lists of the rows of one table, each read in one pass on demand. */
export class Lists {
  readonly #db: SqlDatabase;
  readonly #lists: Readonly<Record<string, List>>;
  readonly #lost: () => void;
  /** Values by ROWID, by `alias.column`. */
  readonly #values = new Map<string, ReadonlyMap<number, readonly SqlValue[]>>();

  /** @param lost called for rows in damaged parts of the table and for rows beyond the limit */
  constructor(db: SqlDatabase, lists: Readonly<Record<string, List>>, lost: () => void) {
    this.#db = db;
    this.#lists = lists;
    this.#lost = lost;
  }

  /**
   * The values of `alias.column` for a row, null where a row of the list has none: those of several columns stand side by
   * side. Undefined if there is no such list.
   */
  of(rowid: number, root: string): readonly SqlValue[] | undefined {
    const [alias = '', column = ''] = root.split('.');
    const list = Object.hasOwn(this.#lists, alias) ? this.#lists[alias] : undefined;
    if (list === undefined) return undefined;
    let values = this.#values.get(root);
    if (values === undefined) {
      values = this.#read(list, column);
      this.#values.set(root, values);
    }
    return values.get(rowid) ?? [];
  }

  #read(list: List, column: string): ReadonlyMap<number, readonly SqlValue[]> {
    const values = new Map<number, SqlValue[]>();
    try {
      const sql = this.#query(list, column);
      if (sql === null) return values;
      const statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      let count = 0;
      for (const [owner, value] of statement.iterate() as Iterable<unknown> as Iterable<SqlValue[]>) {
        if (typeof owner !== 'number' || value === undefined) continue;
        if (++count > MAX_ROWS) {
          this.#lost();
          break;
        }
        const known = values.get(owner);
        if (known === undefined) values.set(owner, [value]);
        else known.push(value);
      }
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.#lost();
    }
    return values;
  }

  /** Query for owner and value, in list order; null if a table or column is missing. */
  #query({ table, owner, through, isRight = false }: List, column: string): string | null {
    if (!tables(this.#db).has(table)) return null;
    const names = columns(this.#db, table);
    if (!names.has(column)) return null;
    const value = `iif(octet_length(t."${column}") > ${MAX_TEXT}, NULL, t."${column}")`;
    if (owner !== undefined) {
      return names.has(owner) ? `SELECT t."${owner}", ${value} FROM "${table}" AS t ORDER BY t.rowid` : null;
    }
    const join = through === undefined ? null : findJoin(this.#db, through, this.#lost);
    if (join === null) return null;
    const order = !isRight && join.table.has(join.order) ? `j."${join.order}", t.rowid` : 't.rowid';
    const [own, other] = isRight ? [join.right, join.left] : [join.left, join.right];
    return (
      `SELECT j."${own}", ${value} FROM "${join.table.name}" AS j ` +
      `JOIN "${table}" AS t ON t.rowid = j."${other}" ORDER BY ${order}`
    );
  }
}
