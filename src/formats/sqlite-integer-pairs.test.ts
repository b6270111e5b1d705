import { DatabaseSync } from 'node:sqlite';
import { array, assert, boolean, constant, integer, maxSafeInteger, oneof, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { readIntegerPairs } from './sqlite-integer-pairs.ts';
import { imageOfBytes, MalformedTable } from './sqlite-table-pages.ts';

/** A database with the table `t`, and its root page. */
function made(
  columns: string,
  fill: (db: DatabaseSync) => void,
): { readonly bytes: Uint8Array; readonly root: number } {
  const db = new DatabaseSync(':memory:');
  try {
    db.exec(`CREATE TABLE t (${columns})`);
    fill(db);
    const root = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 't'").get()?.['rootpage']);
    return { bytes: db.serialize(), root };
  } finally {
    db.close();
  }
}

const number = oneof(integer(), maxSafeInteger(), integer({ min: -200, max: 200 }), constant(null));

describe('pairs of whole numbers', () => {
  it('are those that SQLite reads', () => {
    assert(
      property(array(tuple(number, number, boolean()), { maxLength: 2000 }), (rows) => {
        const { bytes, root } = made('a INTEGER, text TEXT, b INTEGER', (db) => {
          const insert = db.prepare('INSERT INTO t VALUES (cast(? AS INTEGER), ?, cast(? AS INTEGER))');
          for (const [a, b, isLong] of rows) insert.run(a, isLong ? 'x'.repeat(50) : null, b);
        });
        const expected = rows.flatMap(([a, b]) => (a === null || b === null ? [] : [a, b]));
        expect([...readIntegerPairs(imageOfBytes(bytes), root, [0, 2])]).toEqual(expected);
      }),
      { seed: 3, numRuns: rounds(100, 20) },
    );
  });

  it.each([
    ['a text', "INSERT INTO t VALUES ('x', 1)"],
    ['a float', 'INSERT INTO t VALUES (1.5, 1)'],
    ['a number beyond 2^53', 'INSERT INTO t VALUES (9007199254740993, 1)'],
    [
      'a long row',
      "INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD COLUMN c; UPDATE t SET c = printf('%.*c', 9000, 'x')",
    ],
  ])('are not read from a table with %s', (_what, sql) => {
    const { bytes, root } = made('a, b', (db) => db.exec(sql));
    expect(() => readIntegerPairs(imageOfBytes(bytes), root, [0, 1])).toThrow(MalformedTable);
  });

  it('are not read from rows that are older than the column', () => {
    const { bytes, root } = made('a', (db) =>
      db.exec('INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT 3'),
    );
    expect(() => readIntegerPairs(imageOfBytes(bytes), root, [0, 1])).toThrow(MalformedTable);
  });

  it('of damaged pages are read or refused', () => {
    const { bytes, root } = made('a INTEGER, b INTEGER', (db) => {
      const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
      for (let row = 0; row < 500; row++) insert.run(row, row * 1000);
    });
    assert(
      property(
        array(tuple(integer({ min: 4096, max: bytes.length - 1 }), integer({ min: 0, max: 255 }))),
        (changes) => {
          const damaged = Uint8Array.from(bytes);
          for (const [at, byte] of changes) damaged[at] = byte;
          try {
            expect(readIntegerPairs(imageOfBytes(damaged), root, [0, 1]).length).toBeLessThan(20_000);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedTable);
          }
        },
      ),
      { seed: 4, numRuns: rounds(300, 50) },
    );
  });
});
