import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { damage, mutate } from '../../../test/support/backup/mutate.ts';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { isFull, rounds } from '../../../test/support/depth.ts';
import { hasLostInteriorPage, rebuiltPages } from '../../formats/sqlite-rebuilt-pages.ts';
import { imageOfBytes } from '../../formats/sqlite-table-pages.ts';
import { sqliteWithWal } from '../../synthetic/encoders/sqlite-with-wal.ts';
import { StoredFile } from '../file/stored-file.ts';
import { Sandbox } from '../sandbox.ts';
import { readAcrossDamage } from './damaged-rows.ts';
import { openInPlace } from './direct/open-in-place.ts';
import { openPrivateCopy } from './private-copy.ts';
import { rebuiltPagesOf } from './rebuilt-pages.ts';
import type { SqlDatabase } from './sql.ts';

/** First byte of the interior pages of tables. */
const INTERIOR = 0x05;

/** A database and where its pages are. */
interface Made {
  readonly bytes: Buffer;
  readonly pageSize: number;
  /** Root pages of tables by name. */
  readonly roots: ReadonlyMap<string, number>;
  /** Rows of tables with ROWIDs by name. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly interior: readonly number[];
}

const pageOf = ({ bytes, pageSize }: Pick<Made, 'bytes' | 'pageSize'>, number: number): Buffer =>
  bytes.subarray((number - 1) * pageSize, number * pageSize);

function made(settings: string, build: (db: DatabaseSync) => void): Made {
  const db = new DatabaseSync(':memory:');
  db.exec(settings);
  build(db);
  const bytes = Buffer.from(db.serialize());
  const pageSize = Number(db.prepare('PRAGMA page_size').get()?.['page_size']);
  const schema = db.prepare("SELECT name, rootpage, sql FROM sqlite_schema WHERE type = 'table'").all();
  const roots = new Map(schema.map(({ name, rootpage }) => [String(name), Number(rootpage)]));
  const names = schema.filter(({ sql }) => !String(sql).includes('WITHOUT ROWID')).map(({ name }) => String(name));
  const rows = new Map(names.map((name) => [name, rowsOf(db, name)]));
  const interior: number[] = [];
  for (let page = 2; page <= bytes.length / pageSize; page++)
    if (bytes[(page - 1) * pageSize] === INTERIOR) interior.push(page);
  db.close();
  return { bytes, pageSize, roots, rows, interior };
}

const asText = (row: unknown): string =>
  JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/** The rows of a table as far as they can be read. */
function rowsOf(db: SqlDatabase, table: string): string[] {
  const statement = db.prepare(`SELECT rowid, * FROM ${table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid`);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  const open = (first: number): Iterable<unknown> => statement.iterate(first);
  const rowid = (row: unknown): unknown => {
    const [value] = row as [bigint];
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  };
  return Array.from(
    readAcrossDamage(open, rowid, () => {}),
    asText,
  );
}

/** The database with its rebuilt pages, as bytes. */
function repaired({ bytes, pageSize }: Pick<Made, 'bytes' | 'pageSize'>): { bytes: Buffer; rebuilt: number[] } {
  const db = opened(bytes);
  const pages = rebuiltPagesOf(db, imageOfBytes(bytes));
  db.close();
  const copy = Buffer.from(bytes);
  for (const [number, page] of pages) copy.set(page, (number - 1) * pageSize);
  return { bytes: copy, rebuilt: [...pages.keys()].toSorted((a, b) => a - b) };
}

function opened(bytes: Uint8Array): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.deserialize(bytes);
  return db;
}

/** What is read of a table after {@link repaired}. */
function readBack(database: Pick<Made, 'bytes' | 'pageSize'>, table: string): string[] {
  const db = opened(repaired(database).bytes);
  const rows = rowsOf(db, table);
  db.close();
  return rows;
}

interface Reading {
  readonly rows: readonly string[];
  readonly found: readonly string[];
  readonly rebuiltPages: number;
  readonly sha256: string | null;
}

