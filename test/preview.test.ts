import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { registry } from '../src/artifacts/registry.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import type { ClassKeys } from '../src/backup/types.ts';
import { ExportPlanSchema } from '../src/contract/export.ts';
import { prepareExport } from '../src/export/index.ts';
import { openApp } from '../src/main.ts';
import type { BackupId } from '../src/model/ids.ts';
import type { RunProgress } from '../src/model/progress.ts';
import { parseQuery } from '../src/storage/index.ts';
import { chatSourceOf } from '../src/views/chats/sources.ts';
import { listBackups } from '../src/views/index.ts';
import { childrenOf } from './promises/support/processes.ts';
import { tempFolder } from './support/backup/temp-folder.ts';
import { placeDemoBackup } from './support/demo-shelf.ts';
import { alsoQuick, fullOnly } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { onEachEngine, type TestDatabase, type TestEngine } from './support/storage/engines.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import type { DemoSpec } from './synthetic/index.ts';

firstOnly();

const PASSWORD = 'correct horse battery staple';
/** More than a preview holds, by far. */
const MESSAGES = 6_000;

let workspace: Workspace;
let app: App;
let database: TestDatabase;

afterEach(async () => {
  for (const pid of childrenOf(process.pid)) resume(pid);
  await app.close();
  await database.drop();
  await workspace.remove();
});

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended.
  }
}

async function prepare(engine: TestEngine, spec: Partial<DemoSpec>): Promise<BackupId> {
  database = await engine.create(tempFolder());
  workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn });
  await mkdir(workspace.backups);
  await placeDemoBackup(join(workspace.backups, 'demo'), {
    messages: MESSAGES,
    whatsapp: MESSAGES,
    seed: 'preview',
    ...spec,
  });
  app = await openApp(workspace.settings);
  await app.catalog.refresh();
  const [record] = await app.store.backups.list();
  if (record === undefined) throw new Error('There is no backup.');
  return record.publicId;
}

async function keys(password: string | undefined): Promise<ClassKeys | null> {
  if (password === undefined) return null;
  const backup = await openBackup(join(workspace.backups, 'demo'), { password, tempPath: null });
  await backup.close();
  return unlockBackup(backup.folder, password);
}

/** Starts the run and stops its process as soon as the newest records of `artifact` can be seen. */
async function startUntilPreview(id: BackupId, artifact: string, password?: string): Promise<RunProgress> {
  const shown = Promise.withResolvers<RunProgress>();
  const unwatch = app.indexer.watch(id, (progress) => {
    if (!progress.previews.some((preview) => preview.artifact === artifact)) return;
    for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGSTOP');
    shown.resolve(progress);
  });
  await app.indexer.start(id, await keys(password));
  void app.indexer.wait(id).then(shown.resolve);
  const progress = await shown.promise;
  unwatch();
  return progress;
}

async function rowsOf(id: BackupId, table: string, artifact: string): Promise<Record<string, unknown>[]> {
  const scope = await app.store.runs.scope(id);
  const rows = await app.store.read
    .selectFrom(table as 'messages')
    .selectAll()
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', scope.runs.get(artifact) ?? 0)
    .execute();
  return rows.map(({ backupId: _backup, runId: _run, ...row }) => row);
}

/**
 * The keys on the first pages of a chat app: its chats, and the newest messages of the newest chats. Messages without a
 * chat make one with a negative key as soon as they are read.
 */
async function pagesOf(id: BackupId, artifact: string): Promise<unknown> {
  const source = chatSourceOf(artifact);
  const { items } = (await source?.list(app.views, id, { limit: 100 })) ?? { items: [] };
  const chats = items.map(({ key }) => key).filter((key) => Number(key) > 0);
  const newest = chats.slice(0, 20).map(async (key) => {
    const page = await source?.messages(app.views, id, key, { limit: 20, order: 'newest' });
    return page?.items.map((message) => message.key);
  });
  return [chats, await Promise.all(newest)];
}

/** Chat apps declared with `defineChats`, in the order in which they are shown. */
const DECLARED = registry.filter(({ chats }) => chats !== undefined);

/** Tables of chat apps with a preview, how many messages it has, and their type in searches. */
const CHATS = [
  { artifact: 'messages', table: 'messages', least: 1400, type: 'message' },
  { artifact: 'whatsapp', table: 'whatsapp_messages', least: 1000, type: 'whatsapp' },
] as const;

