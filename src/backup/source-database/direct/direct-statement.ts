import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { SqlStatement } from '../sql.ts';
import type { Engine } from './engine.ts';
import { isTrap, sqliteError, trapError } from './sqlite-failure.ts';

type Values = Record<string, SQLOutputValue>;

const ROW = 100;
const DONE = 101;
/** Types of values in the order of their codes, from 1. */
const INTEGER = 1;
const FLOAT = 2;
const TEXT = 3;
const BLOB = 4;
/** Tells SQLite to copy a value while it is bound. */
const TRANSIENT = -1;

/** A prepared statement of a database that is read in place; like a `StatementSync`. */
export class DirectStatement implements SqlStatement {
  readonly #engine: Engine;
  readonly #handle: number;
  /** The database of the statement. @throws if it is closed */
  readonly #database: () => number;
  #columns: readonly string[] | null = null;
  #arrays = false;
  #bigInts = false;

  constructor(engine: Engine, handle: number, database: () => number) {
    this.#engine = engine;
    this.#handle = handle;
    this.#database = database;
  }

  setReturnArrays(enabled: boolean): void {
    this.#arrays = enabled;
  }

  setReadBigInts(enabled: boolean): void {
    this.#bigInts = enabled;
  }

  all(...values: SQLInputValue[]): Values[] {
    return [...this.iterate(...values)];
  }

  get(...values: SQLInputValue[]): Values | undefined {
    for (const row of this.iterate(...values)) return row;
    return undefined;
  }

  *iterate(...values: SQLInputValue[]): Generator<Values, void, undefined> {
    const { raw } = this.#engine;
    this.#database();
    raw.sqlite3_reset(this.#handle);
    this.#bind(values);
    try {
      while (this.#step()) yield this.#row();
    } finally {
      raw.sqlite3_reset(this.#handle);
    }
  }

  #step(): boolean {
    const database = this.#database();
    try {
      const code = this.#engine.raw.sqlite3_step(this.#handle);
      if (code === ROW) return true;
      if (code === DONE) return false;
    } catch (error) {
      throw isTrap(error) ? trapError(error) : error;
    }
    throw sqliteError(this.#engine, database);
  }

  #bind(values: readonly SQLInputValue[]): void {
    this.#engine.raw.sqlite3_clear_bindings(this.#handle);
    for (const [index, value] of values.entries()) {
      if (this.#bindOne(index + 1, value) !== 0) throw sqliteError(this.#engine, this.#database());
    }
  }

  #bindOne(index: number, value: SQLInputValue): number {
    const { raw } = this.#engine;
    if (value === null) return raw.sqlite3_bind_null(this.#handle, index);
    // As node:sqlite does, also for whole numbers.
    if (typeof value === 'number') return raw.sqlite3_bind_double(this.#handle, index, value);
    if (typeof value === 'bigint') return raw.sqlite3_bind_int64(this.#handle, index, value);
    const bytes =
      typeof value === 'string' ? Buffer.from(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const { wasm } = this.#engine.sqlite;
    const place = wasm.alloc(bytes.length + 1);
    try {
      this.#engine.memory().set(bytes, place);
      return typeof value === 'string'
        ? raw.sqlite3_bind_text(this.#handle, index, place, bytes.length, TRANSIENT)
        : raw.sqlite3_bind_blob(this.#handle, index, place, bytes.length, TRANSIENT);
    } finally {
      wasm.dealloc(place);
    }
  }

  #row(): Values {
    this.#columns ??= this.#names();
    const values: SQLOutputValue[] = [];
    for (let column = 0; column < this.#columns.length; column++) values.push(this.#value(column));
    // Its type is that of an object, as in node:sqlite.
    if (this.#arrays) return values as unknown as Values;
    const row: Values = Object.create(null) as Values;
    for (const [column, name] of this.#columns.entries()) row[name] = values[column] ?? null;
    return row;
  }

  #names(): string[] {
    const { raw, sqlite } = this.#engine;
    const count = raw.sqlite3_column_count(this.#handle);
    return Array.from(
      { length: count },
      (_, column) => sqlite.wasm.cstrToJs(raw.sqlite3_column_name(this.#handle, column)) ?? '',
    );
  }

  #value(column: number): SQLOutputValue {
    const { raw } = this.#engine;
    switch (raw.sqlite3_column_type(this.#handle, column)) {
      case INTEGER:
        return this.#integer(column);
      case FLOAT:
        return raw.sqlite3_column_double(this.#handle, column);
      case TEXT: {
        const start = raw.sqlite3_column_text(this.#handle, column);
        const length = raw.sqlite3_column_bytes(this.#handle, column);
        return this.#engine.memory().toString('utf8', start, start + length);
      }
      case BLOB: {
        const start = raw.sqlite3_column_blob(this.#handle, column);
        const length = raw.sqlite3_column_bytes(this.#handle, column);
        return new Uint8Array(this.#engine.memory().subarray(start, start + length));
      }
      default:
        return null;
    }
  }

  #integer(column: number): number | bigint {
    const { raw } = this.#engine;
    if (this.#bigInts) return raw.sqlite3_column_int64(this.#handle, column);
    const value = raw.sqlite3_column_double(this.#handle, column);
    if (Number.isSafeInteger(value)) return value;
    const exact = raw.sqlite3_column_int64(this.#handle, column);
    throw Object.assign(new RangeError(`Value is too large to be represented as a JavaScript number: ${exact}`), {
      code: 'ERR_OUT_OF_RANGE',
    });
  }
}