/** What each way to open a database reads of the table `t`. */
async function readings(main: Uint8Array, wal: Uint8Array | null): Promise<Record<string, Reading>> {
  const folder = tempFolder();
  const sandbox = await Sandbox.open(join(folder, 'temp'));
  onTestFinished(() => sandbox.dispose());
  writeFileSync(join(folder, 'main'), main);
  if (wal !== null) writeFileSync(join(folder, 'wal'), wal);
  const stored = (name: string): Promise<StoredFile> => StoredFile.open(join(folder, name), null, null, name);
  const ways = {
    memory: (one: StoredFile, other: StoredFile | null) =>
      openPrivateCopy(one, other, { sandbox: null, writable: false, salvage: true }),
    file: (one: StoredFile, other: StoredFile | null) =>
      openPrivateCopy(one, other, { sandbox: async () => sandbox, writable: false, salvage: true, maxInMemory: 0 }),
    'in place': (one: StoredFile, other: StoredFile | null) => openInPlace(one, other, { salvage: true }),
  };
  const results: Record<string, Reading> = {};
  for (const [way, open] of Object.entries(ways)) {
    const one = await stored('main');
    const other = wal === null ? null : await stored('wal');
    const source = await open(one, other);
    const { db, sha256, rebuiltPages: count } = source;
    const statement = db.prepare("SELECT id FROM t INDEXED BY i WHERE value BETWEEN 'value 10' AND 'value 11'");
    results[way] = {
      rows: rowsOf(db, 't'),
      found: statement.all().map(asText),
      rebuiltPages: count,
      sha256: typeof sha256 === 'function' ? await sha256() : sha256,
    };
    source.close();
    await one.close();
    await other?.close();
  }
  return results;
}

/** Rows of which some need overflow pages, and an index that has to find them. */
function fill(db: DatabaseSync, count: number, first = 1, width = 40): void {
  db.exec('CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, value TEXT, more BLOB)');
  db.exec('CREATE INDEX IF NOT EXISTS i ON t (value)');
  const insert = db.prepare('INSERT INTO t VALUES (?, ?, ?)');
  db.exec('BEGIN');
  for (let id = first; id < first + count; id++)
    insert.run(id, `value ${id}`, id % 100 === 0 ? Buffer.alloc(5000, id) : Buffer.alloc(width, id));
  db.exec('COMMIT');
}

const destroyers = {
  zeros: (page: Buffer): unknown => page.fill(0),
  // Same bytes at each run.
  'random bytes': (page: Buffer): unknown =>
    page.set(
      Buffer.concat(Array.from({ length: page.length / 32 }, (_, n) => createHash('sha256').update(`${n}`).digest())),
    ),
  'a leaf page of it': (page: Buffer, { bytes, pageSize, roots }: Made): unknown => {
    const other = Array.from({ length: bytes.length / pageSize }, (_, index) => index + 1).filter(
      (number) => ![...roots.values()].includes(number) && pageOf({ bytes, pageSize }, number)[0] === 0x0d,
    );
    return page.set(pageOf({ bytes, pageSize }, other[other.length >> 1] as number));
  },
  'a page of an index': (page: Buffer, { bytes, pageSize }: Made): unknown => {
    const all = Array.from({ length: bytes.length / pageSize }, (_, index) => index + 1);
    return page.set(pageOf({ bytes, pageSize }, all.findLast((n) => pageOf({ bytes, pageSize }, n)[0] === 0x0a) ?? 1));
  },
};

