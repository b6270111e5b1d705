import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { isDomainError } from '../../model/errors.ts';
import { databaseError } from './database-error.ts';
import { guard, openHardened } from './harden.ts';
import { columns, tables } from './schema.ts';

function guarded(schema: string): DatabaseSync {
  const source = new DatabaseSync(':memory:');
  source.exec(schema);
  const db = openHardened(':memory:', false);
  db.deserialize(source.serialize());
  guard(db);
  return db;
}

const SCHEMA = `
  CREATE TABLE message (id INTEGER PRIMARY KEY, text TEXT);
  INSERT INTO message VALUES (1, 'hello'), (2, 'world');
  CREATE VIEW Chat AS SELECT id FROM message;
  CREATE VIEW bomb AS SELECT hex(zeroblob(100)) AS x;
  CREATE TRIGGER t AFTER INSERT ON message BEGIN SELECT 1; END;
  CREATE VIRTUAL TABLE words USING fts5(text);
`;

describe('guard', () => {
  it.each([
    'SELECT text FROM message WHERE id = 1',
    'SELECT count(*), max(length(text)) FROM message',
    'WITH recent AS (SELECT * FROM message ORDER BY id DESC LIMIT 1) SELECT text FROM recent',
    'SELECT (SELECT text FROM message AS m WHERE m.id = o.id) FROM message AS o',
    "SELECT value FROM json_each('[1,2]')",
    "SELECT name FROM pragma_table_info('message')",
    'PRAGMA table_info(message)',
    'PRAGMA user_version',
    'PRAGMA quick_check(message)',
    'SELECT sql FROM sqlite_schema',
    'SELECT block FROM words_data',
  ])('allows reading: %s', (sql) => {
    expect(() => guarded(SCHEMA).prepare(sql).all()).not.toThrow();
  });

  it.each([
    'SELECT id FROM Chat',
    'SELECT id FROM CHAT',
    'SELECT 1 FROM Chat',
    'SELECT x FROM bomb',
    'SELECT text FROM words',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
    'INSERT INTO message VALUES (3, NULL)',
    'DELETE FROM message',
    'DROP TABLE message',
    'CREATE TABLE other (x)',
    'CREATE TEMP TABLE other (x)',
    'CREATE VIEW v AS SELECT 1',
    "ATTACH '/etc/passwd' AS p",
    'PRAGMA user_version = 5',
    'PRAGMA writable_schema = ON',
    'PRAGMA journal_mode = WAL',
    "PRAGMA temp_store_directory = '/tmp'",
    'PRAGMA query_only = OFF',
    "SELECT load_extension('x')",
    'BEGIN',
    "VACUUM INTO '/tmp/x'",
    'ANALYZE',
  ])('refuses: %s', (sql) => {
    let thrown: unknown;
    try {
      guarded(SCHEMA).prepare(sql).all();
    } catch (error) {
      thrown = databaseError(error);
    }
    expect(isDomainError(thrown, 'MALFORMED_DATABASE')).toBe(true);
  });
});

describe('databaseError', () => {
  it('returns other errors unchanged', () => {
    const bug = new TypeError('x is not a function');
    expect(databaseError(bug)).toBe(bug);
  });

  it('distinguishes a missing table or column from damage', () => {
    for (const sql of ['SELECT x FROM absent', 'SELECT absent FROM message']) {
      try {
        guarded(SCHEMA).prepare(sql);
        expect.unreachable();
      } catch (error) {
        expect(databaseError(error)).toMatchObject({ code: 'UNSUPPORTED_SCHEMA' });
      }
    }
  });

  it('recognises a value that is too large', () => {
    try {
      openHardened(':memory:', false).prepare('SELECT zeroblob(500000000)').get();
    } catch (error) {
      expect(databaseError(error)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
      return;
    }
    expect.unreachable();
  });
});

describe('schema discovery', () => {
  it('lists plain tables and their columns', () => {
    const db = guarded(SCHEMA);
    expect(tables(db)).toContain('message');
    expect(tables(db).has('Chat')).toBe(false);
    expect(tables(db).has('words')).toBe(false);
    expect(columns(db, 'message')).toEqual(new Set(['id', 'text']));
    expect(columns(db, "no'such")).toEqual(new Set());
  });
});
