import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { safariHistory } from '../src/artifacts/catalog/safari-history.ts';
import { artifactTables, registry } from '../src/artifacts/registry.ts';
import { openApp } from '../src/main.ts';
import { parseQuery } from '../src/storage/index.ts';
import { getOverview } from '../src/views/index.ts';
import { changeStores, type TableChange } from './support/artifacts/changed-stores.ts';
import { fullOnly, isFull } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { onEachEngine, type TestDatabase } from './support/storage/engines.ts';
import { rowsOfRun } from './support/storage/rows-of-run.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

firstOnly();

const QUERIES = ['', 'the', 'a*', "it's", 'type:whatsapp-message', 'has:attachment', 'type:call', 'from:me'];

/** Keys of one number, of several, and of text. */
const STORES: readonly TableChange[] = [
  {
    store: 'ChatStorage.sqlite',
    table: 'ZWAMESSAGE',
    key: 'Z_PK',
    unique: { ZSTANZAID: "'COPY' || $n" },
    columns: ['ZTEXT', 'ZMESSAGEDATE', 'ZSTARRED'],
  },
  {
    store: 'Media/PhotoData/Photos.sqlite',
    table: 'ZASSET',
    key: 'Z_PK',
    unique: { ZUUID: "'COPY' || $n" },
    columns: ['ZDATECREATED', 'ZFAVORITE', 'ZWIDTH'],
  },
  {
    store: 'CallHistoryDB/CallHistory.storedata',
    table: 'ZCALLRECORD',
    key: 'Z_PK',
    unique: { ZUNIQUE_ID: "'COPY' || $n" },
    columns: ['ZDURATION', 'ZDATE'],
  },
  {
    store: 'Library/Safari/History.db',
    table: 'history_visits',
    key: 'id',
    unique: { title: "'It''s visit ' || $n", visit_time: '770000000 + $n' },
    columns: ['title', 'visit_time'],
  },
];
const GROWN = ['calls', 'photos', 'safari-history', 'whatsapp'];

onEachEngine('stores of a backup that was made again', (engine) => {
  let workspace: Workspace;
  let database: TestDatabase;
  let app: App;
  let folder: string;
  beforeEach(async () => {
    const own = await makeWorkspace();
    const made = await engine.create(own.path, artifactTables);
    database = { ...made, drop: () => made.drop().then(() => own.remove()) };
    workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn });
    folder = join(workspace.backups, 'phone');
    const { example } = safariHistory;
    await writeDemoBackup(folder, {
      messages: 30,
      whatsapp: 200,
      photos: 120,
      calls: 260,
      ...(example === undefined ? {} : { examples: [example] }),
    });
    const visits = STORES.filter(({ table }) => table === 'history_visits');
    changeStores(folder, visits, { copied: 300, deleted: 0, changed: 0 }, 0);
    app = await openApp(workspace.settings, { queue: 'embedded' });
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
    await workspace.remove();
  });

  async function index(): Promise<string> {
    await app.catalog.refresh();
    const [found] = await app.store.backups.list();
    const id = found?.publicId ?? '';
    await app.indexer.start(id, null);
    expect((await app.indexer.wait(id)).state).toMatch(/^(succeeded|partial)$/);
    await app.indexer.settled(id);
    return id;
  }

  /** Artifacts whose rows joined those of an earlier run. */
  async function grown(): Promise<string[]> {
    const rows = await app.store.read
      .selectFrom('artifact_runs')
      .select('artifact')
      .where('isCurrent', '=', true)
      .where('rowsRunId', 'is not', null)
      .execute();
    return rows.map(({ artifact }) => artifact).toSorted();
  }

  it('are written by the rows that differ, as if they were indexed as a whole', {
    timeout: 240_000,
    ...fullOnly,
  }, async () => {
    const id = await index();
    expect(await grown()).toEqual([]);
    for (const seed of isFull ? [1, 2] : [1]) {
      changeStores(folder, STORES, { copied: 4, deleted: 3, changed: 5 }, seed);
      await index();
      expect(await grown()).toEqual(GROWN);
    }
    const merged = await contents(app, id);
    await app.store.purge();
    expect(await contents(app, id)).toEqual(merged);
    await app.store.deleteIndex(id);
    await app.store.purge();
    await index();
    expect(await grown()).toEqual([]);
    const whole = await contents(app, id);
    for (const [name, rows] of Object.entries(whole.tables)) expect([name, merged.tables[name]]).toEqual([name, rows]);
    expect(merged).toEqual(whole);
    expect(whole.tables['safari_visits']?.length).toBeGreaterThan(290);
  });

  it('leave nothing behind when they are almost empty afterwards', { ...fullOnly, timeout: 120_000 }, async () => {
    const id = await index();
    changeStores(folder, STORES, { copied: 0, deleted: 1000, changed: 0 }, 3);
    await index();
    const merged = await contents(app, id);
    await app.store.deleteIndex(id);
    await app.store.purge();
    await index();
    expect(merged).toEqual(await contents(app, id));
  });
});

/** Everything that the index holds of a backup, without ids of this database. */
async function contents(
  app: App,
  id: string,
): Promise<{ readonly tables: Readonly<Record<string, readonly string[]>>; readonly [more: string]: unknown }> {
  const { backupId, runs } = await app.store.runs.scope(id);
  const tables: Record<string, readonly string[]> = {};
  for (const artifact of registry) {
    const runId = runs.get(artifact.id) ?? 0;
    for (const name of Object.keys(artifact.tables)) tables[name] = await rowsOfRun(app, backupId, runId, name);
    tables[`${artifact.id} in search`] = await rowsOfRun(app, backupId, runId, 'artifact_search_index');
  }
  const ledger = await app.store.ledger.latest(id);
  const searchRows = await app.store.read
    .selectFrom('artifact_runs')
    .select(['artifact', 'searchRows'])
    .where('backupId', '=', backupId)
    .where('searchRows', '>', 0)
    .orderBy('artifact')
    .execute();
  return {
    tables,
    searchRows,
    ledger: ledger
      .map(({ milliseconds: _milliseconds, createdAt: _createdAt, notes, ...line }) => ({
        ...line,
        notes: notes.map((note) => JSON.stringify(note)).toSorted(),
      }))
      .toSorted((a, b) => (a.artifact < b.artifact ? -1 : 1)),
    found: await Promise.all(QUERIES.map((query) => hitsOf(app, query))),
    overview: await getOverview(app.views, id, 'Europe/Berlin', []),
  };
}

async function hitsOf({ store }: App, text: string): Promise<readonly string[]> {
  const hits: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.search.find({
      query: parseQuery(text),
      sort: 'newest',
      limit: 200,
      ...(typeof cursor === 'string' ? { cursor } : {}),
    });
    for (const hit of page.items) hits.push(JSON.stringify(hit));
    cursor = page.next;
  }
  return hits.toSorted();
}
