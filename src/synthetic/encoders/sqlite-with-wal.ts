import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { derivedBytes, type Seed } from '../random.ts';
import { setWalSalts } from './wal-salts.ts';

/** Contents of a database with a `-wal`. */
export interface SqliteWithWalSpec {
  /** Source of the salts of the `-wal`. Default: 0. */
  readonly seed?: Seed;
  /** Creates the database and its older rows, which are in the main file. */
  readonly build: (db: DatabaseSync) => void;
  /** Writes the newest rows, which are in the `-wal` only. */
  readonly newest: (db: DatabaseSync) => void;
}

/** Runs `use` on the two files while nothing is checkpointed, like the files of a running iPhone. */
function withLivePair<Result>(spec: SqliteWithWalSpec, use: (mainPath: string, walPath: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-wal-'));
  const path = join(folder, 'live.db');
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    spec.build(db);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    spec.newest(db);
    return use(path, `${path}-wal`);
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

function saltedWal(spec: SqliteWithWalSpec, walPath: string): Buffer {
  const wal = readFileSync(walPath);
  setWalSalts(wal, derivedBytes(spec.seed ?? 0, 'wal salts', 8));
  return wal;
}

/**
 * A SQLite database whose newest rows are only in its `-wal`, as bytes. `build` and `newest` must not leave a
 * transaction open; `newest` must write something.
 */
export function sqliteWithWal(spec: SqliteWithWalSpec): { readonly main: Buffer; readonly wal: Buffer } {
  return withLivePair(spec, (mainPath, walPath) => ({ main: readFileSync(mainPath), wal: saltedWal(spec, walPath) }));
}

/**
 * As {@link sqliteWithWal}, into `path` and `path-wal`. The main file may be large: it is copied without reading it
 * into memory.
 */
export function writeSqliteWithWal(path: string, spec: SqliteWithWalSpec): void {
  withLivePair(spec, (mainPath, walPath) => {
    copyFileSync(mainPath, path);
    writeFileSync(`${path}-wal`, saltedWal(spec, walPath));
  });
}
