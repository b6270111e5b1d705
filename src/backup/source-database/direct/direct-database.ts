import type { DatabaseSync } from 'node:sqlite';
import { MAX_VALUE_BYTES, SETTINGS } from '../harden.ts';
import type { SqlDatabase } from '../sql.ts';
import { DirectStatement } from './direct-statement.ts';
import { type DatabaseBytes, type Engine, loadEngine, VFS } from './engine.ts';
import { isTrap, sqliteError, trapError } from './sqlite-failure.ts';

type Authorizer = NonNullable<Parameters<DatabaseSync['setAuthorizer']>[0]>;

/** Larger than that of SQLite, because each page read again is decrypted again. */
const CACHE_KB = 16_384;

/** Enough for 64-bit ones. */
const POINTER_BYTES = 8;

/** Steps of SQLite's virtual machine between two looks at the clock: about a millisecond. */
const STEPS = 10_000;

/** Limits of `sqlite3_limit`. */
const LIMIT_LENGTH = 0;
const LIMIT_ATTACHED = 7;

/**
 * A database that is read where it is, by SQLite as WebAssembly: nothing is written anywhere. Behaves like the
 * `DatabaseSync` of `openHardened`, with the same errors.
 */
export class DirectDatabase implements SqlDatabase {
  readonly #engine: Engine;
  readonly #name: string;
  readonly #handle: number;
  /** Statements that are not finalised. */
  readonly #statements = new Set<number>();
  readonly #abandoned: FinalizationRegistry<number>;
  #open = true;
  /** When statements are interrupted; null until a limit was set. */
  #until: number | null = null;

  private constructor(engine: Engine, name: string, handle: number) {
    this.#engine = engine;
    this.#name = name;
    this.#handle = handle;
    this.#abandoned = new FinalizationRegistry((statement) => this.#finalize(statement));
  }

  /**
   * Opens `bytes` defensively, and read-only unless they can be written. @throws errors like those of `node:sqlite`
   */
  static async open(bytes: DatabaseBytes): Promise<DirectDatabase> {
    const engine = await loadEngine();
    const { capi, wasm } = engine.sqlite;
    const name = engine.add(bytes);
    const place = wasm.alloc(POINTER_BYTES);
    const mode = bytes.write === undefined ? capi.SQLITE_OPEN_READONLY : capi.SQLITE_OPEN_READWRITE;
    const code = capi.sqlite3_open_v2(name, place, mode, VFS);
    const database = new DirectDatabase(engine, name, wasm.peekPtr(place));
    wasm.dealloc(place);
    try {
      if (code !== capi.SQLITE_OK) throw sqliteError(engine, database.#handle);
      database.#harden();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#open;
  }

  prepare(sql: string): DirectStatement {
    const { capi, wasm } = this.#engine.sqlite;
    const place = wasm.alloc(POINTER_BYTES);
    try {
      const code = capi.sqlite3_prepare_v2(this.#opened(), sql, -1, place, 0);
      if (code !== capi.SQLITE_OK) throw sqliteError(this.#engine, this.#handle);
      const handle = wasm.peekPtr(place);
      if (handle === 0) throw new TypeError('The SQL query contains no statements.');
      this.#statements.add(handle);
      const statement = new DirectStatement(this.#engine, handle, () => this.#opened());
      this.#abandoned.register(statement, handle);
      return statement;
    } catch (error) {
      throw isTrap(error) ? trapError(error) : error;
    } finally {
      wasm.dealloc(place);
    }
  }

  /** Runs statements without results, separated by `;`. */
  exec(sql: string): void {
    const { capi } = this.#engine.sqlite;
    try {
      if (capi.sqlite3_exec(this.#opened(), sql, 0, 0, 0) === capi.SQLITE_OK) return;
    } catch (error) {
      throw isTrap(error) ? trapError(error) : error;
    }
    throw sqliteError(this.#engine, this.#handle);
  }

  /** As `DatabaseSync.setAuthorizer`. */
  setAuthorizer(authorizer: Authorizer): void {
    const name = (value: string | number | null): string | null => (typeof value === 'string' ? value : null);
    this.#engine.sqlite.capi.sqlite3_set_authorizer(
      this.#opened(),
      (_context, action, first, second, database, trigger) =>
        authorizer(action, name(first), name(second), name(database), name(trigger)),
      0,
    );
  }

  limitTime(milliseconds: number): void {
    if (this.#until === null) {
      const isLate = (): number => (performance.now() > (this.#until ?? Infinity) ? 1 : 0);
      this.#engine.sqlite.capi.sqlite3_progress_handler(this.#opened(), STEPS, isLate, 0);
    }
    this.#until = performance.now() + milliseconds;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const statement of this.#statements) this.#finalize(statement);
    this.#engine.sqlite.capi.sqlite3_close_v2(this.#handle);
    this.#engine.remove(this.#name);
  }

  #harden(): void {
    const { raw, sqlite } = this.#engine;
    const { capi } = sqlite;
    raw.sqlite3_limit(this.#handle, LIMIT_LENGTH, MAX_VALUE_BYTES);
    raw.sqlite3_limit(this.#handle, LIMIT_ATTACHED, 0);
    capi.sqlite3_db_config(this.#handle, capi.SQLITE_DBCONFIG_DEFENSIVE, 1, 0);
    // Like node:sqlite: a text in double quotes is never a string.
    capi.sqlite3_db_config(this.#handle, capi.SQLITE_DBCONFIG_DQS_DML, 0, 0);
    capi.sqlite3_db_config(this.#handle, capi.SQLITE_DBCONFIG_DQS_DDL, 0, 0);
    // Otherwise statements are compiled again, through the authorizer, whenever another limit is bound.
    capi.sqlite3_db_config(this.#handle, capi.SQLITE_DBCONFIG_ENABLE_QPSG, 1, 0);
    this.exec(`${SETTINGS}; PRAGMA cache_size = -${CACHE_KB}`);
  }

  #opened(): number {
    if (!this.#open) throw new Error('database is not open');
    return this.#handle;
  }

  #finalize(statement: number): void {
    if (this.#statements.delete(statement)) this.#engine.raw.sqlite3_finalize(statement);
  }
}
