import { DatabaseSync } from 'node:sqlite';

/** Puts all of a SQLite database into its one file, so that it can be copied: nobody may have it open. */
export function foldLog(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('pragma wal_checkpoint(truncate)');
  } finally {
    db.close();
  }
}
