import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** Column names and what goes into them. */
export type Row = Readonly<Record<string, SQLInputValue>>;

/** A value of SQL. */
function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/**
 * Inserts rows given as objects. Columns the table does not have in this generation of the schema are left out, so that
 * callers need not know which is which; columns not given take their defaults. Statements are prepared once per shape.
 */
export class RowWriter {
  readonly #db: DatabaseSync;
  readonly #table: string;
  readonly #columns: ReadonlySet<string>;
  readonly #constants: readonly (readonly [column: string, value: string | number])[];
  readonly #shapes = new Map<string, { readonly statement: StatementSync; readonly columns: readonly string[] }>();

  /** `constants` are columns that every row shares: they are written into the statements, which is quicker. */
  constructor(db: DatabaseSync, table: string, constants: Readonly<Record<string, string | number>> = {}) {
    this.#db = db;
    this.#table = table;
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
    this.#columns = new Set(columns.map((column) => column.name as string));
    this.#constants = Object.entries(constants).filter(([column]) => this.#columns.has(column));
  }

  /** True when the table exists. */
  get exists(): boolean {
    return this.#columns.size > 0;
  }

  /**
   * Inserts one row and returns its rowid. `shape` names the set of columns and their order; a caller in a hurry gives
   * its own, which must differ where the columns do.
   */
  insert(row: Row, shape = Object.keys(row).join()): number {
    let known = this.#shapes.get(shape);
    if (known === undefined) {
      const columns = Object.keys(row).filter((column) => this.#columns.has(column));
      const names = [...columns, ...this.#constants.map(([column]) => column)];
      const values = [...columns.map(() => '?'), ...this.#constants.map(([, value]) => literal(value))];
      const statement = this.#db.prepare(`INSERT INTO ${this.#table} (${names.join()}) VALUES (${values.join()})`);
      known = { statement, columns };
      this.#shapes.set(shape, known);
    }
    const values: SQLInputValue[] = [];
    for (const column of known.columns) values.push(row[column] as SQLInputValue);
    return Number(known.statement.run(...values).lastInsertRowid);
  }
}
