import { type Rowid, readVarint } from './varint.ts';

/** Types of b-tree pages (https://www.sqlite.org/fileformat2.html#b_tree_pages). */
const TABLE_INTERIOR = 0x05;
const TABLE_LEAF = 0x0d;
const INDEX_INTERIOR = 0x02;
const INDEX_LEAF = 0x0a;

/** Columns whose NULLs are compared with what a table declares. */
export const COMPARED_COLUMNS = 32;

/** A leaf page of a table, whose rows need not be whole. */
export interface LeafPage {
  readonly isLeaf: true;
  /** First and last ROWID; a page without rows has null. */
  readonly low: Rowid | null;
  readonly high: Rowid | null;
  /** What its rows look like; null if one of them is damaged, or says so only in an overflow page. */
  readonly shape: RowShape | null;
  /** Two pages with different rows rarely have the same. */
  readonly digest: number;
}

/** What the rows of a page have in common. */
export interface RowShape {
  /** The largest number of columns. */
  readonly columns: number;
  /** Bits of the first {@link COMPARED_COLUMNS} columns: some row has NULL, or a value. */
  readonly nulls: number;
  readonly values: number;
}

/** An interior page of a table. */
export interface InteriorPage {
  readonly isLeaf: false;
  readonly children: readonly number[];
  /** The largest ROWID that may be in each child but for the last one. */
  readonly keys: readonly Rowid[];
}

/** A page of the b-tree of a table. */
export type TreePage = LeafPage | InteriorPage;

/** True for a page that begins as one of an index, or of a table without ROWIDs. */
export function isIndexPage(bytes: Uint8Array): boolean {
  return bytes[0] === INDEX_INTERIOR || bytes[0] === INDEX_LEAF;
}

/** Positions of the cells of a page of this kind; null if it is none, or a pointer leads out of it. */
function cellsOf(bytes: Uint8Array, start: number, usable: number, isLeaf: boolean): Uint16Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint16(start + 3);
  const pointers = start + (isLeaf ? 8 : 12);
  const first = pointers + 2 * count;
  const content = view.getUint16(start + 5) || 65_536;
  const freeBlock = view.getUint16(start + 1);
  if (first > usable || content < first || content > usable || bytes[start + 7] === undefined) return null;
  if (freeBlock !== 0 && (freeBlock < content || freeBlock > usable - 4)) return null;
  const cells = new Uint16Array(count);
  for (let cell = 0; cell < count; cell++) {
    const at = view.getUint16(pointers + 2 * cell);
    if (at < content || at > usable - 4) return null;
    cells[cell] = at;
  }
  return cells;
}

/**
 * Reads a page of a table; null if it is none.
 * @param start where its b-tree header begins
 */
export function readTreePage(bytes: Uint8Array, start: number, usable: number): TreePage | null {
  const type = bytes[start];
  if (type === TABLE_INTERIOR) return interiorPage(bytes, start, usable);
  return type === TABLE_LEAF ? leafPage(bytes, start, usable) : null;
}

/** Numbers of the pages below a page of an index, or of a table without ROWIDs; null for a damaged one. */
export function readIndexChildren(bytes: Uint8Array, usable: number): readonly number[] | null {
  if (bytes[0] === INDEX_LEAF) return [];
  const cells = bytes[0] === INDEX_INTERIOR ? cellsOf(bytes, 0, usable, false) : null;
  return cells === null ? null : childrenOf(bytes, 0, cells);
}

function childrenOf(bytes: Uint8Array, start: number, cells: Uint16Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return [...Array.from(cells, (at) => view.getUint32(at)), view.getUint32(start + 8)];
}

function interiorPage(bytes: Uint8Array, start: number, usable: number): InteriorPage | null {
  const cells = cellsOf(bytes, start, usable, false);
  if (cells === null || cells.length === 0) return null;
  const keys: Rowid[] = [];
  for (const at of cells) {
    const key = readVarint(bytes, at + 4, usable);
    const last = keys.at(-1);
    if (key === null || (last !== undefined && key.value <= last)) return null;
    keys.push(key.value);
  }
  return { isLeaf: false, children: childrenOf(bytes, start, cells), keys };
}

function leafPage(bytes: Uint8Array, start: number, usable: number): LeafPage | null {
  const cells = cellsOf(bytes, start, usable, true);
  if (cells === null) return null;
  let [columns, nulls, values, digest] = [0, 0, 0, 0x811c9dc5];
  let low: Rowid | null = null;
  let high: Rowid | null = null;
  let isSound = cells.length > 0;
  for (const at of cells) {
    const size = readVarint(bytes, at, usable);
    const rowid = size === null ? null : readVarint(bytes, size.end, usable);
    if (size === null || rowid === null) return null;
    if (high !== null && rowid.value <= high) isSound = false;
    low ??= rowid.value;
    high = rowid.value;
    const local = localSize(size.value, usable);
    const end = rowid.end + (local ?? 0);
    if (local === null || end > usable) {
      isSound = false;
      continue;
    }
    for (let byte = at; byte < end; byte++) digest = Math.imul(digest ^ (bytes[byte] as number), 0x01000193);
    const shape = isSound ? shapeOf(bytes, rowid.end, end, size.value as number) : null;
    if (shape === null) isSound = false;
    else {
      columns = Math.max(columns, shape.columns);
      nulls |= shape.nulls;
      values |= shape.values;
    }
  }
  return { isLeaf: true, low, high, shape: isSound ? { columns, nulls, values } : null, digest };
}

/** Bytes of a row in its leaf page; null for an impossible size. */
function localSize(size: Rowid, usable: number): number | null {
  if (typeof size !== 'number' || size < 2 || size > 0x7fffffff) return null;
  const most = usable - 35;
  if (size <= most) return size;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((size - least) % (usable - 4));
  // The number of the first overflow page follows.
  return (fitting <= most ? fitting : least) + 4;
}

/** The shape of a row; null if its header is impossible or goes on in an overflow page. */
function shapeOf(bytes: Uint8Array, start: number, end: number, size: number): RowShape | null {
  const header = readVarint(bytes, start, end);
  if (header === null || typeof header.value !== 'number') return null;
  const headerEnd = start + header.value;
  if (headerEnd > end || headerEnd < header.end) return null;
  let [columns, nulls, values, content] = [0, 0, 0, header.value];
  for (let at = header.end; at < headerEnd; columns++) {
    const type = readVarint(bytes, at, headerEnd);
    const length = type === null ? null : lengthOf(type.value);
    if (type === null || length === null) return null;
    if (columns < COMPARED_COLUMNS) {
      if (type.value === 0) nulls |= 1 << columns;
      else values |= 1 << columns;
    }
    content += length;
    at = type.end;
  }
  return content === size && columns > 0 ? { columns, nulls, values } : null;
}

/** Bytes of a value of a serial type; null if there is no such type. */
function lengthOf(type: Rowid): number | null {
  if (typeof type !== 'number' || type < 0 || type === 10 || type === 11) return null;
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] as number;
}

/** The cells of a leaf page, to compare two of them. */
export function rowBytes(bytes: Uint8Array, usable: number, start: number): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (const at of cellsOf(bytes, start, usable, true) ?? []) {
    const size = readVarint(bytes, at, usable);
    const rowid = size === null ? null : readVarint(bytes, size.end, usable);
    const local = size === null ? null : localSize(size.value, usable);
    if (rowid !== null && local !== null) rows.push(bytes.subarray(at, rowid.end + local));
  }
  return rows;
}