onEachEngine('the first run', (engine) => {
  it.each([PASSWORD, undefined])(
    'shows the newest records before it reads all of them (password %s)',
    fullOnly,
    async (password) => {
      const id = await prepare(engine, password === undefined ? {} : { password });
      // WhatsApp comes after Messages.
      const progress = await startUntilPreview(id, 'whatsapp', password);
      expect(progress.state).toBe('running');
      expect(progress.artifacts).toEqual([]);

      const early = new Map<string, Record<string, unknown>[]>();
      const backTo = new Map<string, number>();
      const pages = new Map<string, unknown>();
      const hits = new Map<string, unknown>();
      const hitsOf = async (type: string) => {
        const asked = { query: parseQuery(`type:${type}`), sort: 'newest', limit: 50 } as const;
        return (await app.store.search.find(asked)).items.map(({ ref }) => ref);
      };
      for (const { artifact, table, least, type } of CHATS) {
        const rows = await rowsOf(id, table, artifact);
        early.set(artifact, rows);
        expect(rows.length).toBeGreaterThan(least);
        expect(rows.length).toBeLessThan(MESSAGES / 2);
        const [view] = await listBackups(app.views);
        expect(view).toMatchObject({ status: 'INDEXING', lastIndexedAt: null });
        const shown = view?.early.find((each) => each.artifact === artifact);
        expect(shown).toEqual({ artifact, isWhole: false, backTo: expect.any(Number) });
        backTo.set(artifact, shown?.backTo ?? 0);
        pages.set(artifact, await pagesOf(id, artifact));
        const line = (await app.store.ledger.latest(id)).find((each) => each.artifact === artifact);
        expect(line).toMatchObject({ outcome: 'partial', current: true, preview: { backTo: shown?.backTo } });
        hits.set(artifact, await hitsOf(type));
        expect(hits.get(artifact)).toHaveLength(50);
      }
      const wanted = ExportPlanSchema.parse({ what: 'conversations', format: 'txt' });
      await expect(prepareExport({ views: app.views, version: '0', files: null }, id, wanted)).rejects.toMatchObject({
        code: 'CONFLICT',
      });

      for (const pid of childrenOf(process.pid)) resume(pid);
      expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded', previews: [] });
      expect((await listBackups(app.views))[0]).toMatchObject({ status: 'INDEXED', early: [] });
      // What was shown early is gone from the database.
      await app.indexer.settled(id);
      for (const { artifact, table, type } of CHATS) {
        const all = new Map((await rowsOf(id, table, artifact)).map((row) => [row['key'], row]));
        for (const row of early.get(artifact) ?? []) expect(row).toEqual(all.get(row['key']));
        // Nothing jumps: the same keys in the same order.
        expect(await pagesOf(id, artifact)).toEqual(pages.get(artifact));
        expect(await hitsOf(type)).toEqual(hits.get(artifact));
        const after = (await app.store.ledger.latest(id)).find((each) => each.artifact === artifact);
        expect(after).toMatchObject({ outcome: 'indexed', current: true, preview: null });
        const runs = await app.store.read
          .selectFrom(table as 'messages')
          .select('runId')
          .distinct()
          .execute();
        expect(runs).toHaveLength(1);
      }
    },
  );

  it('shows small chat apps as a whole', alsoQuick, async () => {
    const examples = DECLARED.flatMap(({ example }) => example ?? []);
    const id = await prepare(engine, { messages: 50, whatsapp: 50, password: PASSWORD, examples });
    await startUntilPreview(id, DECLARED.at(-1)?.id ?? '', PASSWORD);
    const seen = async (): Promise<unknown> =>
      Promise.all(
        DECLARED.map(async ({ id: artifact, tables }) => [
          artifact,
          await pagesOf(id, artifact),
          await Promise.all(Object.keys(tables).map((table) => rowsOf(id, table, artifact))),
        ]),
      );
    const early = await seen();
    const [view] = await listBackups(app.views);
    const shown = view?.early.filter(({ artifact }) => DECLARED.some((each) => each.id === artifact));
    expect(shown).toEqual(DECLARED.map((each) => ({ artifact: each.id, isWhole: false, backTo: null })));

    for (const pid of childrenOf(process.pid)) resume(pid);
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded' });
    expect(await seen()).toEqual(early);
  });

  it('makes no previews for a command, which waits for the end', async () => {
    const id = await prepare(engine, { messages: 100, whatsapp: 100 });
    const kinds = async () => {
      const { rows } = await sql<{ kind: string }>`select distinct kind from index_pieces order by kind`.execute(
        app.store.read,
      );
      return rows.map(({ kind }) => kind);
    };
    await app.close();
    app = await openApp(workspace.settings, { queue: 'embedded' });
    await app.indexer.start(id, null);
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded' });
    expect(await kinds()).toEqual(['plan', 'read']);
    await app.store.deleteIndex(id);
    await app.close();
    app = await openApp(workspace.settings);
    await app.indexer.start(id, null);
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded' });
    expect(await kinds()).toContain('preview');
  });

  it('leaves nothing if its worker is killed, and can run again', async () => {
    const id = await prepare(engine, { password: PASSWORD });
    await startUntilPreview(id, 'whatsapp', PASSWORD);
    for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'interrupted' });
    expect((await app.store.runs.scope(id)).runs.size).toBe(0);
    expect((await listBackups(app.views))[0]).toMatchObject({ status: 'FAILED', early: [] });
    expect(await app.store.ledger.latest(id)).toEqual([]);
    await app.indexer.start(id, await keys(PASSWORD));
    expect(await app.indexer.wait(id)).toMatchObject({ state: 'succeeded' });
    expect((await rowsOf(id, 'messages', 'messages')).length).toBeGreaterThan(MESSAGES / 2);
  });
});
