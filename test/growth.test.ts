import { copyFileSync, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { artifactTables } from '../src/artifacts/registry.ts';
import { messages } from '../src/artifacts/rich/messages/index.ts';
import { openBackup, Sandbox, unlockBackup } from '../src/backup/index.ts';
import { RedactionSchema } from '../src/contract/redaction.ts';
import { prepareExport } from '../src/export/index.ts';
import { openApp } from '../src/main.ts';
import { parseQuery } from '../src/storage/index.ts';
import { getOverview, listPeople } from '../src/views/index.ts';
import { CHANGE_NAMES, changeMessages } from './support/artifacts/grown-messages.ts';
import { fullOnly, rounds } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { onEachEngine, type TestDatabase } from './support/storage/engines.ts';
import { rowsOfRun } from './support/storage/rows-of-run.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { type SyntheticEntry, writeBackup, writeMessagesDatabase } from './synthetic/index.ts';

firstOnly();

const PASSWORD = 'correct horse battery staple';
const QUERIES = [
  '',
  'the',
  'a*',
  '"see you"',
  'type:message',
  'from:me',
  'has:attachment',
  'edited',
  'the -you',
  'in:1',
];

/** A phone whose messages change from one backup to the next. */
class Phone {
  readonly #workspace: Workspace;
  readonly #path: string;
  readonly #isEncrypted: boolean;

  constructor(workspace: Workspace, isEncrypted: boolean, size: number) {
    this.#workspace = workspace;
    this.#path = join(workspace.path, 'sms.db');
    this.#isEncrypted = isEncrypted;
    writeMessagesDatabase(this.#path, { seed: `phone ${size}`, size });
  }

  /** The same phone, with these changes since the last backup, some of them in the `-wal`. */
  async backUp(changes: readonly string[], seed: number, hasWal: boolean): Promise<void> {
    const [main, wal] = [`${this.#path}.main`, `${this.#path}.log`];
    const db = new DatabaseSync(this.#path);
    try {
      if (hasWal) db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
      changeMessages(db, changes, seed);
      copyFileSync(this.#path, main);
      if (hasWal && existsSync(`${this.#path}-wal`)) copyFileSync(`${this.#path}-wal`, wal);
      db.exec('PRAGMA journal_mode = DELETE');
    } finally {
      db.close();
    }
    const at = (path: string, name: string): SyntheticEntry => ({
      domain: 'HomeDomain',
      relativePath: `Library/SMS/${name}`,
      kind: 'file',
      contents: { path },
    });
    const folder = join(this.#workspace.backups, 'phone');
    await rm(folder, { recursive: true, force: true });
    await writeBackup(folder, {
      manifest: 'db',
      layout: 'sharded',
      udid: '00008110-00000000000000A1',
      ...(this.#isEncrypted ? { encrypted: { password: PASSWORD } } : {}),
      files: [at(main, 'sms.db'), ...(hasWal && existsSync(wal) ? [at(wal, 'sms.db-wal')] : [])],
    });
    await rm(wal, { force: true });
  }

  /** Indexes the backup; gives the number of rows that were written. */
  async index(app: App): Promise<string> {
    await app.catalog.refresh();
    const [found] = await app.store.backups.list();
    const id = found?.publicId ?? '';
    const folder = join(this.#workspace.backups, 'phone');
    const backup = await openBackup(folder, { password: PASSWORD, tempPath: this.#workspace.temp });
    await backup.close();
    await app.indexer.start(id, this.#isEncrypted ? await unlockBackup(backup.folder, PASSWORD) : null);
    expect((await app.indexer.wait(id)).state).toMatch(/^(succeeded|partial)$/);
    await app.indexer.settled(id);
    return id;
  }
}

/** Everything that the index holds of a backup's messages, without ids of this database. */
async function contents(app: App, id: string): Promise<unknown> {
  const { backupId, runs } = await app.store.runs.scope(id);
  const runId = runs.get('messages') ?? 0;
  const tables: Record<string, unknown> = {};
  for (const name of [...Object.keys(messages.tables), 'artifact_search_index']) {
    tables[name] = await rowsOfRun(app, backupId, runId, name);
  }
  const ledger = await app.store.ledger.latest(id);
  return {
    tables,
    found: await Promise.all(QUERIES.map((query) => hitsOf(app, query))),
    ledger: ledger
      .filter(({ artifact }) => artifact === 'messages')
      .map(({ milliseconds: _milliseconds, createdAt: _createdAt, ...line }) => ({
        ...line,
        notes: line.notes.map((note) => JSON.stringify(note)).toSorted(),
      })),
    sources: await app.store.sources.list(id, 'messages'),
    overview: await getOverview(app.views, id, 'Europe/Berlin', []),
    searchRows: await searchRows(app, backupId),
  };
}

/** The counts by which searches are planned. */
async function searchRows({ store }: App, backupId: number): Promise<unknown> {
  return store.read
    .selectFrom('artifact_runs')
    .select(['searchRows'])
    .where('backupId', '=', backupId)
    .where('searchRows', '>', 0)
    .execute();
}

async function hitsOf({ store }: App, text: string): Promise<readonly string[]> {
  const hits: string[] = [];
  let last = Infinity;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const asked = {
      query: parseQuery(text),
      sort: 'newest',
      limit: 200,
      ...(typeof cursor === 'string' ? { cursor } : {}),
    } as const;
    const page = await store.search.find(asked);
    for (const hit of page.items) {
      expect(hit.occurredAt ?? 0).toBeLessThanOrEqual(last);
      last = hit.occurredAt ?? 0;
      hits.push(JSON.stringify(hit));
    }
    cursor = page.next;
  }
  // Records of the same millisecond have no order.
  return hits.toSorted();
}

/** All chats without the names of people; of the description, only the records count. */
async function redactedText(app: App, id: string, temp: string): Promise<string> {
  const context = {
    views: app.views,
    files: null,
    version: '1',
    redaction: RedactionSchema.parse({ people: 'everyone', owner: true }),
    openFolder: () => Sandbox.open(temp),
  };
  const plan = { what: 'conversations', format: 'csv', timeZone: 'UTC', files: false, bom: false, exportedAt: 0 };
  let text = '';
  for await (const { path, contents } of (await prepareExport(context, id, plan)).files()) {
    const chunks = (await Array.fromAsync(contents)).join('');
    if (path.endsWith('.csv')) text += `${path}\n${chunks}`;
  }
  // Numbers are counted over the records of all runs.
  return text.replaceAll(/\[(Number|Address) \d+\]/g, '[$1]');
}

async function rowsRuns({ store }: App): Promise<(number | null)[]> {
  const rows = await store.read
    .selectFrom('artifact_runs')
    .select('rowsRunId')
    .where('artifact', '=', 'messages')
    .where('isCurrent', '=', true)
    .execute();
  return rows.map(({ rowsRunId }) => rowsRunId);
}

onEachEngine('a backup that was made again,', (engine) => {
  const opened: { workspace: Workspace; database: TestDatabase; app: App }[] = [];
  afterEach(async () => {
    for (const { app, database, workspace } of opened.splice(0)) {
      await app.close();
      await database.drop();
      await workspace.remove();
    }
  });

  async function open(): Promise<{ app: App; workspace: Workspace }> {
    const folder = await makeWorkspace();
    const database = await engine.create(folder.path, artifactTables);
    const workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn });
    await mkdir(workspace.backups, { recursive: true });
    const app = await openApp(workspace.settings, { queue: 'embedded' });
    opened.push({
      workspace,
      database: {
        ...database,
        drop: async () => {
          await database.drop();
          await folder.remove();
        },
      },
      app,
    });
    return { app, workspace };
  }

  it('is indexed by what has changed, as if it were indexed as a whole', {
    ...fullOnly,
    timeout: 600_000,
  }, async () => {
    const { app, workspace } = await open();
    const step = record({
      changes: array(constantFrom(...CHANGE_NAMES), { minLength: 1, maxLength: 8 }),
      seed: integer(),
      hasWal: boolean(),
    });
    let grown = 0;
    await assert(
      asyncProperty(
        array(step, { minLength: 1, maxLength: 2 }),
        boolean(),
        integer({ min: 100, max: 500 }),
        async (steps, isEncrypted, size) => {
          const phone = new Phone(workspace, isEncrypted, size);
          await phone.backUp([], 1, false);
          const id = await phone.index(app);
          for (const [number, { changes, seed, hasWal }] of steps.entries()) {
            await phone.backUp(
              changes.filter((name) => name !== 'new column' || number === 0),
              seed,
              hasWal,
            );
            await phone.index(app);
            if ((await rowsRuns(app))[0] !== null) grown++;
            const merged = await contents(app, id);
            if (number < steps.length - 1) continue;
            await app.store.deleteIndex(id);
            await app.store.purge();
            await phone.index(app);
            expect(await rowsRuns(app)).toEqual([null]);
            expect(merged).toEqual(await contents(app, id));
          }
          await app.store.deleteIndex(id);
          await app.store.purge();
          await rm(join(workspace.path, 'sms.db'), { force: true });
        },
      ),
      { numRuns: Number(process.env['GROWTH_RUNS'] ?? rounds(2, 1)), seed: 5 },
    );
    expect(grown).toBeGreaterThan(0);
  });

  it('is exported without what is redacted, as if it were indexed as a whole', {
    ...fullOnly,
    timeout: 240_000,
  }, async () => {
    const { app, workspace } = await open();
    const phone = new Phone(workspace, false, 200);
    await phone.backUp([], 1, false);
    const id = await phone.index(app);
    await phone.backUp(['new message', 'edited text'], 2, false);
    await phone.index(app);
    expect(await rowsRuns(app)).toEqual([expect.any(Number)]);
    const handles = (await listPeople(app.views, { backup: id, limit: 200 })).items
      .filter(({ isOwner }) => !isOwner)
      .flatMap(({ handles }) => handles.map(({ handle }) => handle));
    expect(handles.length).toBeGreaterThan(3);
    const grown = await redactedText(app, id, workspace.temp);
    for (const handle of handles.filter((each) => each.length > 6)) expect(grown).not.toContain(handle);
    expect(grown).toContain('Person A');
    await app.store.deleteIndex(id);
    await app.store.purge();
    await phone.index(app);
    expect(await rowsRuns(app)).toEqual([null]);
    expect(await redactedText(app, id, workspace.temp)).toBe(grown);
  });

  it('leaves nothing of removed records, nor of the index once it is deleted', {
    ...fullOnly,
    timeout: 120_000,
  }, async () => {
    const { app, workspace } = await open();
    const phone = new Phone(workspace, false, 300);
    await phone.backUp([], 1, false);
    const id = await phone.index(app);
    await phone.backUp(['new message', 'deleted message', 'edited text'], 2, false);
    await phone.index(app);
    expect(await rowsRuns(app)).toEqual([expect.any(Number)]);
    await app.store.deleteIndex(id);
    await app.store.purge();
    for (const name of [
      ...Object.keys(messages.tables),
      'artifact_search_index',
      'artifact_states',
      'kept_answers',
      'repeated_texts',
      'repeated_json',
    ] as 'messages'[]) {
      expect(await app.store.read.selectFrom(name).selectAll().execute()).toEqual([]);
    }
  });
});
