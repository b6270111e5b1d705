import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Workspace } from './workspace.ts';

/** Reads the SQLite database of a workspace while other processes write to it. */
export function readDatabase<T>({ path }: Workspace, read: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(path, 'data', 'index.db'), { readOnly: true, timeout: 5_000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** The `n` of one statement; 0 before its tables are created. */
export function countRows(workspace: Workspace, sql: string): number {
  try {
    return readDatabase(workspace, (db) => (db.prepare(sql).get() as { n: number }).n);
  } catch {
    return 0;
  }
}

/** True while an index run reads something of a backup. Pieces of a run that was cancelled keep their state. */
export const isReading = (workspace: Workspace): boolean =>
  countRows(
    workspace,
    `SELECT count(*) AS n FROM index_pieces p JOIN index_runs r ON r.id = p.index_run_id
     WHERE p.state = 'running' AND r.state = 'running'`,
  ) > 0;
