import { createCipheriv } from 'node:crypto';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { type Damage, damage, mutate } from '../../../test/support/backup/mutate.ts';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { rounds } from '../../../test/support/depth.ts';
import { checkpointed, type Pair, snapshot, walDatabase } from '../../../test/support/formats/wal-databases.ts';
import { isDomainError } from '../../model/errors.ts';
import { StoredFile } from '../file/stored-file.ts';
import { Sandbox } from '../sandbox.ts';
import type { BackupEntry, SourceDatabase } from '../types.ts';
import { databaseError } from './database-error.ts';
import { trapError } from './direct/sqlite-failure.ts';
import { openSourceDatabase } from './open-source-database.ts';

const KEY = Buffer.alloc(32, 7);
const ENTRY = { domain: 'HomeDomain', relativePath: 'a.db', kind: 'file', sizeHint: null } as BackupEntry;
const WAL_ENTRY = { ...ENTRY, relativePath: 'a.db-wal' };

interface Files {
  readonly main: Uint8Array;
  readonly wal: Uint8Array | null;
  readonly encrypted: boolean;
}

/** Where the files of the database opened last are. */
let lastFolder = '';

function stored(bytes: Uint8Array, encrypted: boolean): Uint8Array {
  if (!encrypted) return bytes;
  const cipher = createCipheriv('aes-256-cbc', KEY, Buffer.alloc(16));
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** Opens the database of two files in a folder of their own. */
async function opened({ main, wal, encrypted }: Files, inPlace: boolean, mayWrite = true): Promise<SourceDatabase> {
  const folder = tempFolder();
  lastFolder = folder;
  writeFileSync(join(folder, 'a.db'), stored(main, encrypted));
  if (wal !== null) writeFileSync(join(folder, 'a.db-wal'), stored(wal, encrypted));
  return openSourceDatabase(
    ENTRY,
    { find: () => (wal === null ? null : WAL_ENTRY) },
    {
      openFile: ({ relativePath }) =>
        StoredFile.open(join(folder, relativePath), encrypted ? KEY : null, null, relativePath),
      hasPayload: () => true,
      sandbox: mayWrite ? () => Sandbox.open(join(folder, 'temp')) : null,
      inPlace,
      onClose: () => {},
    },
  );
}

/** The code of an expected failure. Its text may differ: SQLite's parts are not always noticed in the same order. */
function failure(error: unknown): unknown {
  const known = databaseError(error);
  if (isDomainError(known)) return known.code;
  if (known instanceof RangeError) return known.message;
  throw known;
}

function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return failure(error);
  }
}

/** All that can be read of a database. */
async function contents(files: Files, inPlace: boolean): Promise<unknown> {
  let source: SourceDatabase;
  try {
    source = await opened(files, inPlace);
  } catch (error) {
    return failure(error);
  }
  const { db } = source;
  try {
    const names = outcome(() =>
      db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY rowid LIMIT 1000').all(),
    );
    const tables = Array.isArray(names) ? names.map(({ name }: { name?: unknown }) => String(name)) : [];
    const rows = tables.map((name) => {
      const read: unknown[] = [];
      const end = outcome(() => {
        const statement = db.prepare(`SELECT *, 'end' FROM "${name.replaceAll('"', '""')}"`);
        statement.setReturnArrays(true);
        statement.setReadBigInts(true);
        for (const row of statement.iterate()) if (read.push(row) > 20_000) break;
        return 'all';
      });
      const numbers = outcome(() => db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}" LIMIT 5`).all());
      return { name, read, end, numbers };
    });
    const { size, wal, missingBytes } = source;
    const log = wal === null ? null : { ...wal, entry: wal.entry.relativePath };
    return { names, rows, size, wal: log, missingBytes, sha256: await source.sha256() };
  } finally {
    source.close();
  }
}

const value = fc.oneof(
  fc.constant(null),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true }),
  fc.string({ unit: ANY_CHARACTER, maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 3000 }),
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ minLength: 2000, maxLength: 5000 }),
);

