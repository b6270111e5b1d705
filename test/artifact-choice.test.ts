import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { registry } from '../src/artifacts/registry.ts';
import type { ArtifactChoiceView } from '../src/contract/artifact-choice.ts';
import { openApp } from '../src/main.ts';
import type { ArtifactChoice } from '../src/model/artifact-choice.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { onEachEngine, type TestDatabase } from './support/storage/engines.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

const TOKEN = 'choice-token-0123456789abcdef';
const LEFT_OUT: ArtifactChoice = { mode: 'without', artifacts: ['messages', 'notes'] };

onEachEngine('a run with a choice of artifacts', (engine) => {
  let workspace: Workspace;
  let database: TestDatabase;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let id = '';

  beforeAll(async () => {
    const place = await makeWorkspace();
    database = await engine.create(place.path);
    await place.remove();
    workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn, API__TOKEN: TOKEN });
    await mkdir(workspace.backups, { recursive: true });
    await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 60, contacts: 5 });
    app = await openApp(workspace.settings, { queue: 'embedded' });
    await app.catalog.refresh();
    id = (await app.store.backups.list())[0]?.publicId ?? '';
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, TOKEN);
  });
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
    await database.drop();
  });

  const run = async (choice?: ArtifactChoice | null) => {
    await app.indexer.start(id, null, choice);
    const { state, artifacts } = await app.indexer.wait(id);
    await app.indexer.settled(id);
    return { state, unchanged: artifacts.filter((each) => each.state === 'unchanged').length };
  };
  const outcomeOf = async (artifact: string) =>
    (await app.store.ledger.latest(id)).find((line) => line.artifact === artifact)?.outcome;
  const messages = async () =>
    Number(
      (
        await app.store.read
          .selectFrom('messages')
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const choices = async () =>
    (await client.json<{ items: ArtifactChoiceView[] }>(`/backups/${id}/index/choices`)).items;

  it('says what can be read before anything is', async () => {
    const items = await choices();
    expect(items.map(({ artifact }) => artifact)).toEqual(registry.map(({ id: artifact }) => artifact));
    expect(items.every(({ isChosen }) => isChosen)).toBe(true);
    const sms = items.find(({ artifact }) => artifact === 'messages');
    expect(sms).toMatchObject({ area: 'communication', isThere: true, records: null });
    expect(sms?.bytes).toBeGreaterThan(10_000);
    expect(items.find(({ artifact }) => artifact === 'whatsapp-status')?.isThere ?? false).toBe(false);
    expect(items.some(({ isThere, bytes }) => !isThere && bytes === null)).toBe(true);
  });

  it('leaves out what was not chosen, and says so', async () => {
    expect(await run(LEFT_OUT)).toMatchObject({ state: 'succeeded' });
    expect(await outcomeOf('messages')).toBe('not-chosen');
    expect(await outcomeOf('notes')).toBe('not-chosen');
    expect(await outcomeOf('contacts')).toBe('indexed');
    expect(await messages()).toBe(0);
    expect(await app.store.backups.get(id)).toMatchObject({ status: 'INDEXED', stale: false, choice: LEFT_OUT });
    const kinds = await client.json<{ items: { kind: string; outcome: string; count: number | null }[] }>(
      `/backups/${id}/kinds`,
    );
    expect(kinds.items.find(({ kind }) => kind === 'message')).toMatchObject({ outcome: 'not-chosen' });
    const about = await client.ask(`/backups/${id}/export`, {
      method: 'POST',
      body: { what: 'conversations', format: 'json' },
    });
    expect(await about.text()).toContain('not-chosen');
  });

  it('keeps to the choice, also after a restart of the catalog', async () => {
    const again = await run();
    expect(again).toEqual({ state: 'succeeded', unchanged: registry.length });
    await app.catalog.refresh();
    expect(await app.store.backups.get(id)).toMatchObject({ stale: false, choice: LEFT_OUT });
    expect((await choices()).filter(({ isChosen }) => !isChosen).map(({ artifact }) => artifact)).toEqual(
      LEFT_OUT.artifacts,
    );
  });

  it('adds one later, and reads nothing else again', fullOnly, async () => {
    const added = await client.ask(`/backups/${id}/index`, {
      method: 'POST',
      body: { choice: { mode: 'add', names: ['messages'] } },
    });
    expect(added.status).toBe(202);
    const { artifacts } = await app.indexer.wait(id);
    expect(artifacts.filter(({ state }) => state !== 'unchanged').map(({ artifact }) => artifact)).toEqual([
      'messages',
    ]);
    expect(await outcomeOf('messages')).toBe('indexed');
    expect(await outcomeOf('notes')).toBe('not-chosen');
    expect(await messages()).toBeGreaterThan(50);
    expect((await choices()).find(({ artifact }) => artifact === 'messages')?.records).toBeGreaterThan(50);
  });

  it('removes the rows of what is left out afterwards', fullOnly, async () => {
    expect(await run(LEFT_OUT)).toMatchObject({ state: 'succeeded' });
    expect(await messages()).toBe(0);
    expect(await database.occurrences('not-chosen')).toBeGreaterThan(0);
  });

  it('refuses what does not exist, or nothing', async () => {
    for (const choice of [{ mode: 'only', names: ['postcards'] }, { mode: 'only', names: [] }, { mode: 'some' }]) {
      const answer = await client.ask(`/backups/${id}/index`, { method: 'POST', body: { choice } });
      expect(answer.status).toBe(400);
    }
    expect(await app.store.backups.get(id)).toMatchObject({ choice: LEFT_OUT });
  });
});

describe('apple-juicer index', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 20, contacts: 3 });
  });
  afterAll(() => workspace.remove());

  it('takes --only, --without, --add and --everything', fullOnly, async () => {
    const id = (JSON.parse((await runCli(workspace, ['list', '--json'])).stdout) as { backups: { id: string }[] })
      .backups[0]?.id as string;
    const index = async (...args: string[]) => {
      const { status, stdout, stderr } = await runCli(workspace, ['index', id, ...args]);
      return { status, stderr, left: /^Not chosen.*: (.*)$/m.exec(stdout)?.[1]?.split(', ') ?? [] };
    };
    const only = await index('--only', 'contacts,media');
    expect(only.status).toBe(0);
    expect(only.left).toContain('messages');
    expect(only.left).not.toContain('photos');
    expect((await index()).left).toEqual(only.left);
    expect((await index('--add', 'messages')).left).toEqual(only.left.filter((name) => name !== 'messages'));
    expect((await index('--without', 'notes')).left).toEqual(['notes']);
    expect((await index('--everything')).left).toEqual([]);
    const wrong = await index('--only', 'postcards');
    expect(wrong.status).not.toBe(0);
    expect(wrong.stderr).toContain('postcards');
    expect((await index('--only', 'notes', '--without', 'calls')).status).not.toBe(0);
  });
});
