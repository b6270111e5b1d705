import { DatabaseSync } from 'node:sqlite';

/**
 * Leaf pages of tables in a SQLite file (https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1). Tests destroy
 * some of them and know the lost rows.
 */
export interface LeafPage {
  readonly table: string;
  /** Counted from 1. */
  readonly number: number;
  readonly rowids: readonly bigint[];
}

/** First byte of a b-tree page. */
const INTERIOR = 5;
const LEAF = 13;

/** Bytes before the b-tree header of page 1. */
const FILE_HEADER = 100;

/** Every leaf page of every table with ROWIDs, except the schema table. */
export function leafPages(file: Uint8Array): LeafPage[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(file);
    const tables = db
      .prepare(`SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`)
      .all() as { name: string; rootpage: number }[];
    return tables.flatMap(({ name, rootpage }) => leavesBelow(bytes, name, rootpage));
  } finally {
    db.close();
  }
}

/** The pages of an index, or of all of them; `table` is its name. */
export function indexPages(file: Uint8Array, name?: string): LeafPage[] {
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(file);
    const pages = db
      .prepare(
        `SELECT name AS "table", pageno AS number FROM dbstat
         WHERE name IN (SELECT name FROM sqlite_schema WHERE type = 'index' AND name = ifnull(?, name))`,
      )
      .all(name ?? null) as { table: string; number: number }[];
    return pages.map((page) => ({ ...page, rowids: [] }));
  } finally {
    db.close();
  }
}

function leavesBelow(bytes: Buffer, table: string, number: number): LeafPage[] {
  const page = pageAt(bytes, number);
  const header = number === 1 ? FILE_HEADER : 0;
  const type = page[header];
  const cells = (start: number) =>
    Array.from({ length: page.readUInt16BE(header + 3) }, (_, index) => page.readUInt16BE(start + 2 * index));
  if (type === LEAF) {
    const rowids = cells(header + 8).map((cell) => varint(page, varint(page, cell).end).value);
    return [{ table, number, rowids }];
  }
  // Tables without ROWID are stored as an index.
  if (type !== INTERIOR) return [];
  const children = cells(header + 12).map((cell) => page.readUInt32BE(cell));
  return [...children, page.readUInt32BE(header + 8)].flatMap((child) => leavesBelow(bytes, table, child));
}

function pageAt(bytes: Buffer, number: number): Buffer {
  const stored = bytes.readUInt16BE(16);
  const size = stored === 1 ? 65_536 : stored;
  return bytes.subarray((number - 1) * size, number * size);
}

function varint(page: Buffer, start: number): { value: bigint; end: number } {
  let value = 0n;
  for (let index = 0; index < 8; index++) {
    const byte = page[start + index] ?? 0;
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  value = (value << 8n) | BigInt(page[start + 8] ?? 0);
  return { value: BigInt.asIntN(64, value), end: start + 9 };
}

/** A copy in which SQLite cannot read these pages: their page type is invalid. */
export function destroyPages(intact: Uint8Array, pages: readonly LeafPage[], fill: number): Uint8Array {
  const bytes = Buffer.from(intact);
  for (const { number } of pages) {
    const page = pageAt(bytes, number).subarray(number === 1 ? FILE_HEADER : 0);
    page.fill(fill);
    page[0] = 0;
  }
  return bytes;
}

/** A copy with the rows of these pages deleted. */
export function deletePages(intact: Uint8Array, pages: readonly LeafPage[]): Uint8Array {
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(intact);
    db.exec('PRAGMA foreign_keys = OFF');
    for (const { name } of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all())
      db.exec(`DROP TRIGGER "${String(name)}"`);
    for (const { table, rowids } of pages) {
      const statement = db.prepare(`DELETE FROM "${table}" WHERE rowid = ?`);
      for (const rowid of rowids) statement.run(rowid);
    }
    return db.serialize();
  } finally {
    db.close();
  }
}

/** A copy of which only the first pages are left, as the backup opens it: the others are zeros. */
export function cutShort(intact: Uint8Array, keptPages: number): Uint8Array {
  const bytes = Buffer.from(intact);
  return bytes.fill(0, pageAt(bytes, keptPages).byteOffset - bytes.byteOffset + pageAt(bytes, keptPages).length);
}

/** Number of pages of a file. */
export function pageCount(file: Uint8Array): number {
  return file.length / pageAt(Buffer.from(file.buffer, file.byteOffset, file.length), 1).length;
}

/** A copy without the rows that cannot be reached if only the first pages are left; null if the schema is among them. */
export function withoutPagesBeyond(intact: Uint8Array, keptPages: number): Uint8Array | null {
  const bytes = Buffer.from(intact.buffer, intact.byteOffset, intact.length);
  if (lostRows(bytes, 1, keptPages).length > 0) return null;
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(intact);
    db.exec('PRAGMA foreign_keys = OFF');
    for (const { name } of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all())
      db.exec(`DROP TRIGGER "${String(name)}"`);
    const tables = db.prepare(`SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`).all();
    for (const { name, rootpage } of tables) {
      const lost = lostRows(bytes, Number(rootpage), keptPages);
      if (lost.includes('all')) db.exec(`DELETE FROM "${String(name)}"`);
      for (const rowid of lost) {
        if (rowid !== 'all') db.prepare(`DELETE FROM "${String(name)}" WHERE rowid = ?`).run(rowid);
      }
    }
    return db.serialize();
  } finally {
    db.close();
  }
}

/** ROWIDs of the rows of a b-tree that need a page beyond the kept ones; `all` for a table without ROWIDs. */
function lostRows(bytes: Buffer, root: number, keptPages: number): (bigint | 'all')[] {
  const page = pageAt(bytes, root);
  const header = root === 1 ? FILE_HEADER : 0;
  const type = page[header];
  const cells = (start: number) =>
    Array.from({ length: page.readUInt16BE(header + 3) }, (_, index) => page.readUInt16BE(start + 2 * index));
  if (type === LEAF) {
    return cells(header + 8).flatMap((cell) => {
      const size = varint(page, cell);
      const rowid = varint(page, size.end);
      const isLost = root > keptPages || overflowsBeyond(bytes, page, rowid.end, Number(size.value), keptPages);
      return isLost ? [rowid.value] : [];
    });
  }
  if (type !== INTERIOR) return root > keptPages || bytes.length / page.length > keptPages ? ['all'] : [];
  const children = [...cells(header + 12).map((cell) => page.readUInt32BE(cell)), page.readUInt32BE(header + 8)];
  return children.flatMap((child) => lostRows(bytes, child, root > keptPages ? 0 : keptPages));
}

/** Follows the overflow pages of a cell (https://www.sqlite.org/fileformat2.html#cell_payload_overflow_pages). */
function overflowsBeyond(bytes: Buffer, page: Buffer, payload: number, size: number, keptPages: number): boolean {
  const usable = bytes.length === 0 ? 0 : page.length - (bytes[20] ?? 0);
  const most = usable - 35;
  if (size <= most) return false;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((size - least) % (usable - 4));
  const local = wanted <= most ? wanted : least;
  for (let next = page.readUInt32BE(payload + local); next !== 0; next = pageAt(bytes, next).readUInt32BE(0)) {
    if (next > keptPages) return true;
  }
  return false;
}