interface Plan {
  readonly pageSize: number;
  readonly encoding: string;
  readonly old: readonly unknown[];
  readonly added: readonly unknown[];
  readonly wal: 'none' | 'committed' | 'uncommitted' | 'torn' | 'damaged';
  readonly encrypted: boolean;
  readonly damage: Damage | null;
  readonly walDamage: Damage;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  pageSize: fc.constantFrom(512, 1024, 4096, 16_384, 65_536),
  encoding: fc.constantFrom('UTF-8', 'UTF-16le', 'UTF-16be'),
  old: fc.array(value, { maxLength: 60 }),
  added: fc.array(value, { maxLength: 60 }),
  wal: fc.constantFrom('none', 'committed', 'uncommitted', 'torn', 'damaged'),
  encrypted: fc.boolean(),
  damage: fc.option(damage, { freq: 2 }),
  walDamage: damage,
});

function insert(db: DatabaseSync, values: readonly unknown[]): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS w(k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE INDEX IF NOT EXISTS i ON t(value)',
  );
  db.exec('CREATE VIEW IF NOT EXISTS v AS SELECT * FROM t; CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5(x)');
  const statement = db.prepare('INSERT INTO t(value) VALUES (?)');
  for (const one of values) statement.run(one as string);
  db.exec("INSERT OR REPLACE INTO w SELECT 'k' || (id % 20), value FROM t");
}

function filesOf(plan: Plan): Files {
  const pair: Pair = walDatabase(
    plan.pageSize,
    (db, file) => {
      insert(db, plan.old);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      insert(db, plan.added);
      if (plan.wal !== 'uncommitted') return snapshot(file);
      db.exec('BEGIN');
      insert(db, [...plan.old, ...plan.old, 'never committed']);
      db.exec('UPDATE t SET value = id');
      const torn = snapshot(file);
      db.exec('ROLLBACK');
      return torn;
    },
    plan.encoding,
  );
  const whole = Buffer.from(pair.wal);
  const wals: Record<Plan['wal'], () => Uint8Array | null> = {
    none: () => null,
    committed: () => whole,
    uncommitted: () => whole,
    torn: () => whole.subarray(0, Math.floor(whole.length * plan.walDamage.insertAt)),
    damaged: () => mutate(whole, plan.walDamage),
  };
  const main = plan.damage === null ? pair.database : mutate(pair.database, plan.damage);
  return { main, wal: wals[plan.wal](), encrypted: plan.encrypted };
}

