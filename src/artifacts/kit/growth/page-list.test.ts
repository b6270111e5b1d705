import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { PageDigests } from '../../../backup/source-database/page-digests.ts';
import type { DatabaseImage } from '../../../formats/sqlite-table-pages.ts';
import { toGaps } from './packed-columns.ts';
import { PageList } from './page-list.ts';
import { RowMatches } from './row-matches.ts';

/** Pages with these ROWIDs, and digests of these letters. */
function listOf(...pages: readonly (readonly [rowids: readonly number[], contents: string])[]): PageList {
  const digests = Buffer.concat(pages.map(([, contents]) => Buffer.alloc(16, contents)));
  const columns = [
    toGaps(Float64Array.from(pages.flatMap(([rowids]) => rowids))),
    Uint32Array.from(pages, ([rowids]) => rowids.length),
    Uint8Array.from(digests),
    Uint32Array.from(pages, (_page, index) => index + 1),
  ];
  return PageList.of(columns.map(({ buffer }) => buffer)) as PageList;
}

/** The bytes of a database; positions that are read are added to `read`. */
function imageOf(db: DatabaseSync, read: number[]): DatabaseImage {
  const bytes = db.serialize();
  return {
    size: bytes.length,
    read(target, position) {
      read.push(position);
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
}

const listOfThree = () => listOf([[1, 2], 'a'], [[5, 6, 7], 'b'], [[9], 'c']);
const LIST = listOfThree();

describe('a list of pages', () => {
  it('finds rows by ROWID', () => {
    expect([1, 2, 5, 7, 9].map((rowid) => LIST.positionOf(rowid))).toEqual([0, 1, 2, 4, 5]);
    expect([0, 3, 8, 10].map((rowid) => LIST.positionOf(rowid))).toEqual([-1, -1, -1, -1]);
  });

  it('is restored from its columns, unless they contradict each other', () => {
    const columns = listOfThree()
      .takeColumns()
      .map(({ buffer, byteOffset, byteLength }) => buffer.slice(byteOffset, byteOffset + byteLength));
    const restored = PageList.of(columns);
    expect(restored?.rowids).toEqual(LIST.rowids);
    expect(restored?.starts).toEqual(LIST.starts);
    expect([0, 1, 2].every((page) => restored?.isSame(page, LIST, page))).toBe(true);
    expect(PageList.of(columns.slice(0, 2))).toBeNull();
    expect(PageList.of([new ArrayBuffer(8), ...columns.slice(1)])).toBeNull();
    expect(PageList.of([...columns.slice(0, 2), new ArrayBuffer(16), ...columns.slice(3)])).toBeNull();
    expect(PageList.of([...columns.slice(0, 3), new ArrayBuffer(4)])).toBeNull();
  });

  it('is read without the pages that are the same and in the same place, but for those with overflow pages', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
    const insert = db.prepare('INSERT INTO t (text) VALUES (?)');
    for (let row = 0; row < 500; row++) insert.run('x'.repeat(row === 77 ? 9000 : 100));
    const root = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 't'").get()?.['rootpage']);
    const before = PageList.read(imageOf(db, []), root);
    db.exec("UPDATE t SET text = 'changed' WHERE id = 300");
    const read: number[] = [];
    const image = imageOf(db, read);
    const digests = new PageDigests(image.size);
    digests.add(db.serialize());
    const grown = PageList.read({ ...image, digests }, root, before);
    const whole = PageList.read(imageOf(db, []), root);
    expect(grown.rowids).toEqual(whole.rowids);
    const { changed } = new RowMatches(grown, before);
    expect(grown.takeColumns()).toEqual(whole.takeColumns());
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(50);
    // The header, the root, the page that changed, and that with overflow pages and these.
    expect(read.length).toBeLessThan(10);
    expect(whole.length).toBeGreaterThan(12);
    db.close();
  });
});

describe('rows that are the same', () => {
  it('are those of equal pages, wherever these are', () => {
    const now = listOf([[0], 'new'], [[1, 2], 'a'], [[5, 6], 'changed'], [[9], 'c'], [[10, 11], 'newer']);
    const { before, isThere, changed } = new RowMatches(now, LIST);
    expect([...before]).toEqual([-1, 0, 1, -1, -1, 5, -1, -1]);
    expect([...isThere]).toEqual([1, 1, 0, 0, 0, 1]);
    expect(changed).toBe(5);
  });
});
