import { describe, expect, it } from 'vitest';
import { isDomainError } from '../model/errors.ts';
import { parseDsn, sqliteFile } from './dsn.ts';

describe('parseDsn', () => {
  it.each([
    ['sqlite:///./temp_data/apple_juicer.db', '/work/temp_data/apple_juicer.db'],
    ['sqlite:///apple.db', '/work/apple.db'],
    ['sqlite:////var/lib/apple.db', '/var/lib/apple.db'],
    ['sqlite+aiosqlite:///./a b.db', '/work/a b.db'],
    ['  SQLITE:///x.db ', '/work/x.db'],
  ])('%s', (dsn, path) => {
    expect(parseDsn(dsn, '/work')).toEqual({ engine: 'sqlite', path });
  });

  it.each([
    ['postgresql+asyncpg://user:hunter2@host/db', /PostgreSQL comes with the next release/],
    ['postgres://user:hunter2@host/db', /PostgreSQL/],
    ['mysql://user:hunter2@host/db', /"mysql" is not known/],
    ['apple.db', /no scheme/],
    ['', /no scheme/],
    ['sqlite://relative.db', /three slashes/],
    ['sqlite:///', /must be a file/],
    ['sqlite:///:memory:', /must be a file/],
    ['sqlite:///a.db?mode=ro', /parameters/],
  ])('refuses %s and says why, without the password', (dsn, message) => {
    try {
      parseDsn(dsn, '/work');
      expect.unreachable();
    } catch (error) {
      expect(isDomainError(error, 'BAD_SETTINGS')).toBe(true);
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toContain('hunter2');
    }
  });

  it('names the file', () => {
    expect(sqliteFile('sqlite:////a/b.db')).toBe('/a/b.db');
  });
});
