import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import type { IndexProgress, LedgerEntryView } from '../src/contract/backups.ts';
import type { KindCountView } from '../src/contract/kinds.ts';
import type { OverviewView } from '../src/contract/overview.ts';
import type { SearchResultView } from '../src/contract/search.ts';
import type { TimelineDaysView } from '../src/contract/timeline.ts';
import { openApp } from '../src/main.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { PLAIN_DEMO } from './support/demo-app.ts';
import { placeDemoBackup } from './support/demo-shelf.ts';
import { isFull } from './support/depth.ts';
import { indexNow } from './support/index-now.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';

/** At quick depth the demo that other suites look at. Here it is indexed again: the progress of the run is counted, too. */
const SPEC = isFull ? { ...PLAIN_DEMO, messages: 1500 } : PLAIN_DEMO;

/** Every screen, list, export and report counts the records of one backup; one thing has one number. */
describe('the numbers of one backup', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let id = '';
  let overview: OverviewView;
  let kinds: readonly KindCountView[];
  let found: SearchResultView;

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await placeDemoBackup(join(workspace.backups, 'demo'), SPEC);
    app = await openApp(workspace.settings, { queue: 'embedded' });
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
    await app.catalog.refresh();
    const [record] = await app.store.backups.list();
    id = record?.publicId ?? '';
    await indexNow(app, id, null);
    overview = await client.json<OverviewView>(`/backups/${id}/overview`);
    const counts = await client.json<{ items: KindCountView[] }>(`/backups/${id}/kinds`);
    kinds = counts.items.filter(({ count }) => count !== null && count > 0);
    found = await client.json<SearchResultView>(`/search?q=&backup=${id}&facets=true&limit=1`);
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const countOf = (kind: string): number => overview.kinds.find((each) => each.kind === kind)?.count ?? 0;

  it('are the same in the list of kinds, the overview and the progress of the run', async () => {
    expect(kinds.length).toBeGreaterThan(9);
    expect(overview.kinds).toEqual(kinds.map(({ kind, count, setAside }) => ({ kind, count, setAside })));
    const sum = kinds.reduce((total, { count }) => total + (count ?? 0), 0);
    const progress = await client.json<IndexProgress>(`/backups/${id}/index`);
    expect([overview.records, progress.records]).toEqual([sum, sum]);
    expect(progress.artifacts.reduce((total, { records }) => total + records, 0)).toBe(sum);
  });

  it('are the same in lists, exports and on the command line', async () => {
    for (const { kind, count } of kinds) {
      const listed = await client.all(`/backups/${id}/kinds/${kind}/records`);
      expect([kind, listed.length]).toEqual([kind, count]);
      const body = { what: kind, format: 'jsonl' };
      const exported = await (await client.ask(`/backups/${id}/export`, { method: 'POST', body })).text();
      const lines = exported
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string });
      // A kind of messages is exported with its conversations.
      const records = lines.filter(({ type }) => type !== 'export' && type !== 'conversation');
      expect([kind, records.length]).toEqual([kind, count]);
    }
    const { stdout } = await runCli(workspace, ['info', id, '--json']);
    const { ledger } = JSON.parse(stdout) as { ledger: LedgerEntryView[] };
    expect(ledger.find(({ artifact }) => artifact === 'calls')?.parsed).toBe(countOf('call'));
  });

  it('of a list are those of its kind without what is set aside', async () => {
    const photos = kinds.find(({ kind }) => kind === 'photo');
    expect(photos?.setAside).toBeGreaterThan(0);
    expect(await client.all(`/backups/${id}/artifacts/photos?library=true`)).toHaveLength(
      (photos?.count ?? 0) - (photos?.setAside ?? 0),
    );
    expect(countOf('note')).toBeGreaterThan(0);
    const notes = kinds.find(({ kind }) => kind === 'note');
    expect(await client.all(`/backups/${id}/artifacts/notes`)).toHaveLength(
      (notes?.count ?? 0) - (notes?.setAside ?? 0),
    );
  });

  it('of a search are those of its facets and of the searchable records', async () => {
    expect(found.facets?.isExact).toBe(true);
    const facets = found.facets?.types ?? [];
    expect([found.total, found.totalIsExact]).toEqual([found.facets?.counted, true]);
    expect(facets.reduce((sum, { count }) => sum + count, 0)).toBe(found.total);
    const searchable = overview.artifacts.flatMap(({ types }) => types);
    expect(new Map(facets.map(({ value, count }) => [value, count]))).toEqual(
      new Map(searchable.map(({ type, count }) => [type, count])),
    );
    for (const { type, count } of searchable) expect(count).toBeLessThanOrEqual(countOf(type));
    const days = await client.json<TimelineDaysView>(`/timeline/days?backup=${id}`);
    expect(days.items.reduce((sum, { count }) => sum + count, days.undated)).toBe(found.total);
  });

  it('of the ledger are rows of the databases: those found are those read and those left out', () => {
    for (const { artifact, found: rows, parsed, skipped } of overview.artifacts) {
      if (rows !== null) expect([artifact, rows]).toEqual([artifact, parsed + skipped]);
    }
    const messages = overview.artifacts.find(({ artifact }) => artifact === 'messages');
    expect(messages?.found).toBe(SPEC.messages);
    // Reactions are rows of the database, but no messages.
    expect(countOf('message')).toBeLessThan(messages?.parsed ?? 0);
  });

  it('begin with the first event, not with a date of birth', async () => {
    const events = await client.all<{ startAt: number; isBirthday: boolean }>(
      `/backups/${id}/artifacts/calendar/events?hidden=true`,
    );
    const births = events.filter(({ isBirthday }) => isBirthday).map(({ startAt }) => startAt);
    expect(births.length).toBeGreaterThan(0);
    expect(overview.firstAt).toBeGreaterThan(Math.max(...births));
  });
});
