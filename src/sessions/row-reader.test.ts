import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, SEED } from '../../test/support/formats/mutations.ts';
import { type SyntheticEntry, writeBackup } from '../../test/synthetic/index.ts';
import { isDomainError } from '../model/errors.ts';
import type { BackupHandle, UnlockManager } from './index.ts';
import { createUnlockManager } from './index.ts';

const DOMAIN = 'HomeDomain';

function database(fill: (db: DatabaseSync) => void): Uint8Array {
  const db = new DatabaseSync(':memory:');
  fill(db);
  const bytes = db.serialize();
  db.close();
  return bytes;
}

const PLAIN = database((db) => {
  db.exec(
    'CREATE TABLE item (Z_PK INTEGER PRIMARY KEY, big INTEGER, ratio REAL, word TEXT, data BLOB, empty, "od""d" TEXT)',
  );
  db.prepare('INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    7,
    2n ** 60n,
    0.5,
    'ä'.repeat(5000),
    new Uint8Array(100_000).fill(0xab),
    null,
    'x',
  );
  db.exec('INSERT INTO item (Z_PK, ratio) VALUES (8, 9e999)');
  db.exec(`CREATE TABLE wide (${Array.from({ length: 1200 }, (_, index) => `c${index} INTEGER`).join(', ')})`);
  db.exec('INSERT INTO wide (c0, c1199) VALUES (1, 2)');
  db.exec('CREATE VIEW sneaky AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n');
});

describe('rows of databases in a backup', () => {
  let folder = '';
  let sessions: UnlockManager;
  let handle: BackupHandle;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-rows-'));
    const file = (relativePath: string, contents: Uint8Array): SyntheticEntry => ({
      domain: DOMAIN,
      relativePath,
      kind: 'file',
      contents,
    });
    const broken = fc
      .sample(mutated([PLAIN]), { seed: SEED, numRuns: rounds(25) })
      .map((bytes, index) => file(`broken-${index}.db`, bytes));
    const files = [file('plain.db', PLAIN), ...broken];
    await writeBackup(join(folder, 'backup'), { manifest: 'db', layout: 'sharded', files });
    sessions = createUnlockManager({ ttlMs: 60_000, tempPath: join(folder, 'temp') });
    const ref = { id: 'abcdefghijkmnpqr', path: join(folder, 'backup') };
    await sessions.unlock(ref, null);
    handle = await sessions.handle(ref);
  });
  afterAll(async () => {
    await sessions.close();
    await rm(folder, { recursive: true });
  });

  const read = (tables: readonly string[], where: Record<string, number>, relativePath = 'plain.db') =>
    handle.readRow({ domain: DOMAIN, relativePath }, { tables, where });

  it('are shown as stored, long values truncated', async () => {
    expect(await read(['gone', 'item'], { Z_PK: 7 })).toEqual({
      table: 'item',
      values: [
        { column: 'Z_PK', type: 'integer', value: 7, bytes: null },
        { column: 'big', type: 'integer', value: '1152921504606846976', bytes: null },
        { column: 'ratio', type: 'real', value: 0.5, bytes: null },
        { column: 'word', type: 'text', value: 'ä'.repeat(4000), bytes: 10_000 },
        { column: 'data', type: 'blob', value: 'ab'.repeat(64), bytes: 100_000 },
        { column: 'empty', type: 'null', value: null, bytes: null },
        { column: 'od"d', type: 'text', value: 'x', bytes: 1 },
      ],
    });
    const infinite = await read(['item'], { ROWID: 8 });
    expect(infinite?.values[2]).toMatchObject({ type: 'real', value: 'Infinity' });
  });

  it('may have more columns than one query can return', async () => {
    const wide = await read(['wide'], { rowid: 1 });
    expect(wide?.values).toHaveLength(1200);
    expect(wide?.values.at(-1)).toMatchObject({ column: 'c1199', value: 2 });
  });

  it('are null if absent, and never come from a view', async () => {
    expect(await read(['item'], { Z_PK: 9 })).toBeNull();
    for (const [tables, where] of [
      [['sneaky'], { x: 1 }],
      [['nope', 'sqlite_schema'], { rowid: 1 }],
      [[], { rowid: 1 }],
      [['item'], {}],
      [['item'], { zpk: 7 }],
    ] as const) {
      await expect(read(tables, where)).rejects.toMatchObject({ code: 'UNSUPPORTED_SCHEMA' });
    }
    await expect(read(['item'], { Z_PK: 1 }, 'none.db')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of damaged databases yield rows, null or a DomainError', async () => {
    for (let index = 0; index < 25; index++) {
      for (const where of [{ Z_PK: 7 }, { rowid: 8 }]) {
        try {
          const row = await read(['item', 'wide'], where, `broken-${index}.db`);
          if (row !== null) expect(row.values.length).toBeGreaterThan(0);
        } catch (error) {
          expect([index, isDomainError(error)]).toEqual([index, true]);
        }
      }
    }
  });
});
