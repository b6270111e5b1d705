import { closeSync, fchmodSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { foreignDatabase } from '../../foreign.ts';
import { headerOf, isMarked } from './file-mark.ts';
import { type FileOwner, fileOwner } from './file-owner.ts';
import { SQLITE_CORRUPT, SQLITE_NOTADB, storageError } from './sqlite-errors.ts';

/** Errors for files that are not our database. */
const REFUSALS: Readonly<Partial<Record<FileOwner, () => DomainError>>> = {
  'another program': foreignDatabase,
  'no database': () => storageError({ errcode: SQLITE_NOTADB, message: '' }),
  damaged: () => storageError({ errcode: SQLITE_CORRUPT, message: '' }),
};

/**
 * Creates the folder (0700) and the file (0600) if missing. SQLite gives `-wal` and `-shm` the mode of the database
 * file. Our own database is restricted to 0600; any other file is left unchanged.
 * @throws STORAGE_UNAVAILABLE, BAD_SETTINGS (a database of another program)
 */
export function prepareDatabaseFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!isMarkedFile(path)) {
      const refusal = REFUSALS[fileOwner(path)];
      if (refusal !== undefined) throw refusal();
    }
    const file = openSync(path, 'a+', 0o600);
    try {
      fchmodSync(file, 0o600);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const detail = isForbidden(cause) ? msg('detail.database-forbidden') : msg('detail.database-not-creatable');
    throw new DomainError('STORAGE_UNAVAILABLE', detail, { cause });
  }
}

/** True if the file or its folder belongs to another user. */
function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}

/** Saves reading the schema of our own databases; what is damaged in them is found when they are opened. */
function isMarkedFile(path: string): boolean {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile && isMarked(headerOf(path));
}
