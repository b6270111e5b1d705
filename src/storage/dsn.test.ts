import { array, assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { isDomainError } from '../model/errors.ts';
import { dataFolder, parseDsn, sqliteFile } from './dsn.ts';

const NOTHING = {
  host: null,
  port: null,
  user: null,
  password: null,
  database: null,
  tls: 'disable',
  rootCertificate: null,
  applicationName: null,
};

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

  const login = { host: 'db.local', user: 'me', password: 'hunter2', database: 'juicer' };
  it.each([
    ['postgresql://me:hunter2@db.local/juicer', login],
    ['postgres://me:hunter2@db.local:5433/juicer', { ...login, port: 5433 }],
    ['postgresql+asyncpg://me:hunter2@db.local/juicer', login],
    ['POSTGRESQL+psycopg2://me:hunter2@db.local/juicer?ssl=require', { ...login, tls: 'require' }],
    ['postgresql://me:a%2Fb%40c%3A%25:d@db.local/juicer', { ...login, password: 'a/b@c:%:d' }],
    ['postgresql://me:a b\té@db.local/juicer', { ...login, password: 'a b\té' }],
    ['postgresql://me:hunter2@db.local/a%2Fb%252F..', { ...login, database: 'a/b%2F..' }],
    ['postgresql://me@%2Frun%2Fpostgresql/juicer', { user: 'me', host: '/run/postgresql', database: 'juicer' }],
    ['postgresql://u:x@y@host/d', { host: 'host', user: 'u', password: 'x@y', database: 'd' }],
    ['postgresql://', {}],
    ['postgresql:///juicer', { database: 'juicer' }],
    [
      'postgresql://me@/juicer?host=/run/postgresql&port=5433',
      { user: 'me', database: 'juicer', host: '/run/postgresql', port: 5433 },
    ],
    ['postgresql://[::1]:5432/juicer', { host: '::1', port: 5432, database: 'juicer' }],
    [
      'postgresql://h/d?sslmode=verify-full&sslrootcert=/ca.pem&application_name=x',
      { host: 'h', database: 'd', tls: 'verify-full', rootCertificate: '/ca.pem', applicationName: 'x' },
    ],
    ['postgresql://h/d?sslmode=prefer', { host: 'h', database: 'd' }],
  ])('%s', (dsn, address) => {
    expect(parseDsn(dsn)).toEqual({ engine: 'postgres', address: { ...NOTHING, ...address } });
  });

  it.each([
    ['mysql://user:hunter2@host/db', /"mysql" is unknown/],
    ['apple.db', /no scheme/],
    ['', /no scheme/],
    ['sqlite://relative.db', /three slashes/],
    ['sqlite:///', /must be a file/],
    ['sqlite:///:memory:', /must be a file/],
    ['sqlite:///a.db?mode=ro', /parameters/],
    ['postgresql://u:hunter2@a,b/db', /several hosts/],
    ['postgresql://u:hunter2@a:1,b:2/db', /several hosts/],
    ['postgresql://u:hunter2@host/db?port=0', /port that is not a number/],
    ['postgresql://u:hunter2@host:0/db', /port that is not a number/],
    ['postgresql://u:hunter2%ff@host/db', /%25/],
    ['postgresql://u:hunter2@host:port/db', /port is a number from 1 to 65535/],
    ['postgresql://u:hunter2@host:70000/db', /port is a number from 1 to 65535/],
    ['postgresql://u:x/hunter2@host/db', /%2F/],
    ['postgresql://u:x#hunter2@host/db', /%23/],
    ['postgresql://u:x?hunter2@host/db', /./],
    ['postgresql://u:100%hunter2@host/db', /%25/],
    ['postgresql://u:hunter2%00@host/db', /NUL/],
    ['postgresql://u:hunter2@host/db?sslmode=hunter2', /sslmode/],
    ['postgresql://u:hunter2@host/db?hunter2=1', /parameter/],
    ['postgresql://u:hunter2@host/db/more', /form/],
    ['postgresql://[::1/db', /brackets/],
  ])('refuses %s with the reason, without the password', (dsn, message) => {
    try {
      parseDsn(dsn, '/work');
      expect.unreachable();
    } catch (error) {
      expect(isDomainError(error, 'BAD_SETTINGS')).toBe(true);
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toContain('hunter2');
    }
  });

  it('restores any percent-encoded login', () => {
    const word = string({ unit: 'grapheme', minLength: 1 }).filter(
      (text) => text.isWellFormed() && !text.includes('\0'),
    );
    assert(
      property(word, word, word, (user, password, database) => {
        const [u, p, d] = [user, password, database].map(encodeURIComponent);
        expect(parseDsn(`postgresql://${u}:${p}@host/${d}`)).toMatchObject({ address: { user, password, database } });
      }),
      { seed: 1, numRuns: rounds(300) },
    );
  });

  it('fails only with BAD_SETTINGS', () => {
    const anything = array(constantFrom('postgresql://', ...Array.from('u:p@h/d?#[]%,=&1é\0 ')), { maxLength: 30 });
    assert(
      property(anything, (parts) => {
        try {
          parseDsn(`postgresql://${parts.join('')}`);
        } catch (error) {
          expect(isDomainError(error, 'BAD_SETTINGS')).toBe(true);
        }
      }),
      { seed: 2, numRuns: rounds(2000) },
    );
  });

  it('returns the file and the folder for related files', () => {
    expect(sqliteFile('sqlite:////a/b.db')).toBe('/a/b.db');
    expect(dataFolder('sqlite:////a/b.db')).toBe('/a');
    expect(sqliteFile('postgresql://host/db')).toBeNull();
    expect(dataFolder('postgresql://host/db')).toBe(`${process.cwd()}/temp_data`);
  });
});
