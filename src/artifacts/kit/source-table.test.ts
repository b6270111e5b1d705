import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destroyPages, indexPages } from '../../../test/support/artifacts/pages.ts';
import { fromMessagesDate } from '../../formats/apple-time.ts';
import { messageName } from '../../locales/messages.ts';
import { asInteger, asShortText, asText, positionsOf, type Row, SourceTable } from './source-table.ts';

function open(sql: string): { db: DatabaseSync; losses: string[]; table: (name: string) => SourceTable } {
  const db = new DatabaseSync(':memory:');
  db.exec(sql);
  const losses: string[] = [];
  return { db, losses, table: (name) => new SourceTable(db, name, (reason) => losses.push(messageName(reason))) };
}

describe('SourceTable', () => {
  it('gives NULL for a column that is missing, not its name', () => {
    const table = open("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')").table('t');
    const row = table
      .select({
        there: table.value('a'),
        value: table.value('b'),
        integer: table.integer('b'),
        bounded: table.bounded('b', 9),
        date: table.messagesDate('b'),
        flag: table.flag('b'),
        exceeds: table.exceeds('b', 9),
      })
      .get();
    expect(row?.there).toBe('x');
    expect([row?.value, row?.integer, row?.bounded, row?.date]).toEqual([null, null, null, null]);
    expect([row?.flag, row?.exceeds]).toEqual([0, 0]);
    expect(table.has('a')).toBe(true);
    expect(table.has('a', 'b')).toBe(false);
  });

  it('treats a view like a missing table', () => {
    const { table } = open('CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t');
    expect(table('v').exists).toBe(false);
    expect(table('u').exists).toBe(false);
    expect(table('t').exists).toBe(true);
  });

  it('never loads a value that is too large, and reports it', () => {
    const table = open("CREATE TABLE t (a); INSERT INTO t VALUES ('ab'), ('abc'), (NULL)").table('t');
    const rows = table.rows({ value: table.bounded('a', 2), isTooLarge: table.exceeds('a', 2) });
    expect(Array.from(rows, ({ value, isTooLarge }) => [value, isTooLarge])).toEqual([
      ['ab', 0],
      [null, 1],
      [null, 0],
    ]);
  });

  it('reads only integers in JavaScript’s range', () => {
    const table = open(
      "CREATE TABLE t (a); INSERT INTO t VALUES (7), (9007199254740993), (-9223372036854775808), ('7'), (x'07'), (NULL)",
    ).table('t');
    expect(Array.from(table.rows({ a: table.integer('a') }), ({ a }) => asInteger(a))).toEqual([
      7,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads tables in chunks, with or without a ROWID', () => {
    const numbers =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i * 3, i FROM n';
    const { table, losses } = open(
      `CREATE TABLE t (k INTEGER PRIMARY KEY, v); INSERT INTO t ${numbers}; INSERT INTO t VALUES (-5, 'first');
       CREATE TABLE w (k INTEGER PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO w ${numbers}; CREATE TABLE none (k)`,
    );
    for (const name of ['t', 'w', 'none']) {
      const expressions = { k: table(name).integer('k'), v: table(name).value('v') };
      const pairs = (rows: Iterable<Row<'k' | 'v'>>) => Array.from(rows, ({ k, v }) => [k, v]);
      const read = pairs(table(name).allRows(expressions));
      expect(read).toHaveLength({ t: 1001, w: 1000 }[name] ?? 0);
      expect(read).toEqual(pairs(table(name).rows(expressions, 'ORDER BY k')));
    }
    expect(losses).toEqual([]);
  });

  it('gives all rows of a chunk before and behind damage', () => {
    const { db, table, losses } = open('CREATE TABLE t (a)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    for (let row = 1; row <= 600; row++) insert.run(row === 300 ? '[' : String(row));
    const read = Array.from(table('t').allRows({ value: 'json(a)' }), ({ value }) => value);
    const all = Array.from({ length: 600 }, (_, index) => String(index + 1));
    expect(read).toEqual(all.filter((value) => value !== '300'));
    expect(losses).toEqual(['damaged-rows:t']);
  });

  it('continues behind damage in ROWID order, with a condition and a limit', () => {
    const { table, losses } = open(
      "CREATE TABLE t (rowid, _rowid_, a); INSERT INTO t VALUES (9, 'x', '1'), (8, 'x', '['), (7, 'x', '3'), (6, 'y', '4'), (5, 'x', '5'), (4, 'x', '6')",
    );
    const read = (rest: string) => Array.from(table('t').rows({ value: 'json(a)' }, rest), ({ value }) => value);
    expect(read('')).toEqual(['1', '3', '4', '5', '6']);
    expect(read("WHERE _rowid_ = 'x' OR a = '4' ORDER BY rowid LIMIT 4")).toEqual(['1', '3', '4', '5']);
    expect(read("WHERE _rowid_ = 'x'")).toEqual(['1', '3', '5', '6']);
    expect(losses).toEqual(Array(3).fill('damaged-rows:t'));
    // In another order SQLite sorts first, and meets the damage before it returns a row.
    expect(read('ORDER BY a')).toEqual([]);
  });

  it('ends at damage, and reports it', () => {
    const { table, losses } = open("CREATE TABLE t (a); INSERT INTO t VALUES (1), ('[')");
    const rows = table('t').rows({ sum: "json_extract('1', '$') + json(a)" });
    expect(Array.from(rows, ({ sum }) => sum)).toEqual([2]);
    expect(losses).toEqual(['damaged-rows:t']);
  });

  it('reads and counts a table with a damaged index', () => {
    const { db } = open(`CREATE TABLE t (a, b); CREATE INDEX byA ON t (a);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO t SELECT i * 7 % 2000, 'value' || i FROM n`);
    const intact = db.serialize();
    const ordered = (bytes: Uint8Array) => {
      const losses: string[] = [];
      const damaged = new DatabaseSync(':memory:');
      damaged.deserialize(bytes);
      const table = new SourceTable(damaged, 't', (reason) => losses.push(messageName(reason)));
      return { losses, count: table.count(), rows: [...table.rows({ a: 'a' }, 'ORDER BY a')].map(({ a }) => a) };
    };
    const whole = ordered(intact);
    expect([whole.count, whole.rows.length, whole.losses]).toEqual([2000, 2000, []]);
    const pages = indexPages(intact, 'byA');
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) expect(ordered(destroyPages(intact, [page], 0))).toEqual(whole);
  });

  it('converts dates of Messages to milliseconds like fromMessagesDate', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (date INTEGER)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    const table = new SourceTable(db, 't', () => {});
    const selection = table.select({ date: table.messagesDate('date') });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
          fc.bigInt({ min: -(10n ** 9n), max: 10n ** 10n }),
          // A phone whose clock was reset to 1970 counts from before 2001.
          fc.bigInt({ min: -(10n ** 18n), max: -(10n ** 12n) }),
          fc.constantFrom(0n, 999_999_999_999n, 10n ** 12n, 588_813_210_539_788_032n, -978_307_200_000_000_000n),
        ),
        (date) => {
          db.exec('DELETE FROM t');
          insert.run(date);
          const value = selection.get()?.date;
          const expected = fromMessagesDate(date);
          // Doubles round nanoseconds, SQL does not.
          if (expected === null) expect(value).toBeNull();
          else expect(Math.abs((value as number) - expected)).toBeLessThanOrEqual(1);
        },
      ),
      { seed: 1 },
    );
  });

  it('finds rows by ROWID', () => {
    const { table, losses } = open("CREATE TABLE t (a); INSERT INTO t VALUES ('1'), ('[')");
    const find = table('t').lookup({ rowid: 'rowid', value: 'json(a)' });
    const row = find(1);
    expect([row?.rowid, row?.value]).toEqual([1, '1']);
    expect([find(2), find(3)]).toEqual([null, null]);
    expect(losses).toEqual(['damaged-rows:t']);
  });

  it('supports any column names', () => {
    const table = open('CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (3, 4)').table('t');
    const expressions = { values: table.value('a'), constructor: table.value('b') };
    expect(Array.from(table.rows(expressions), (row) => [row.values, row.constructor])).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const at = positionsOf(expressions);
    const arrays = table.select(expressions).arrays();
    expect(Array.from(arrays, (row) => [row[at.values], row[at.constructor]])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('has no date for text, blobs and numbers out of range', () => {
    const table = open("CREATE TABLE t (date); INSERT INTO t VALUES ('x'), (x'01'), (-9e18), (NULL), (0)").table('t');
    const dates = Array.from(table.rows({ date: table.messagesDate('date') }), ({ date }) => date);
    expect(dates).toEqual([null, null, null, null, null]);
  });
});

it('reads text from any value of a text column', () => {
  expect(asText(Buffer.from('é'))).toBe('é');
  expect(asText(12)).toBe('12');
  expect(asText(null)).toBeNull();
  expect(asShortText('')).toBeNull();
  expect(asShortText('x'.repeat(100_000))).toHaveLength(32_768);
});
