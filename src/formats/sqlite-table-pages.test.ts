import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { imageOfBytes, MalformedTable, type TablePage, visitTable } from './sqlite-table-pages.ts';

/** A database with a table of short and long rows, and gaps between its ROWIDs. */
function database(pageSize: number, rows: number): { db: DatabaseSync; root: number } {
  const db = new DatabaseSync(':memory:');
  db.exec(`PRAGMA page_size = ${pageSize}; CREATE TABLE other (a); CREATE TABLE t (id INTEGER PRIMARY KEY, a)`);
  const insert = db.prepare('INSERT INTO t VALUES (?, zeroblob(?))');
  db.exec('BEGIN');
  for (let row = 1; row <= rows; row++) insert.run(row * 3, row % 10 === 0 ? pageSize * 2 + row : row % 97);
  db.exec('COMMIT');
  const { root } = db.prepare("SELECT rootpage AS root FROM sqlite_schema WHERE name = 't'").get() as { root: number };
  return { db, root };
}

function pagesIn<T>(bytes: Uint8Array, root: number, take: (page: TablePage) => T): T[] {
  const taken: T[] = [];
  visitTable(imageOfBytes(bytes), root, { leaf: (page) => void taken.push(take(page)) });
  return taken;
}

const rowidsIn = (bytes: Uint8Array, root: number): number[] =>
  pagesIn(bytes, root, ({ rowids }) => [...rowids]).flat();

describe('pages of a table', () => {
  it.each([512, 4096, 65_536])('have the rows of the table, with pages of %i bytes', (pageSize) => {
    for (const rows of [0, 1, 2000]) {
      const { db, root } = database(pageSize, rows);
      const expected = db.prepare('SELECT id FROM t ORDER BY id').all();
      expect(rowidsIn(db.serialize(), root)).toEqual(expected.map(({ id }) => id));
      db.close();
    }
  });

  it('include the overflow of their rows', () => {
    const { db, root } = database(4096, 100);
    const bytesOf = () => pagesIn(db.serialize(), root, ({ bytes }) => Buffer.concat(bytes).toString('latin1'));
    const before = bytesOf();
    // The end of a row that begins with the same bytes.
    db.exec("UPDATE t SET a = CAST(zeroblob(length(a) - 1) || 'x' AS BLOB) WHERE id = 300");
    const after = bytesOf();
    expect(after.filter((bytes, page) => bytes !== before[page])).toHaveLength(1);
    db.close();
  });

  it('are pages, or an error, whatever the bytes', () => {
    const { db, root } = database(512, 400);
    const whole = db.serialize();
    db.close();
    let malformed = 0;
    for (let round = 0; round < rounds(3000); round++) {
      const bytes = whole.slice();
      for (let change = 0; change < 4; change++) {
        const at = (Math.imul(round * 4 + change + 1, 0x9e3779b1) >>> 0) % bytes.length;
        bytes[at] = (round * 31 + change * 7) & 0xff;
      }
      try {
        for (const length of pagesIn(bytes, root, ({ rowids }) => rowids.length)) expect(length).toBeLessThan(512);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedTable);
        malformed++;
      }
    }
    expect(malformed).toBeGreaterThan(0);
    for (const at of [0, 50, 99, 600]) expect(() => rowidsIn(whole.subarray(0, at), root)).toThrow(MalformedTable);
  });
});
