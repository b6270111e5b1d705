import { DatabaseSync } from 'node:sqlite';
import { sqliteFailure, storageError } from './sqlite-errors.ts';

/** Purpose of a connection. */
export type ConnectionRole = 'reader' | 'writer' | 'bulk';

/** Page cache size by role, in KiB. */
const CACHE_KIB: Readonly<Record<ConnectionRole, number>> = { reader: 32 * 1024, writer: 8 * 1024, bulk: 16 * 1024 };

/** Lock timeout in milliseconds. The writer thread has its own waiting loop; see `statement-thread.ts`. */
const BUSY_TIMEOUT: Readonly<Record<ConnectionRole, number>> = { reader: 10_000, writer: 0, bulk: 120_000 };

/** Page size of a new database: indexing is a tenth faster than with 4 KiB. */
const PAGE_SIZE = 16_384;

/** WAL pages before a bulk writer checkpoints: less often is faster, and 64 MiB is still small. */
const BULK_CHECKPOINT_PAGES = 4000;

/**
 * Opens a connection: WAL, so that readers and the writer do not block each other; NORMAL, because the index can be
 * rebuilt; `secure_delete`, so that deleted text is overwritten.
 * @throws STORAGE_UNAVAILABLE
 */
export function openDatabase(path: string, role: ConnectionRole): DatabaseSync {
  try {
    const db = new DatabaseSync(path, {
      readOnly: role === 'reader',
      // A bulk writer verifies once per transaction that the backup exists, which is as good as for each row.
      enableForeignKeyConstraints: role !== 'bulk',
      timeout: BUSY_TIMEOUT[role],
    });
    if (role !== 'reader') {
      // Switching to WAL mode needs exclusive access briefly; afterwards it is a no-op.
      db.exec(`PRAGMA busy_timeout = 10000; PRAGMA page_size = ${PAGE_SIZE}; PRAGMA journal_mode = WAL;`);
      db.exec(`PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = ${BUSY_TIMEOUT[role]};`);
    }
    if (role === 'bulk') db.exec(`PRAGMA wal_autocheckpoint = ${BULK_CHECKPOINT_PAGES};`);
    db.exec(`PRAGMA cache_size = -${CACHE_KIB[role]}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;`);
    return db;
  } catch (error) {
    throw storageError(sqliteFailure(error), error);
  }
}
