import { resolve } from 'node:path';
import { DomainError } from '../model/errors.ts';

/** Which database a DSN names. */
export interface ParsedDsn {
  readonly engine: 'sqlite';
  /** Absolute path of the database file. */
  readonly path: string;
}

/**
 * Reads a DSN in SQLAlchemy's notation: three slashes for a path relative to `cwd`, four for an absolute one
 * (https://docs.sqlalchemy.org/en/20/core/engines.html#sqlite). A driver suffix (`sqlite+aiosqlite`) is accepted and
 * means nothing here. Query parameters are refused: none is known.
 * @throws BAD_SETTINGS, without the DSN in its message (it may hold a password)
 */
export function parseDsn(dsn: string, cwd: string = process.cwd()): ParsedDsn {
  const match = /^([a-z][a-z0-9]*)(\+[a-z0-9_]+)?:\/\/(.*)$/is.exec(dsn.trim());
  if (match === null) {
    throw new DomainError(
      'BAD_SETTINGS',
      'The database DSN has no scheme: write sqlite:///./relative.db or sqlite:////absolute.db.',
    );
  }
  const [, scheme = '', , rest = ''] = match;
  if (/^postgres/i.test(scheme)) {
    throw new DomainError('BAD_SETTINGS', 'PostgreSQL comes with the next release: use a sqlite:/// DSN for now.');
  }
  if (scheme.toLowerCase() !== 'sqlite') {
    throw new DomainError('BAD_SETTINGS', `The database scheme "${scheme}" is not known: use sqlite.`);
  }
  if (!rest.startsWith('/')) {
    throw new DomainError(
      'BAD_SETTINGS',
      'A SQLite DSN has three slashes before a relative path and four before an absolute one.',
    );
  }
  const path = rest.slice(1);
  if (path === '' || path === ':memory:') {
    throw new DomainError('BAD_SETTINGS', 'The database must be a file: several threads and processes share it.');
  }
  if (/[?#\0]/.test(path)) {
    throw new DomainError(
      'BAD_SETTINGS',
      'The path of the database must not contain "?", "#" or NUL; parameters are not known.',
    );
  }
  return { engine: 'sqlite', path: resolve(cwd, path) };
}

/** Absolute path of the database file a DSN names: to refuse one inside a backup. @throws BAD_SETTINGS */
export function sqliteFile(dsn: string): string {
  return parseDsn(dsn).path;
}
