import { closeSync, fchmodSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { foreignDatabase } from '../../foreign.ts';
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
    throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-not-creatable'), { cause });
  }
}
