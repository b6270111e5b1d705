import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from './open-database.ts';
import { registerSearchFunctions } from './search-functions.ts';
import { SQLITE_BUSY, sqliteFailure } from './sqlite-errors.ts';
import { Statements } from './statements.ts';
import type { RawResult, SqliteValue, ThreadSettings } from './thread-protocol.ts';

/** Maximum wait of the writer for another process, in milliseconds: a VACUUM of a few gigabytes. */
const WRITE_TIMEOUT_MS = 120_000;

/**
 * Polling interval for the write lock in milliseconds. SQLite's own busy handler backs off to 100 ms and would
 * repeatedly miss the 5 ms pauses of a bulk writer.
 */
const WRITE_POLL_MS = 1;

const SLEEP_CELL = new Int32Array(new SharedArrayBuffer(4));

/** A connection of this thread, which each of its statements blocks. */
export class BlockingConnection {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  readonly #role: ThreadSettings['role'];

  /** @throws STORAGE_UNAVAILABLE */
  constructor({ path, role }: ThreadSettings) {
    this.#db = openDatabase(path, role);
    registerSearchFunctions(this.#db);
    this.#statements = new Statements(this.#db);
    this.#role = role;
  }

  /**
   * Runs a statement, retrying while another process holds the lock unless our own transaction is open. Null discards
   * the prepared ones.
   */
  run(sql: string | null, parameters: readonly SqliteValue[] = []): RawResult {
    if (sql === null) {
      this.#statements.forget();
      return { columns: [], rows: [], changes: 0, lastInsertRowid: 0 };
    }
    const deadline = Date.now() + WRITE_TIMEOUT_MS;
    for (;;) {
      try {
        return this.#statements.run(sql, parameters);
      } catch (error) {
        const busy = (sqliteFailure(error).errcode & 0xff) === SQLITE_BUSY;
        if (!busy || this.#role === 'reader' || this.#db.isTransaction || Date.now() > deadline) throw error;
        Atomics.wait(SLEEP_CELL, 0, 0, WRITE_POLL_MS);
      }
    }
  }

  close(): void {
    this.#db.close();
  }
}
