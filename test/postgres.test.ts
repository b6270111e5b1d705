import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { artifactTables } from '../src/artifacts/registry.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import { openApp } from '../src/main.ts';
import { ERROR_TABLE } from '../src/model/errors.ts';
import { parseQuery } from '../src/storage/index.ts';
import { getOverview } from '../src/views/index.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { hasService } from './support/services/shared.ts';
import { ENGINES, type TestDatabase } from './support/storage/engines.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

const PASSWORD = 'correct horse battery staple';
const QUERIES = ['', 'the', 'a*', '"see you"', 'type:contact', 'from:me', 'no:filter', '世界', 'the -you', '+44'];

/** Indexes the demo backup into a new database and returns its contents without installation-specific data. */
async function indexed(workspace: Workspace): Promise<unknown> {
  const app = await openApp(workspace.settings);
  try {
    await app.catalog.refresh();
    const [record] = await app.store.backups.list();
    const id = record?.publicId ?? '';
    const backup = await openBackup(join(workspace.backups, 'demo'), { password: PASSWORD, tempPath: workspace.temp });
    await backup.close();
    await app.indexer.start(id, await unlockBackup(backup.folder, PASSWORD));
    expect((await app.indexer.wait(id)).state).toBe('succeeded');
    // Autovacuum does this sooner or later; then PostgreSQL groups by hashes, in no defined order.
    await sql`analyze artifact_search_index`.execute(app.store.write);
    const ledger = await app.store.ledger.latest(id);
    return {
      rows: await everyRow(app),
      pages: await everyPage(app),
      ledger: ledger.map(({ milliseconds: _milliseconds, createdAt: _createdAt, ...line }) => line),
      sources: await app.store.sources.list(id),
      overview: await getOverview(app.views, id, 'Europe/Berlin', []),
    };
  } finally {
    await app.close();
  }
}

async function everyRow({ store }: App): Promise<Record<string, unknown>> {
  const tables: Record<string, unknown> = {};
  for (const name of Object.keys(artifactTables)) {
    const rows = await store.read
      .selectFrom(name as 'messages')
      .selectAll()
      // Rows of previews are removed a little later.
      .where('runId', 'in', (eb) => eb.selectFrom('artifact_runs').select('id').where('isCurrent', '=', true))
      .execute();
    const texts = rows.map(({ backupId: _backupId, runId: _runId, ...row }) => JSON.stringify(row));
    tables[name] = texts.toSorted();
  }
  return tables;
}

/** Three pages of every query in every order. */
async function everyPage({ store }: App): Promise<unknown[]> {
  const pages: unknown[] = [];
  for (const text of QUERIES) {
    for (const sort of ['newest', 'oldest', 'relevance'] as const) {
      let cursor: string | null | undefined;
      for (let count = 0; count < 3 && cursor !== null; count++) {
        const asked = { query: parseQuery(text), sort, limit: 20, ...(cursor === undefined ? {} : { cursor }) };
        const page = await store.search.find(asked);
        pages.push({ text, sort, page });
        cursor = page.next;
      }
    }
  }
  return pages;
}

describe.skipIf(!hasService('postgres'))('on PostgreSQL and on SQLite', () => {
  let demo: Workspace;
  const open: { workspace: Workspace; database: TestDatabase }[] = [];
  beforeAll(async () => {
    demo = await makeWorkspace();
    await mkdir(demo.backups);
    await writeDemoBackup(join(demo.backups, 'demo'), {
      password: PASSWORD,
      messages: 1500,
      contacts: 60,
      photos: 20,
      seed: 'engines',
    });
  });
  afterEach(async () => {
    for (const { workspace, database } of open.splice(0)) {
      await database.drop();
      await workspace.remove();
    }
  });
  afterAll(() => rm(demo.path, { recursive: true, force: true }));

  it('a backup has the same rows, the same ledger and the same pages', fullOnly, async () => {
    const contents: unknown[] = [];
    for (const engine of ENGINES) {
      const database = await engine.create(demo.path);
      const workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn, BACKUP_PATHS__BASE_PATH: demo.backups });
      open.push({ workspace, database });
      contents.push(await indexed({ ...workspace, backups: demo.backups }));
    }
    expect(contents).toHaveLength(2);
    expect(contents[1]).toEqual(contents[0]);
  });

  it('an invalid DSN is refused with the name of its variable, without its value', async () => {
    const environment = { APPLE_JUICER_POSTGRES__DSN: 'postgresql://me:hunter2@host:port/juicer' };
    const workspace = { ...demo, environment: { ...demo.environment, ...environment } };
    const { status, stderr } = await runCli(workspace, ['list']);
    expect(status).toBe(ERROR_TABLE.BAD_SETTINGS.exit);
    expect(stderr).toMatch(/^APPLE_JUICER_POSTGRES__DSN: .*port is a number/);
    expect(stderr).not.toContain('hunter2');
  });
});
