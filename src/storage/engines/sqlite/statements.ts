import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RawResult, ResultColumn, SqliteValue } from './thread-protocol.ts';

/** Number of cached prepared statements, with least-recently-used eviction. */
const STATEMENT_CACHE = 200;

interface Prepared {
  readonly statement: StatementSync;
  columns: readonly ResultColumn[];
  hasRun: boolean;
}

/** Runs statements on a connection and keeps them prepared. */
export class Statements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Runs one statement to its end. */
  run(sql: string, parameters: readonly SqliteValue[] = []): RawResult {
    const entry = this.#prepare(sql);
    const { statement } = entry;
    if (entry.columns.length > 0) {
      const rows = statement.all(...parameters) as unknown as RawResult['rows'];
      // SQLite prepares with the schema that the connection knows, and notices on the first run that another connection
      // changed it: `select *` has other columns then.
      if (!entry.hasRun) Object.assign(entry, { columns: columnsOf(statement), hasRun: true });
      return { columns: entry.columns, rows, changes: 0, lastInsertRowid: 0 };
    }
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { columns: [], rows: [], changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  }

  /** Discards all prepared statements. */
  forget(): void {
    this.#prepared.clear();
  }

  #prepare(sql: string): Prepared {
    let entry = this.#prepared.get(sql);
    if (entry === undefined) {
      const statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      const columns = columnsOf(statement);
      // FTS5 leaves internal row ids over 2^53 as "last insert rowid", which node:sqlite cannot return as a number.
      if (columns.length === 0) statement.setReadBigInts(true);
      entry = { statement, columns, hasRun: false };
      if (this.#prepared.size >= STATEMENT_CACHE) this.#prepared.delete(this.#prepared.keys().next().value as string);
    } else {
      this.#prepared.delete(sql);
    }
    this.#prepared.set(sql, entry);
    return entry;
  }
}

function columnsOf(statement: StatementSync): ResultColumn[] {
  return statement.columns().map((c): ResultColumn => [c.name, c.table, c.column]);
}