describe('rows behind a damaged interior page', () => {
  it.each(
    [512, 4096, 65_536]
      .flatMap((pageSize) =>
        ['UTF-8', 'UTF-16le', 'UTF-16be'].flatMap((encoding) =>
          (Object.keys(destroyers) as (keyof typeof destroyers)[]).map((how) => ({ pageSize, encoding, how })),
        ),
      )
      .filter(({ pageSize, encoding }) => isFull || (pageSize === 512 && encoding === 'UTF-8')),
  )(
    'are read in pages of $pageSize bytes in $encoding, with $how in its place',
    async ({ pageSize, encoding, how }) => {
      const whole = made(`PRAGMA page_size = ${pageSize}; PRAGMA encoding = '${encoding}'`, (db) =>
        fill(db, pageSize === 65_536 ? 4000 : 6000, 1, pageSize === 65_536 ? 40 : pageSize / 10),
      );
      const root = whole.roots.get('t') as number;
      const below = whole.interior.filter((page) => page !== root);
      expect(below.length > 1).toBe(pageSize < 65_536);
      for (const victim of [root, ...below.slice(1, 2)]) {
        // A root of another kind of leaf page is a table with less rows.
        if (victim === root && how === 'a leaf page of it') continue;
        const bytes = Buffer.from(whole.bytes);
        destroyers[how](pageOf({ bytes, pageSize }, victim), whole);
        const before = opened(bytes);
        expect(rowsOf(before, 't').length).toBeLessThan(whole.rows.get('t')?.length ?? 0);
        before.close();
        const result = repaired({ bytes, pageSize });
        expect(result.rebuilt).toEqual([victim]);
        expect(readBack({ bytes, pageSize }, 't')).toEqual(whole.rows.get('t'));
      }
    },
  );

  it('are read of a copy in memory, of one in a file and in place, by ROWID and by an index', async () => {
    const { bytes, pageSize, roots, rows, interior } = made('PRAGMA page_size = 512', (db) => fill(db, 4000));
    const root = roots.get('t') as number;
    const intact = await readings(bytes, null);
    for (const victim of [root, interior.find((page) => page !== root) as number]) {
      const broken = Buffer.from(bytes);
      pageOf({ bytes: broken, pageSize }, victim).fill(0);
      const sha256 = createHash('sha256').update(broken).digest('hex');
      const all = await readings(broken, null);
      for (const way of ['memory', 'file', 'in place']) {
        expect(intact[way]).toMatchObject({ rows: rows.get('t'), rebuiltPages: 0 });
        expect(all[way]).toEqual({ rows: rows.get('t'), found: intact['memory']?.found, rebuiltPages: 1, sha256 });
      }
    }
  });

  it('are those of the write-ahead log, whose pages are newer than those of the file', async () => {
    const { main, wal } = sqliteWithWal({
      build: (db) => {
        db.exec('PRAGMA page_size = 1024');
        fill(db, 4000);
      },
      newest: (db) => {
        db.exec("UPDATE t SET value = 'newer ' || id WHERE id % 50 = 0");
        fill(db, 100, 4001);
      },
    });
    const intact = await readings(main, wal);
    const root = Number(
      opened(toRollback(main)).prepare("SELECT rootpage FROM sqlite_schema WHERE name = 't'").get()?.['rootpage'],
    );
    const frames = framesOf(wal, 1024);
    const interior = pagesOf(main, 1024, INTERIOR).filter((page) => page !== root && !frames.has(page));
    const [victim = 0] = interior;
    expect(interior).not.toEqual([]);
    pageOf({ bytes: main, pageSize: 1024 }, victim).fill(0);
    const all = await readings(main, wal);
    for (const way of ['memory', 'file', 'in place']) {
      expect(all[way]?.rows).toEqual(intact['memory']?.rows);
      expect(all[way]).toMatchObject({ found: intact['memory']?.found, rebuiltPages: 1 });
    }
  });

  it('are not confused with those of a table of the same kind, except by pointer maps', () => {
    const build = (db: DatabaseSync): void => {
      for (const table of ['a', 'b', 'c']) {
        db.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, value TEXT)`);
        const insert = db.prepare(`INSERT INTO ${table} (value) VALUES (?)`);
        for (let id = 0; id < 2000; id++) insert.run(`${table} ${id}`);
      }
    };
    for (const mode of [0, 1, 2]) {
      const { bytes, pageSize, roots, rows } = made(`PRAGMA page_size = 512; PRAGMA auto_vacuum = ${mode}`, build);
      for (const table of ['a', 'b']) pageOf({ bytes, pageSize }, roots.get(table) as number).fill(0);
      for (const table of ['a', 'b']) {
        expect(readBack({ bytes, pageSize }, table)).toEqual(mode === 0 ? [] : rows.get(table));
      }
      expect(readBack({ bytes, pageSize }, 'c')).toEqual(rows.get('c'));
    }
  });

  it('may be older than the last columns of their table, and have ROWIDs of 64 bits or below zero', () => {
    const whole = made('PRAGMA page_size = 512', (db) => {
      db.exec('CREATE TABLE t (value TEXT)');
      const insert = db.prepare('INSERT INTO t (rowid, value) VALUES (?, ?)');
      insert.setReadBigInts(true);
      for (let n = -500n; n < 0n; n++) insert.run(n * 3n, `below ${n}`);
      db.exec("ALTER TABLE t ADD COLUMN added TEXT DEFAULT 'later'");
      for (let n = 0n; n < 500n; n++) insert.run(n === 499n ? 2n ** 63n - 1n : n << 50n, `wide ${n}`);
    });
    expect(whole.rows.get('t')).toHaveLength(1000);
    pageOf(whole, whole.roots.get('t') as number).fill(0xff);
    expect(readBack(whole, 't')).toEqual(whole.rows.get('t'));
  });

  it('are never those of free pages', () => {
    const whole = made('PRAGMA page_size = 512', (db) => {
      fill(db, 3000);
      db.exec('DELETE FROM t WHERE id BETWEEN 1000 AND 2000');
      db.exec('CREATE TABLE gone AS SELECT * FROM t; DROP TABLE gone');
    });
    pageOf(whole, whole.roots.get('t') as number).fill(0);
    expect(readBack(whole, 't')).toEqual(whole.rows.get('t'));
  });

  it('are looked for nowhere if the list of free pages is damaged', () => {
    const whole = made('PRAGMA page_size = 512', (db) => {
      fill(db, 3000);
      db.exec('DELETE FROM t WHERE id > 2000');
    });
    const trunk = whole.bytes.readUInt32BE(32);
    pageOf(whole, whole.roots.get('t') as number).fill(0);
    expect(repaired(whole).rebuilt).not.toEqual([]);
    pageOf(whole, trunk).fill(0);
    expect(repaired(whole).rebuilt).toEqual([]);
  });

  it('are looked for nowhere if two pages have the same rows, or a page has two parents', () => {
    const whole = made('PRAGMA page_size = 512', (db) => fill(db, 3000));
    const root = whole.roots.get('t') as number;
    const below = whole.interior.filter((page) => page !== root);
    const [first = 0, second = 0] = below;
    const leaf = pageOf(whole, first).readUInt32BE(8);
    const cases = { leaf, interior: second };
    for (const [what, copied] of Object.entries(cases)) {
      const bytes = Buffer.from(whole.bytes);
      const last = bytes.length / 512;
      const [main, extra] = [{ bytes, pageSize: 512 }, Buffer.from(pageOf(whole, copied))];
      pageOf(main, root).fill(0);
      expect([what, repaired(main).rebuilt]).toEqual([what, [root]]);
      // A page that nothing refers to.
      const longer = { bytes: Buffer.concat([bytes, extra]), pageSize: 512 };
      longer.bytes.writeUInt32BE(last + 1, 28);
      expect([what, repaired(longer).rebuilt]).toEqual([what, []]);
    }
  });

  it('stay hidden where only a leaf page, or a table without ROWIDs, is damaged', () => {
    const whole = made('PRAGMA page_size = 512', (db) => {
      fill(db, 500);
      db.exec('CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID');
      for (let n = 0; n < 500; n++) db.prepare('INSERT INTO w VALUES (?, ?)').run(`key ${n}`, n);
    });
    expect(repaired(whole).rebuilt).toEqual([]);
    pageOf(whole, whole.roots.get('w') as number).fill(0);
    expect(repaired(whole).rebuilt).toEqual([]);
    const first = whole.interior.find((page) => page !== whole.roots.get('t')) as number;
    const leaf = pageOf(whole, pageOf(whole, first).readUInt32BE(8));
    expect(leaf[0]).toBe(0x0d);
    leaf.fill(0);
    expect(repaired(whole).rebuilt).toEqual([]);
  });

  const declarations = [
    'id INTEGER PRIMARY KEY, a TEXT, b INTEGER',
    'a TEXT, b INTEGER',
    'a TEXT NOT NULL, b INTEGER, c BLOB, d REAL',
    'a INTEGER, b INTEGER',
    'id INTEGER PRIMARY KEY DESC, a TEXT',
    'a TEXT, g TEXT GENERATED ALWAYS AS (a || 1) VIRTUAL, b INTEGER',
  ];
  const table = fc.record({
    declaration: fc.constantFrom(...declarations),
    rows: fc.constantFrom(0, 1, 5, 300, 900, 1500),
    first: fc.constantFrom(1, -300, 1_000_000),
    step: fc.constantFrom(1, 1, 3),
    isAltered: fc.boolean(),
    isThinned: fc.boolean(),
    isCopied: fc.boolean(),
    isDropped: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  });

  const zeros = fc.constant(0);
  const noise = fc.uint8Array({ minLength: 64, maxLength: 64 });
  /** Where in the file the page is that is copied. */
  const copyOf = fc.double({ min: 0, max: 0.999, noNaN: true });
  const victim = (how: fc.Arbitrary<number | Uint8Array<ArrayBuffer>>) =>
    fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      // Mostly interior pages; leaf pages of tables and pages of indexes as well.
      types: fc.constantFrom([0x05], [0x05], [0x02, 0x05, 0x0a, 0x0d]),
      how,
    });

  it('are rows of their table, each once, whatever was destroyed', () => {
    let gained = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(512, 1024, 4096),
        fc.constantFrom('UTF-8', 'UTF-16le', 'UTF-16be'),
        fc.constantFrom(0, 0, 1, 2),
        fc.array(table, { minLength: 1, maxLength: 5 }),
        // A page that is replaced by a copy of another one is the only damage: with a second lost page in a table of the
        // same shape, the owner of the orphaned rows cannot be determined.
        fc.oneof(fc.array(victim(fc.oneof(zeros, noise)), { minLength: 1, maxLength: 3 }), fc.tuple(victim(copyOf))),
        (pageSize, encoding, vacuum, tables, victims) => {
          const settings = `PRAGMA page_size = ${pageSize}; PRAGMA encoding = '${encoding}'; PRAGMA auto_vacuum = ${vacuum}`;
          const whole = made(settings, (db) => tables.forEach((spec, index) => makeTable(db, `t${index}`, spec)));
          const healthy = opened(whole.bytes);
          expect(rebuiltPagesOf(healthy, imageOfBytes(whole.bytes)).size).toBe(0);
          healthy.close();
          const bytes = Buffer.from(whole.bytes);
          const pages = bytes.length / pageSize;
          for (const { at, types, how } of victims) {
            const possible = types.flatMap((type) => pagesOf(whole.bytes, pageSize, type));
            const page = possible[Math.floor(at * possible.length)];
            if (page === undefined) continue;
            const target = pageOf({ bytes, pageSize }, page);
            if (typeof how !== 'number') target.fill(how);
            else if (how === 0) target.fill(0);
            else target.set(pageOf(whole, 2 + Math.floor(how * (pages - 1))));
          }
          const damaged = opened(bytes);
          const result = opened(repaired({ bytes, pageSize }).bytes);
          // Of a damaged schema nothing is read.
          const names = isReadable(damaged) ? [...whole.rows.keys()] : [];
          for (const name of names) {
            const before = rowsOf(damaged, name);
            const after = rowsOf(result, name);
            const known = new Set([...(whole.rows.get(name) ?? []), ...before]);
            expect(after.filter((row) => !known.has(row))).toEqual([]);
            expect(new Set(after).size).toBe(after.length);
            gained += after.length - before.length;
          }
          damaged.close();
          result.close();
        },
      ),
      { numRuns: rounds(150) },
    );
    expect(gained).toBeGreaterThan(0);
  }, 120_000);

  it('are pages of a database, or none, whatever its bytes', () => {
    const whole = made('PRAGMA page_size = 512', (db) => fill(db, 1500));
    const tables = [...whole.roots.values()].map((root) => ({ root, columns: 3, alias: 1, required: 0 }));
    fc.assert(
      fc.property(damage, fc.uint8Array({ maxLength: 300 }), fc.nat(), (change, noise, at) => {
        const bytes = mutate(whole.bytes, change);
        bytes.set(
          noise.subarray(0, Math.max(0, bytes.length - 100)),
          Math.min(at % bytes.length, Math.max(0, bytes.length - noise.length)),
        );
        const image = imageOfBytes(bytes);
        hasLostInteriorPage(
          image,
          tables.map(({ root }) => root),
        );
        for (const page of rebuiltPages(image, { tables, indexes: [at % 1000] }).values())
          expect(page[0]).toBe(INTERIOR);
      }),
      { numRuns: rounds(300) },
    );
  }, 60_000);
});

function isReadable(db: DatabaseSync): boolean {
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch {
    return false;
  }
}

interface TableSpec {
  readonly declaration: string;
  readonly rows: number;
  readonly first: number;
  readonly step: number;
  readonly isAltered: boolean;
  readonly isThinned: boolean;
  readonly isCopied: boolean;
  readonly isDropped: boolean;
}

function makeTable(db: DatabaseSync, name: string, spec: TableSpec): void {
  db.exec(`CREATE TABLE ${name} (${spec.declaration}); CREATE INDEX i${name} ON ${name} (a); BEGIN`);
  const insert = db.prepare(`INSERT INTO ${name} (rowid, a) VALUES (?, ?)`);
  for (let row = 0; row < spec.rows; row++) {
    // The end of the text makes rows of different tables differ.
    insert.run(
      spec.first + row * spec.step,
      row % 300 === 7 ? `${'long '.repeat(500)}${name}` : `${row * 7919} ${name}`,
    );
    if (spec.isAltered && row === spec.rows >> 1) db.exec(`ALTER TABLE ${name} ADD COLUMN added TEXT DEFAULT 'later'`);
  }
  db.exec('COMMIT');
  if (spec.isThinned) db.exec(`DELETE FROM ${name} WHERE rowid % 3 = 1 OR rowid BETWEEN 200 AND 260`);
  if (spec.isCopied) db.exec(`CREATE TABLE ${name}copy AS SELECT * FROM ${name}`);
  if (spec.isDropped) db.exec(`DROP TABLE ${name}`);
}

/** Numbers of the pages that begin with a byte. */
function pagesOf(bytes: Buffer, pageSize: number, type: number): number[] {
  const found: number[] = [];
  for (let page = 2; page <= bytes.length / pageSize; page++)
    if (bytes[(page - 1) * pageSize] === type) found.push(page);
  return found;
}

function toRollback(main: Buffer): Buffer {
  const copy = Buffer.from(main);
  copy.fill(1, 18, 20);
  return copy;
}

/** Numbers of the pages in a `-wal`. */
function framesOf(wal: Buffer, pageSize: number): Set<number> {
  const numbers = new Set<number>();
  for (let at = 32; at + 24 <= wal.length; at += 24 + pageSize) numbers.add(wal.readUInt32BE(at));
  return numbers;
}
