import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { kinds } from '../src/artifacts/kinds.ts';
import type { BackupView, LedgerEntryView } from '../src/contract/backups.ts';
import type { ChatView, MessageView } from '../src/contract/chat.ts';
import type { ChatAppView } from '../src/contract/chats.ts';
import type { KindCountView, RecordView } from '../src/contract/kinds.ts';
import type { PersonSummaryView } from '../src/contract/people.ts';
import type { SearchHitView } from '../src/contract/search.ts';
import type { RecordSourceView } from '../src/contract/tables.ts';
import { openApp } from '../src/main.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { fullOnly } from './support/depth.ts';
import { indexNow } from './support/index-now.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

/**
 * The index of a demo backup, as a version before kinds, coded messages and declared artifacts wrote it on 2026-11-28
 * (commit 8f32c8d, SQLite).
 */
const OLD_INDEX = new URL('fixtures/index-of-2026-11-28.db.br', import.meta.url);

/** What the demo holds in both versions. */
const DEMO = { messages: 40, contacts: 6, whatsapp: 24, notes: 8, calls: 12, events: 8, photos: 10 };

describe('a database that an earlier version wrote', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let backup: BackupView;

  const start = async (of: Workspace): Promise<void> => {
    app = await openApp(of.settings, { queue: 'embedded' });
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
  };
  const stop = async (): Promise<void> => {
    await server.close();
    await app.close();
  };
  const countsOf = async (id: string): Promise<Map<string, number | null>> => {
    const { items } = await client.json<{ items: KindCountView[] }>(`/backups/${id}/kinds`);
    return new Map(items.map(({ kind, count }) => [kind, count]));
  };
  const only = async (): Promise<BackupView> => {
    const { backups } = await client.json<{ backups: BackupView[] }>('/backups');
    expect(backups).toHaveLength(1);
    return backups[0] as BackupView;
  };

  beforeAll(async () => {
    workspace = await makeWorkspace();
    const path = join(workspace.path, 'data', 'index.db');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, brotliDecompressSync(await readFile(OLD_INDEX)));
    await start(workspace);
    backup = await only();
  });
  afterAll(async () => {
    await stop();
    await workspace.remove();
  });

  /** Kinds of records that the old index has, with their counts; those of artifacts that were unknown then are null. */
  const known = async (): Promise<[kind: string, count: number][]> =>
    [...(await countsOf(backup.id))].flatMap(([kind, count]) => (count === null ? [] : [[kind, count]]));

  it('gives the records of every kind: in lists, individually and with citations', async () => {
    expect(backup).toMatchObject({ status: 'INDEXED', lastRun: { outcome: 'succeeded' } });
    expect(Object.fromEntries(await known())).toMatchObject({ message: 38, call: 12, note: 8, event: 8, photo: 10 });
    for (const [kind, count] of await known()) {
      const list = `/backups/${backup.id}/kinds/${kind}/records`;
      const records = await client.all<RecordView>(list);
      expect([kind, records.length]).toEqual([kind, count]);
      const [record] = records;
      if (record === undefined) continue;
      const { key, table } = record;
      expect(await client.json<RecordView>(`${list}/${encodeURIComponent(key)}`)).toMatchObject({ kind, key });
      const source = `/backups/${backup.id}/records/${table}/${encodeURIComponent(key)}/source`;
      expect((await client.json<RecordSourceView>(source)).files.length).toBeGreaterThan(0);
    }
  });

  it('gives its chats, and finds what it has', async () => {
    const { items: apps } = await client.json<{ items: ChatAppView[] }>(`/backups/${backup.id}/chats`);
    expect(apps).toHaveLength(2);
    for (const { path, messages, messageKind } of apps) {
      const chats = await client.all<ChatView>(`/backups/${backup.id}/${path}`);
      const read = await Promise.all(
        chats.map(({ key }) => client.all<MessageView>(`/backups/${backup.id}/${path}/${key}/messages`)),
      );
      expect(read.flat()).toHaveLength(messages);
      const [word = ''] = read.flat().flatMap(({ text }) => text?.match(/[a-z]{4,}/i) ?? []);
      const hits = await client.all<SearchHitView>(`/search?q=${encodeURIComponent(`type:${messageKind} ${word}`)}`);
      expect(hits.length).toBeGreaterThan(0);
      for (const { kind, key, table } of hits) {
        expect([kind, table]).toEqual([messageKind, kinds.find(({ id }) => id === kind)?.table]);
        expect(read.flat().map((message) => message.key)).toContain(key);
      }
    }
    const people = await client.all<PersonSummaryView>('/people');
    expect(people.length).toBeGreaterThan(5);
    expect(people.flatMap(({ counts }) => counts).length).toBeGreaterThan(5);
  });

  it('keeps its ledger, with the notes in the words of that version', async () => {
    const { items } = await client.json<{ items: LedgerEntryView[] }>(`/backups/${backup.id}/ledger`);
    expect(items.map(({ artifact, outcome }) => [artifact, outcome])).toEqual(
      ['calendar', 'calls', 'contacts', 'messages', 'notes', 'photos', 'whatsapp'].map((id) => [id, 'indexed']),
    );
    const messages = items.find(({ artifact }) => artifact === 'messages');
    expect(messages).toMatchObject({
      notes: { 'folded-reactions': 2 },
      noteCodes: [{ code: 'plain', params: { text: 'folded-reactions' }, count: 2 }],
    });
  });

  it('is brought up to date when the backup is indexed again: as if it had been indexed now', fullOnly, async () => {
    const path = join(workspace.backups, 'demo');
    await writeDemoBackup(path, DEMO);
    await app.catalog.refresh();
    expect(await only()).toMatchObject({ id: backup.id, path });
    await indexNow(app, backup.id, null);
    const migrated = await recordsByKind();
    expect(Object.values(migrated).flat().length).toBeGreaterThan(100);
    await stop();
    const fresh = await makeWorkspace({ BACKUP_PATHS__BASE_PATH: workspace.backups });
    await start(fresh);
    await app.catalog.refresh();
    await indexNow(app, (await only()).id, null);
    expect(migrated).toEqual(await recordsByKind());
    await stop();
    await start(workspace);
    await fresh.remove();
  });

  /** Every record of every kind, by kind. */
  async function recordsByKind(): Promise<Record<string, RecordView[]>> {
    const all = kinds.map(async ({ id }) => [
      id,
      await client.all<RecordView>(`/backups/${backup.id}/kinds/${id}/records`),
    ]);
    return Object.fromEntries(await Promise.all(all)) as Record<string, RecordView[]>;
  }
});
