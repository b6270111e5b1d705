import { DatabaseSync } from 'node:sqlite';

/** Moves all data of a SQLite database into its main file, so that it can be copied. It must not be open. */
export function foldLog(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('pragma wal_checkpoint(truncate)');
  } finally {
    db.close();
  }
}
