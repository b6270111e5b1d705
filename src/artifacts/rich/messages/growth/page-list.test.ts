import { describe, expect, it } from 'vitest';
import { PageList, RowMatches } from './page-list.ts';

/** Pages with these ROWIDs and contents. */
function listOf(...pages: readonly (readonly [rowids: readonly number[], contents: string])[]): PageList {
  return PageList.read(
    pages.map(([rowids, contents]) => ({ rowids: Float64Array.from(rowids), bytes: [Buffer.from(contents)] })),
  );
}

const LIST = listOf([[1, 2], 'a'], [[5, 6, 7], 'b'], [[9], 'c']);

describe('a list of pages', () => {
  it('finds rows by ROWID', () => {
    expect([1, 2, 5, 7, 9].map((rowid) => LIST.positionOf(rowid))).toEqual([0, 1, 2, 4, 5]);
    expect([0, 3, 8, 10].map((rowid) => LIST.positionOf(rowid))).toEqual([-1, -1, -1, -1]);
  });

  it('is restored from its columns, unless they contradict each other', () => {
    const columns = LIST.columns.map(({ buffer, byteOffset, byteLength }) =>
      (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength),
    );
    const restored = PageList.of(columns);
    expect(restored?.rowids).toEqual(LIST.rowids);
    expect(restored?.starts).toEqual(LIST.starts);
    expect([0, 1, 2].every((page) => restored?.isSame(page, LIST, page))).toBe(true);
    expect(PageList.of(columns.slice(0, 2))).toBeNull();
    expect(PageList.of([new ArrayBuffer(8), ...columns.slice(1)])).toBeNull();
    expect(PageList.of([...columns.slice(0, 2), new ArrayBuffer(16)])).toBeNull();
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
