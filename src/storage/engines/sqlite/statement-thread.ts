import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open-database.ts';
import { registerSearchFunctions } from './search-functions.ts';
import { SQLITE_BUSY, sqliteFailure } from './sqlite-errors.ts';
import type { RawResult, ResultColumn, ThreadReply, ThreadRequest, ThreadSettings } from './thread-protocol.ts';

/** Number of cached prepared statements, with least-recently-used eviction. */
const STATEMENT_CACHE = 200;

/** Maximum wait of the writer for another process, in milliseconds: a VACUUM of a few gigabytes. */
const WRITE_TIMEOUT_MS = 120_000;

/**
 * Polling interval for the write lock in milliseconds. SQLite's own busy handler backs off to 100 ms and would
 * repeatedly miss the 5 ms pauses of a bulk writer.
 */
const WRITE_POLL_MS = 1;

interface Prepared {
  readonly statement: StatementSync;
  readonly columns: readonly ResultColumn[];
}

const sleepCell = new Int32Array(new SharedArrayBuffer(4));
const port = parentPort;
if (port === null) throw new Error('statement-thread.ts must run as a worker thread');
const settings = workerData as ThreadSettings;

const prepared = new Map<string, Prepared>();

function prepare(db: DatabaseSync, sql: string): Prepared {
  let entry = prepared.get(sql);
  if (entry === undefined) {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    const columns = statement.columns().map((c): ResultColumn => [c.name, c.table, c.column]);
    // FTS5 leaves internal row ids over 2^53 as "last insert rowid", which node:sqlite cannot return as a number.
    if (columns.length === 0) statement.setReadBigInts(true);
    entry = { statement, columns };
    if (prepared.size >= STATEMENT_CACHE) prepared.delete(prepared.keys().next().value as string);
  } else {
    prepared.delete(sql);
  }
  prepared.set(sql, entry);
  return entry;
}

function run(db: DatabaseSync, request: ThreadRequest): RawResult {
  if (request.sql === null) {
    prepared.clear();
    return { columns: [], rows: [], changes: 0, lastInsertRowid: 0 };
  }
  const { statement, columns } = prepare(db, request.sql);
  if (columns.length > 0) {
    const rows = statement.all(...request.parameters) as unknown as RawResult['rows'];
    return { columns, rows, changes: 0, lastInsertRowid: 0 };
  }
  const { changes, lastInsertRowid } = statement.run(...request.parameters);
  return { columns, rows: [], changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
}

/** Runs a statement, retrying while another process holds the lock unless our own transaction is open. */
function runWithRetry(db: DatabaseSync, request: ThreadRequest): RawResult {
  const deadline = Date.now() + WRITE_TIMEOUT_MS;
  for (;;) {
    try {
      return run(db, request);
    } catch (error) {
      const busy = (sqliteFailure(error).errcode & 0xff) === SQLITE_BUSY;
      if (!busy || settings.role === 'reader' || db.isTransaction || Date.now() > deadline) throw error;
      Atomics.wait(sleepCell, 0, 0, WRITE_POLL_MS);
    }
  }
}

const post = (reply: ThreadReply) => port.postMessage(reply);

try {
  const db = openDatabase(settings.path, settings.role);
  registerSearchFunctions(db);
  port.on('message', (request: ThreadRequest) => {
    try {
      post({ kind: 'result', id: request.id, result: runWithRetry(db, request) });
    } catch (error) {
      post({ kind: 'failure', id: request.id, failure: sqliteFailure(error) });
    }
  });
  port.on('close', () => db.close());
  post({ kind: 'ready' });
} catch (error) {
  post({
    kind: 'fatal',
    failure: sqliteFailure(error instanceof Error && error.cause instanceof Error ? error.cause : error),
  });
  port.close();
}
