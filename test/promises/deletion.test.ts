import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { artifactTables } from '../../src/artifacts/registry.ts';
import type { BackupId } from '../../src/model/ids.ts';
import { openStore, type Store } from '../../src/storage/index.ts';
import { firstOnly } from '../support/first-only.ts';
import { foundBackup } from '../support/storage/test-store.ts';
import type { Database } from './support/database.ts';
import { onEachDatabase } from './support/databases.ts';

firstOnly();

/** Number of messages of a large backup, each with a row of the search index: deleting them takes a second or more. */
const MANY = 100_000;

/** Enough for several batches. */
const SOME = 20_000;

const TIMEOUT_MS = 300_000;

/** A query for the numbers 1 … n as `key`, which both engines support. */
const numbers = (count: number): string =>
  `with recursive counted(key) as (select 1 union all select key + 1 from counted where key < ${count})`;

onEachDatabase('deleting a large backup from a', TIMEOUT_MS, (kind) => {
  let folder: string;
  let database: Database;
  let store: Store<typeof artifactTables>;
  let large: BackupId;
  let small: BackupId;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-deletion-'));
    database = await kind.open(folder);
    store = await openStore({ dsn: database.dsn, tables: artifactTables });
    await store.migrate();
    const found = ['large', 'small'].map((name) => {
      const one = foundBackup({ path: `/backups/${name}`, statusUuid: name }, name);
      return { ...one, fingerprint: name };
    });
    const { added } = await store.backups.refresh(found, [{ path: '/backups', reachable: true }]);
    [large, small] = added as [BackupId, BackupId];
    await fill(small, 10, MANY);
  }, TIMEOUT_MS);
  afterEach(async () => {
    await store.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  /** Inserts this number of messages directly into the tables. */
  async function fill(backup: BackupId, count: number, firstSearchId: number): Promise<void> {
    const run = await store.runs.acquire(backup, { owner: 'test' });
    const target = await store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
    const ids = `${target.backupId}, ${target.runId}`;
    await database.query(
      `insert into messages (backup_id, run_id, key, text)
       ${numbers(count)} select ${ids}, key, 'made up' from counted`,
    );
    await database.query(
      `insert into artifact_search_index (id, backup_id, run_id, type, ref, display_text)
       ${numbers(count)} select ${firstSearchId} + key, ${ids}, 'message', cast(key as text), 'made up' from counted`,
    );
    const counts = { found: count, parsed: count, skipped: 0, notes: [], milliseconds: 1 };
    await store.runs.finishArtifactRun(target, {
      entry: { artifact: 'messages', version: 1, outcome: 'indexed', reason: null, ...counts },
      signature: 's',
      sources: [
        {
          artifact: 'messages',
          store: 'db',
          fileID: 'a'.repeat(40),
          domain: 'D',
          relativePath: 'p',
          size: 1,
          sha256: 'b',
        },
      ],
    });
    await store.runs.finish(run.id);
  }

  async function count(table: string, condition = 'true'): Promise<number> {
    const [row] = await database.query(`select count(*) as n from ${table} where ${condition}`);
    return Number(row?.['n']);
  }

  /** Rows with a foreign key to a missing row. */
  async function orphans(): Promise<string[]> {
    const links = {
      backup_id: 'backups',
      run_id: 'artifact_runs',
      artifact_run_id: 'artifact_runs',
      index_run_id: 'index_runs',
    };
    const tables = await database.tables();
    const statements = [...tables].flatMap(([table, columns]) =>
      Object.entries(links)
        .filter(([column]) => columns.includes(column))
        .map(
          ([column, parent]) =>
            `select '${table}.${column}' as place, count(*) as n from ${table} where ${column} not in (select id from ${parent})`,
        ),
    );
    const rows = (await database.queryAll(statements)).flat();
    return rows.flatMap(({ place, n }) => (Number(n) > 0 ? [`${String(place)}: ${String(n)}`] : []));
  }

  /** Expects that the large backup is deleted and the small one is complete. */
  async function expectOnlySmallOne(): Promise<void> {
    expect(await orphans()).toEqual([]);
    const counts = {
      backups: 1,
      index_runs: 1,
      artifact_runs: 1,
      source_files: 1,
      messages: 10,
      artifact_search_index: 10,
    };
    for (const [table, expected] of Object.entries(counts))
      expect([table, await count(table)]).toEqual([table, expected]);
    expect((await store.backups.list()).map(({ publicId }) => publicId)).toEqual([small]);
    expect((await store.runs.scope(small)).runs.size).toBe(1);
  }

  it('answers immediately, hides it immediately, and leaves no orphans', async () => {
    await fill(large, MANY, 0);
    await store.deleteBackup(large);
    // The request takes as long for any size: it deletes none of the rows.
    expect(await count('messages')).toBe(MANY + 10);
    expect((await store.backups.list()).map(({ publicId }) => publicId)).toEqual([small]);
    const purging = store.purge({ pauseMs: 0 });
    // Other writes succeed meanwhile.
    await store.backups.touchUnlocked(small);
    expect(await count('messages')).toBeGreaterThan(10);
    expect(await purging).toMatchObject({ rows: 2 * MANY, backups: 1 });
    await expectOnlySmallOne();
  });

  it('continues after an interruption', async () => {
    await fill(large, SOME, 0);
    await store.deleteBackup(large);
    const interrupt = new AbortController();
    const purging = store.purge({ signal: interrupt.signal, pauseMs: 50 });
    await expect.poll(() => count('messages'), { timeout: TIMEOUT_MS }).toBeLessThan(SOME);
    interrupt.abort();
    await expect(purging).rejects.toMatchObject({ code: 'CANCELLED' });
    await store.close();
    store = await openStore({ dsn: database.dsn, tables: artifactTables });
    expect(await store.purge({ pauseMs: 0 })).toMatchObject({ backups: 1 });
    await expectOnlySmallOne();
  });

  it('deletes rows by foreign keys too', async () => {
    await fill(large, SOME, 0);
    await database.query(`delete from backups where public_id = '${large}'`);
    await expectOnlySmallOne();
  });
});
