import { dirname, resolve } from 'node:path';
import { DomainError } from '../model/errors.ts';
import { type PostgresAddress, parsePostgresAddress } from './postgres-dsn.ts';

/** Which database a DSN names. */
export type ParsedDsn =
  | {
      readonly engine: 'sqlite';
      /** Absolute path of the database file. */
      readonly path: string;
    }
  | { readonly engine: 'postgres'; readonly address: PostgresAddress };

/**
 * Reads a DSN in SQLAlchemy's notation (https://docs.sqlalchemy.org/en/20/core/engines.html). A driver suffix
 * (`sqlite+aiosqlite`, `postgresql+asyncpg`) is accepted and means nothing here.
 * @throws BAD_SETTINGS, without the DSN in its message (it may hold a password)
 */
export function parseDsn(dsn: string, cwd: string = process.cwd()): ParsedDsn {
  const match = /^([a-z][a-z0-9]*)(\+[a-z0-9_]+)?:\/\/(.*)$/is.exec(dsn.trim());
  if (match === null) {
    throw new DomainError(
      'BAD_SETTINGS',
      'The database DSN has no scheme: write sqlite:///./relative.db, sqlite:////absolute.db or postgresql://user:password@host/database.',
    );
  }
  const [, scheme = '', , rest = ''] = match;
  switch (scheme.toLowerCase()) {
    case 'postgres':
    case 'postgresql':
      return { engine: 'postgres', address: parsePostgresAddress(rest) };
    case 'sqlite':
      return { engine: 'sqlite', path: sqlitePath(rest, cwd) };
    default:
      throw new DomainError('BAD_SETTINGS', `The database scheme "${scheme}" is not known: use sqlite or postgresql.`);
  }
}

/** Three slashes for a path relative to `cwd`, four for an absolute one. Query parameters are refused: none is known. */
function sqlitePath(rest: string, cwd: string): string {
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
  return resolve(cwd, path);
}

/** Where files belong that go with the database: the folder of a SQLite file, `temp_data` for PostgreSQL. @throws BAD_SETTINGS */
export function dataFolder(dsn: string): string {
  const file = sqliteFile(dsn);
  return file === null ? resolve('temp_data') : dirname(file);
}

/** Absolute path of the database file a DSN names, null for PostgreSQL: to refuse one inside a backup. @throws BAD_SETTINGS */
export function sqliteFile(dsn: string): string | null {
  const parsed = parseDsn(dsn);
  return parsed.engine === 'sqlite' ? parsed.path : null;
}
