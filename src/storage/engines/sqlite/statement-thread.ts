import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open-database.ts';
import { registerSearchFunctions } from './search-functions.ts';
import { SQLITE_BUSY, sqliteFailure } from './sqlite-errors.ts';
import type { RawResult, ResultColumn, ThreadReply, ThreadRequest, ThreadSettings } from './thread-protocol.ts';

/** Prepared statements kept; the least recently used one goes. */
const STATEMENT_CACHE = 200;

/** How long the writer waits for another process, milliseconds: a VACUUM of some gigabytes. */
const WRITE_PATIENCE_MS = 120_000;

/**
 * How often the writer asks for the lock, milliseconds. SQLite's own busy handler backs off to 100 ms and would miss the
 * 5 ms pauses of a bulk writer again and again.
 */
const WRITE_POLL_MS = 1;

interface Prepared {
  readonly statement: StatementSync;
  readonly columns: readonly ResultColumn[];
}

const sleepCell = new Int32Array(new SharedArrayBuffer(4));
const port = parentPort;
if (port === null) throw new Error('statement-thread.ts is a worker thread');
const settings = workerData as ThreadSettings;

const prepared = new Map<string, Prepared>();

function prepare(db: DatabaseSync, sql: string): Prepared {
  let entry = prepared.get(sql);
  if (entry === undefined) {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    const columns = statement.columns().map((c): ResultColumn => [c.name, c.table, c.column]);
    // FTS5 leaves internal row ids over 2^53 as "last insert rowid", which node:sqlite refuses to give as a number.
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

/** Runs a statement, and again while another process holds the lock, unless a transaction of ours is open. */
function runPatiently(db: DatabaseSync, request: ThreadRequest): RawResult {
  const deadline = Date.now() + WRITE_PATIENCE_MS;
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

const say = (reply: ThreadReply) => port.postMessage(reply);

try {
  const db = openDatabase(settings.path, settings.role);
  registerSearchFunctions(db);
  port.on('message', (request: ThreadRequest) => {
    try {
      say({ kind: 'result', id: request.id, result: runPatiently(db, request) });
    } catch (error) {
      say({ kind: 'failure', id: request.id, failure: sqliteFailure(error) });
    }
  });
  port.on('close', () => db.close());
  say({ kind: 'ready' });
} catch (error) {
  say({
    kind: 'fatal',
    failure: sqliteFailure(error instanceof Error && error.cause instanceof Error ? error.cause : error),
  });
  port.close();
}
