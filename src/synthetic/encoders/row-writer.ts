import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** Values by column name. */
export type Row = Readonly<Record<string, SQLInputValue>>;

/** An SQL literal. */
function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/**
 * Inserts rows given as objects. Columns that the table does not have in this schema generation are ignored; missing
 * columns get their defaults. Statements are prepared once per set of columns.
 */
export class RowWriter {
  readonly #db: DatabaseSync;
  readonly #table: string;
  readonly #columns: ReadonlySet<string>;
  readonly #constants: readonly (readonly [column: string, value: string | number])[];
  readonly #shapes = new Map<string, { readonly statement: StatementSync; readonly columns: readonly string[] }>();

  /** `constants` are equal in every row: they are part of the statement, which is faster. */
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
   * Inserts a row and returns its rowid. `shape` identifies the set of columns and their order. Computing it is slow:
   * callers with many rows can pass their own.
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