describe('a database that is read in place', () => {
  it('has the rows and the errors of a private copy', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (made) => {
        const files = filesOf(made);
        expect(await contents(files, true)).toEqual(await contents(files, false));
      }),
      { numRuns: rounds(40) },
    );
  }, 120_000);

  const small = walDatabase(1024, (db) => insert(db, ['a'.repeat(5000), 1]));
  const files: Files = { main: checkpointed(small), wal: null, encrypted: true };

  it('reports a file that became shorter, and is cancelled once closed', async () => {
    const source = await opened(files, true);
    truncateSync(join(lastFolder, 'a.db'), 512);
    const read = (): unknown => source.db.prepare('SELECT * FROM t').all();
    expect(outcome(read)).toBe('READ_FAILED');
    source.close();
    source.close();
    expect(source.db.isOpen).toBe(false);
    expect(read).toThrow('database is not open');
    await expect(source.sha256()).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('refuses what a private copy refuses', async () => {
    const source = await opened(files, true);
    const { db } = source;
    for (const sql of [
      'SELECT * FROM v',
      "INSERT INTO t(value) VALUES ('x')",
      "ATTACH 'other.db' AS other",
      'PRAGMA user_version = 2',
      'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r',
    ]) {
      expect([sql, outcome(() => db.prepare(sql).all())]).toEqual([sql, 'MALFORMED_DATABASE']);
    }
    expect(outcome(() => db.prepare('SELECT "gone" FROM t').all())).toBe('UNSUPPORTED_SCHEMA');
    source.close();
  });

  it('is interrupted where a time limit is set', async () => {
    const source = await opened(files, true);
    const { db } = source;
    const endless =
      'SELECT count(*) AS n FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l, t m, t n, t o';
    const long = `${endless}, t p, t q, t r, t s, t t2, t u, t v2, t w2, t x, t y, t z, t a2, t b2, t c2, t d2`;
    db.limitTime?.(20);
    expect(() => db.prepare(long).all()).toThrow(expect.objectContaining({ errcode: 9, message: 'interrupted' }));
    db.limitTime?.(Infinity);
    expect(db.prepare('SELECT count(*) AS n FROM t').all()).toEqual([{ n: 2 }]);
    source.close();
  });

  it('does not compile a statement again when another limit is bound', async () => {
    const source = await opened(files, true);
    const { db } = source;
    const statement = db.prepare('SELECT id FROM t WHERE id IS NOT ? ORDER BY id LIMIT ?');
    let compiled = 0;
    (db as unknown as Pick<DatabaseSync, 'setAuthorizer'>).setAuthorizer(() => {
      compiled++;
      return 0;
    });
    // Another authorizer has it compiled again.
    statement.all(-1, 1);
    const before = compiled;
    expect([0, 1, 2].map((limit) => statement.all(-1, limit).length)).toEqual([0, 1, 2]);
    expect(compiled).toBe(before);
    source.close();
  });

  it('leaves an engine that has trapped to its databases', async () => {
    const before = await opened(files, true);
    const error = trapError(new RangeError('Maximum call stack size exceeded'));
    expect(databaseError(error)).toMatchObject({ code: 'MALFORMED_DATABASE' });
    const after = await opened(files, true);
    for (const source of [before, after]) {
      expect(source.db.prepare('SELECT id FROM t').all()).toHaveLength(2);
      source.close();
    }
  });

  it('keeps iterators of different statements apart, and finds rows by any kind of value', async () => {
    const source = await opened(files, true);
    const { db } = source;
    const [one, other] = [db.prepare('SELECT id FROM t'), db.prepare('SELECT id FROM t')];
    const pairs: unknown[] = [];
    for (const { id } of one.iterate()) for (const row of other.iterate()) pairs.push([id, row['id']]);
    expect(pairs).toEqual([1, 2].flatMap((a) => [1, 2].map((b) => [a, b])));
    const kind = db.prepare('SELECT typeof(?) AS type, ? AS value');
    for (const given of [null, 5, 2.5, -7n, 'ä\0b', '', Buffer.from('xy'), new Uint8Array(0)]) {
      const { value: same } = kind.get(given, given) ?? {};
      expect(same).toEqual(
        given instanceof Uint8Array ? new Uint8Array(given) : typeof given === 'bigint' ? -7 : given,
      );
    }
    source.close();
  });

  it('is a copy in memory where text is UTF-16, and a limit where that would be too large', async () => {
    const wide = checkpointed(walDatabase(65_536, (db) => insert(db, ['ä'.repeat(20)]), 'UTF-16le'));
    const source = await opened({ main: wide, wal: null, encrypted: true }, true);
    expect(source.db.prepare('SELECT value FROM t').all()).toEqual([{ value: 'ä'.repeat(20) }]);
    source.close();
    const large = Buffer.alloc(65 * 1024 * 1024);
    large.set(wide);
    const opening = opened({ main: large, wal: null, encrypted: false }, false, false);
    await expect(opening).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('is how a large database is read where nothing may be written', async () => {
    const large = Buffer.alloc(65 * 1024 * 1024);
    large.set(files.main);
    const source = await opened({ main: large, wal: null, encrypted: true }, false, false);
    expect(source.db.prepare('SELECT id FROM t').all()).toHaveLength(2);
    expect(readdirSync(lastFolder)).toEqual(['a.db']);
    source.close();
  });
});
