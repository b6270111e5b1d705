import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { destroyPages, leafPages } from '../../../test/support/artifacts/pages.ts';
import { messageName } from '../../locales/messages.ts';
import { OwnedRows } from './owned-rows.ts';
import { type Lost, SourceTable } from './source-table.ts';

/** A table with these ROWIDs, each owned by one of ten owners, and the offsets of its leaf pages. */
function tableOf(rowids: readonly number[]) {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, owner, filler)');
  const insert = db.prepare('INSERT INTO t VALUES (?, ?, zeroblob(100))');
  for (const rowid of rowids) insert.run(rowid, rowid % 10);
  const bytes = db.serialize();
  db.close();
  const pages = leafPages(bytes);
  /** Opens the table without the pages at these offsets. */
  const without = (...places: readonly number[]) => {
    const destroyed = pages.filter((_, place) => places.includes(place));
    const damaged = new DatabaseSync(':memory:');
    damaged.deserialize(destroyPages(bytes, destroyed, 255));
    const gone = new Set(destroyed.flatMap((page) => page.rowids.map(Number)));
    const losses: string[] = [];
    const lost: Lost = (reason) => void losses.push(messageName(reason));
    return {
      table: new SourceTable(damaged, 't', lost),
      lost,
      losses,
      left: rowids.filter((rowid) => !gone.has(rowid)),
    };
  };
  return { pages: pages.length, without };
}

const upTo = (count: number, of: (index: number) => number) => Array.from({ length: count }, (_, index) => of(index));

describe('a table with damaged pages', () => {
  it.each([
    ['rows without gaps', upTo(1000, (index) => index + 1)],
    ['rows that begin late', upTo(1000, (index) => 5000 + index)],
    ['rows far from each other', upTo(1000, (index) => index * 1_000_003)],
  ])('gives every other row: %s', (_, rowids) => {
    const { pages, without } = tableOf(rowids);
    expect(pages).toBeGreaterThan(20);
    for (const places of [[0], [5], [pages - 1], [5, 6, 7], [0, 1, pages - 1], [3, 12]]) {
      const { table, losses, left } = without(...places);
      expect(Array.from(table.rows({ id: 'id' }), ({ id }) => id)).toEqual(left);
      expect(losses.length).toBeGreaterThan(0);
      expect(Array.from(table.allRows({ id: 'id' }), ({ id }) => id)).toEqual(left);
    }
  });

  it('gives an intact page between two damaged ones', () => {
    const { without } = tableOf(upTo(1000, (index) => index + 1));
    const { table, left } = without(4, 6, 8);
    expect(Array.from(table.rows({ id: 'id' }), ({ id }) => id)).toEqual(left);
  });

  it('gives nothing if all pages are damaged', () => {
    const { pages, without } = tableOf(upTo(300, (index) => index + 1));
    const { table, losses } = without(...upTo(pages, (index) => index));
    expect([...table.rows({ id: 'id' })]).toEqual([]);
    expect(losses.length).toBeGreaterThan(0);
  });

  it('gives its rows by owner', () => {
    const { without } = tableOf(upTo(1000, (index) => index + 1));
    const { table, lost, losses, left } = without(2, 9);
    const rows = new OwnedRows(table, 'owner', { id: 'id' }, lost);
    for (let owner = 0; owner < 10; owner++)
      expect(rows.take(owner).map(({ id }) => id)).toEqual(left.filter((rowid) => rowid % 10 === owner));
    expect(losses.length).toBeGreaterThan(0);
  });
});
