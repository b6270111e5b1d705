import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open-database.ts';
import { registerSearchFunctions } from './search-functions.ts';
import { SQLITE_BUSY, sqliteFailure } from './sqlite-errors.ts';
import { Statements } from './statements.ts';
import type { RawResult, ThreadReply, ThreadRequest, ThreadSettings } from './thread-protocol.ts';

/** Maximum wait of the writer for another process, in milliseconds: a VACUUM of a few gigabytes. */
const WRITE_TIMEOUT_MS = 120_000;

/**
 * Polling interval for the write lock in milliseconds. SQLite's own busy handler backs off to 100 ms and would
 * repeatedly miss the 5 ms pauses of a bulk writer.
 */
const WRITE_POLL_MS = 1;

const sleepCell = new Int32Array(new SharedArrayBuffer(4));
const port = parentPort;
if (port === null) throw new Error('statement-thread.ts must run as a worker thread');
const settings = workerData as ThreadSettings;

function run(statements: Statements, { sql, parameters }: ThreadRequest): RawResult {
  if (sql !== null) return statements.run(sql, parameters);
  statements.forget();
  return { columns: [], rows: [], changes: 0, lastInsertRowid: 0 };
}

/** Runs a statement, retrying while another process holds the lock unless our own transaction is open. */
function runWithRetry(db: DatabaseSync, statements: Statements, request: ThreadRequest): RawResult {
  const deadline = Date.now() + WRITE_TIMEOUT_MS;
  for (;;) {
    try {
      return run(statements, request);
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
  const statements = new Statements(db);
  port.on('message', (request: ThreadRequest) => {
    try {
      post({ kind: 'result', id: request.id, result: runWithRetry(db, statements, request) });
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
