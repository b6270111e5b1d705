import { columns, tables } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import { findJoin, type JoinName } from '../join-table.ts';
import type { SqlValue } from '../source-table.ts';
import { arraysOf, numbers, prepareArrays } from './whole-values.ts';

/** How rows refer to another row. */
interface Owner {
  /**
   * The column with its ROWID. `#` is a number or nothing: Core Data numbers the columns of several entities that share
   * a table, and a row has a value in that of its own entity only.
   */
  readonly owner: string;
}

/** Rows of another table that belong to a row: any number. */
export interface List {
  readonly table: string;
  /** One to many: column of {@link table} with the ROWID of the row, as {@link Owner.owner}. */
  readonly owner?: string;
  /** Many to many: rows of another table, each of which refers to the row and to one of {@link table}. */
  readonly link?: Owner & { readonly table: string; readonly to: string };
  /** Flag of rows that were deleted, which are left out: of {@link link}, otherwise of {@link table}. */
  readonly unless?: string;
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
   * The values of `alias.column` for a row, null where a row of the list has none, so that the values of several columns
   * have the same index. Undefined if there is no such list.
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
      let count = 0;
      for (const row of arraysOf(prepareArrays(this.#db, sql))) {
        const [owner, value] = numbers(row);
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
  #query({ table, owner, link, through, isRight = false, unless }: List, column: string): string | null {
    if (!tables(this.#db).has(table)) return null;
    const names = columns(this.#db, table);
    if (!names.has(column)) return null;
    const value = `iif(octet_length(t."${column}") > ${MAX_TEXT}, NULL, t."${column}")`;
    if (owner !== undefined) {
      const own = ownerOf('t', owner, names);
      return own === null
        ? null
        : `SELECT ${own}, ${value} FROM "${table}" AS t ${isThere('t', unless, names)} ORDER BY t.rowid`;
    }
    if (link !== undefined) {
      const linkNames = columns(this.#db, link.table);
      const own = ownerOf('j', link.owner, linkNames);
      if (own === null || !linkNames.has(link.to)) return null;
      return (
        `SELECT ${own}, ${value} FROM "${link.table}" AS j JOIN "${table}" AS t ON t.rowid = j."${link.to}" ` +
        `${isThere('j', unless, linkNames)} ORDER BY j.rowid`
      );
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

/** The first column for `owner` with a value; null if there is none. */
function ownerOf(alias: string, owner: string, names: ReadonlySet<string>): string | null {
  const pattern = new RegExp(`^${owner.replace('#', '\\d{0,3}')}$`);
  const known = [...names].filter((name) => pattern.test(name)).map((name) => `${alias}."${name}"`);
  return known.length > 1 ? `coalesce(${known.join(', ')})` : (known[0] ?? null);
}

function isThere(alias: string, unless: string | undefined, names: ReadonlySet<string>): string {
  return unless === undefined || !names.has(unless) ? '' : `WHERE ifnull(${alias}."${unless}", 0) = 0`;
}
