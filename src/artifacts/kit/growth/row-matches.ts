import type { PageList } from './page-list.ts';

/** Which rows of a table are those of an earlier reading. */
export class RowMatches {
  /** Positions of rows in the earlier list, or -1. */
  readonly before: Int32Array;
  /** 1 for rows of the earlier list that are still there. */
  readonly isThere: Uint8Array;
  /** Number of rows that are not in the earlier list. */
  readonly changed: number;

  /** Compares page by page. */
  constructor(pages: PageList, earlier: PageList) {
    this.before = new Int32Array(pages.rowids.length).fill(-1);
    this.isThere = new Uint8Array(earlier.rowids.length);
    let changed = pages.rowids.length;
    const first = ({ rowids, starts }: PageList, page: number): number => rowids[starts[page] as number] ?? Infinity;
    for (let page = 0, other = 0; page < pages.length; page++) {
      const rowid = first(pages, page);
      while (other < earlier.length && first(earlier, other) < rowid) other++;
      if (other >= earlier.length || first(earlier, other) !== rowid || !pages.isSame(page, earlier, other)) continue;
      const [start, end] = [pages.starts[page] as number, pages.starts[page + 1] as number];
      const shift = (earlier.starts[other] as number) - start;
      for (let position = start; position < end; position++) this.before[position] = position + shift;
      this.isThere.fill(1, start + shift, end + shift);
      changed -= end - start;
    }
    this.changed = changed;
  }

  /**
   * Where the rows end that begin at a position, are not marked in `isChanged`, and followed each other in the earlier
   * list; the position itself if it is marked.
   */
  endOfKept(position: number, isChanged: Uint8Array): number {
    const { before } = this;
    const shift = (before[position] as number) - position;
    let end = position;
    while (isChanged[end] === 0 && (before[end] as number) - end === shift) end++;
    return end;
  }

  /** ROWIDs that are new or on pages that changed, by the list they were matched with. */
  changedRowids(pages: PageList): number[] {
    if (this.changed === 0) return [];
    return Array.from(pages.rowids).filter((_rowid, position) => this.before[position] === -1);
  }

  /** ROWIDs that are gone, or were on pages that changed. */
  goneRowids(earlier: PageList): number[] {
    return Array.from(earlier.rowids).filter((_rowid, position) => this.isThere[position] === 0);
  }
}
