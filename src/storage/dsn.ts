import { dirname, resolve } from 'node:path';
import { plain } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { type PostgresAddress, parsePostgresAddress } from './postgres-dsn.ts';

/** The database named by a DSN. */
export type ParsedDsn =
  | {
      readonly engine: 'sqlite';
      /** Absolute path of the database file. */
      readonly path: string;
    }
  | { readonly engine: 'postgres'; readonly address: PostgresAddress };

/**
 * Parses a DSN in SQLAlchemy's notation (https://docs.sqlalchemy.org/en/20/core/engines.html). A driver suffix
 * (`sqlite+aiosqlite`, `postgresql+asyncpg`) is accepted and ignored.
 * @throws BAD_SETTINGS, without the DSN in its message, because it may contain a password
 */
export function parseDsn(dsn: string, cwd: string = process.cwd()): ParsedDsn {
  const match = /^([a-z][a-z0-9]*)(\+[a-z0-9_]+)?:\/\/(.*)$/is.exec(dsn.trim());
  if (match === null) {
    throw new DomainError(
      'BAD_SETTINGS',
      plain(
        'The database DSN has no scheme: write sqlite:///./relative.db, sqlite:////absolute.db or postgresql://user:password@host/database.',
      ),
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
      throw new DomainError(
        'BAD_SETTINGS',
        plain(`The database scheme "${scheme}" is unknown: use sqlite or postgresql.`),
      );
  }
}

/** Three slashes for a path relative to `cwd`, four for an absolute one. Query parameters are refused. */
function sqlitePath(rest: string, cwd: string): string {
  if (!rest.startsWith('/')) {
    throw new DomainError(
      'BAD_SETTINGS',
      plain('A SQLite DSN has three slashes before a relative path and four before an absolute one.'),
    );
  }
  const path = rest.slice(1);
  if (path === '' || path === ':memory:') {
    throw new DomainError(
      'BAD_SETTINGS',
      plain('The database must be a file, because several threads and processes share it.'),
    );
  }
  if (/[?#\0]/.test(path)) {
    throw new DomainError(
      'BAD_SETTINGS',
      plain('The path of the database must not contain "?", "#" or NUL; parameters are not supported.'),
    );
  }
  return resolve(cwd, path);
}

/**
 * Folder for files that accompany the database: that of a SQLite file, `temp_data` for PostgreSQL.
 * @throws BAD_SETTINGS
 */
export function dataFolder(dsn: string): string {
  const file = sqliteFile(dsn);
  return file === null ? resolve('temp_data') : dirname(file);
}

/**
 * Absolute path of the database file, null for PostgreSQL. Used to refuse a database inside a backup.
 * @throws BAD_SETTINGS
 */
export function sqliteFile(dsn: string): string | null {
  const parsed = parseDsn(dsn);
  return parsed.engine === 'sqlite' ? parsed.path : null;
}
