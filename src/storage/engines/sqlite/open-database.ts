import { closeSync, fchmodSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DomainError } from '../../../model/errors.ts';
import { foreignDatabase } from '../../foreign.ts';
import { type FileOwner, fileOwner } from './file-owner.ts';
import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteFailure, storageError } from './sqlite-errors.ts';

/** What a connection is for. */
export type ConnectionRole = 'reader' | 'writer' | 'bulk';

/** Page cache of each role, KiB. */
const CACHE_KIB: Readonly<Record<ConnectionRole, number>> = { reader: 32 * 1024, writer: 8 * 1024, bulk: 40 * 1024 };

/** How long a connection waits for a lock, milliseconds. The writer thread waits by itself, see `statement-thread.ts`. */
const BUSY_TIMEOUT: Readonly<Record<ConnectionRole, number>> = { reader: 10_000, writer: 0, bulk: 120_000 };

/** Bytes of a page of a new database: writing the index is a tenth faster than with 4 KiB. */
const PAGE_SIZE = 16_384;

/** WAL pages before a bulk writer copies them into the database: rarer is faster, 64 MiB is still small. */
const BULK_CHECKPOINT_PAGES = 4000;

/** Why a file is not taken as our database. */
const REFUSALS: Readonly<Partial<Record<FileOwner, () => DomainError>>> = {
  'another program': foreignDatabase,
  'no database': () => storageError({ errcode: SQLITE_NOTADB, message: '' }),
  damaged: () => storageError({ errcode: SQLITE_CORRUPT, message: '' }),
};

/**
 * Creates the folder (0700) and the file (0600) where they are missing. SQLite gives `-wal` and `-shm` the mode of the
 * database file. A database of ours is narrowed to 0600; of any other file nothing is changed.
 * @throws STORAGE_UNAVAILABLE, BAD_SETTINGS (a database of another program)
 */
export function prepareDatabaseFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const refusal = REFUSALS[fileOwner(path)];
    if (refusal !== undefined) throw refusal();
    const file = openSync(path, 'a+', 0o600);
    try {
      fchmodSync(file, 0o600);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('STORAGE_UNAVAILABLE', 'The database file cannot be created.', { cause });
  }
}

/**
 * Opens one connection. WAL, so that readers and the writer do not wait for each other; NORMAL, because the index can be
 * made again; `secure_delete`, so that deleted text is overwritten. @throws STORAGE_UNAVAILABLE
 */
export function openDatabase(path: string, role: ConnectionRole): DatabaseSync {
  try {
    const db = new DatabaseSync(path, {
      readOnly: role === 'reader',
      // A bulk writer proves once in a transaction that the backup is there, which is as good as at every row.
      enableForeignKeyConstraints: role !== 'bulk',
      timeout: BUSY_TIMEOUT[role],
    });
    if (role !== 'reader') {
      // Changing into WAL mode needs the file for itself for a moment; afterwards it is a no-op.
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
