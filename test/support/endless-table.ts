import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Levels of interior pages, and children of each: 200^6 leaves, too many to read. */
const LEVELS = 6;
const FAN_OUT = 200;

const INTERIOR_TABLE_PAGE = 5;
const HEADER_BYTES = 12;

/**
 * Rewrites the b-tree of `table` in a closed database file so that a full scan never ends: six levels of interior pages
 * whose children are all the same page. Every page is valid by itself, so SQLite does not detect it.
 * (https://www.sqlite.org/fileformat2.html#b_tree_pages)
 */
export function makeEndless(path: string, table: string): void {
  const db = new DatabaseSync(path);
  const found = db.prepare('SELECT rootpage FROM sqlite_master WHERE type = ? AND name = ?').get('table', table);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
  const rootPage = found?.rootpage as number;
  const file = readFileSync(path);
  const pageSize = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16);
  const pages: Buffer[] = [file];
  let count = file.length / pageSize;
  const append = (page: Buffer): number => {
    pages.push(page);
    return ++count;
  };
  // The old root, which contains the rows of a small table or refers to them, becomes the leaf.
  let child = append(Buffer.from(file.subarray((rootPage - 1) * pageSize, rootPage * pageSize)));
  for (let level = 1; level < LEVELS; level++) child = append(interiorPage(pageSize, child));
  interiorPage(pageSize, child).copy(file, (rootPage - 1) * pageSize);
  file.writeUInt32BE(count, 28);
  writeFileSync(path, Buffer.concat(pages));
}

function interiorPage(pageSize: number, child: number): Buffer {
  const page = Buffer.alloc(pageSize);
  const cellBytes = 5;
  const cells = Math.min(FAN_OUT, Math.floor((pageSize - HEADER_BYTES) / (cellBytes + 2)));
  page.writeUInt8(INTERIOR_TABLE_PAGE, 0);
  page.writeUInt16BE(cells, 3);
  page.writeUInt16BE(pageSize - cells * cellBytes, 5);
  page.writeUInt32BE(child, 8);
  for (let cell = 0; cell < cells; cell++) {
    const offset = pageSize - (cell + 1) * cellBytes;
    page.writeUInt16BE(offset, HEADER_BYTES + cell * 2);
    page.writeUInt32BE(child, offset);
    // Left rowid of the cell: any key below 128; it is not compared in a scan.
    page.writeUInt8(1, offset + 4);
  }
  return page;
}
