import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import type { MarkedRecordView, MarkListView, MarkView, SavedSearchView } from '../src/contract/marks.ts';
import type { SearchResultView } from '../src/contract/search.ts';
import { searchReferences } from '../src/views/marks/references.ts';
import { scopeOf } from '../src/views/scope.ts';
import { type ApiClient, apiClient, type PageOf } from './support/api-client.ts';
import { openDemoApp, PLAIN_DEMO } from './support/demo-app.ts';
import { fullOnly } from './support/depth.ts';
import { indexNow } from './support/index-now.ts';
import { runCli } from './support/run-cli.ts';
import type { Workspace } from './support/workspace.ts';

describe('stars, tags and notes', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let id = '';

  beforeAll(async () => {
    const demo = await openDemoApp(PLAIN_DEMO, {}, { queue: 'embedded' });
    ({ workspace, app } = demo);
    id = demo.backup.publicId;
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
  });
  beforeEach(async () => {
    await app.store.write.deleteFrom('marks').execute();
    await app.store.write.deleteFrom('saved_searches').execute();
  });
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const send = (path: string, method: string, body?: unknown) => client.ask(path, { method, body });
  const answer = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;
  const find = (q: string) => client.json<SearchResultView>(`/search?q=${encodeURIComponent(q)}&facets=true`);
  const refs = ({ items }: SearchResultView) => items.map(({ kind, key }) => `${kind} ${key}`).sort();

  it('finds the row of every searchable record in the search index again', async () => {
    const rows = await app.store.read
      .selectFrom('artifact_search_index')
      .select(['type', 'ref', 'occurredAt'])
      .execute();
    expect(rows.length).toBeGreaterThan(300);
    const scope = await scopeOf(app.views, id);
    const found = await searchReferences(
      app.views,
      scope,
      rows.map(({ type, ref }) => ({ kind: type, key: ref })),
    );
    const text = ({ type, ref, at }: { type: string; ref: string; at: number | null }) => `${type} ${ref} ${at}`;
    const indexed = new Set(rows.map(({ type, ref, occurredAt }) => text({ type, ref, at: occurredAt })));
    expect([...indexed].filter((each) => !new Set(found.map(text)).has(each))).toEqual([]);
  });

  /** Marks a message, a note and a contact, and returns them with the names that `refs` has. */
  async function markSome() {
    const { items } = await find('has:attachment');
    const [message] = items.filter(({ kind }) => kind === 'message');
    const [note] = (await find('type:note')).items;
    const [contact] = (await find('type:contact')).items;
    if (message === undefined || note === undefined || contact === undefined) throw new Error('The demo is too small.');
    const path = ({ kind, key }: { kind: string; key: string }) =>
      `/backups/${id}/marks/${kind}/${encodeURIComponent(key)}`;
    const mark = await answer<MarkView>(
      send(path(message), 'PATCH', { starred: true, addTags: ['court', 'Été 2024'] }),
    );
    expect(mark).toMatchObject({
      kind: 'message',
      key: message.key,
      starred: true,
      tags: ['court', 'Été 2024'],
      note: null,
    });
    await send(path(note), 'PATCH', { note: 'Show this to the Zebrawyer' });
    await send(`/backups/${id}/marks`, 'POST', {
      records: [message, note].map(({ kind, key }) => ({ kind, key })),
      addTags: ['Court'],
    });
    await send(path(contact), 'PATCH', { addTags: ['witness'] });
    const names = { message: `message ${message.key}`, note: `note ${note.key}`, contact: `contact ${contact.key}` };
    return { message, note, contact, names };
  }

  it('marks records of any kind, and finds them by star, tag and note', async () => {
    const { message, note, contact, names } = await markSome();
    expect(refs(await find('is:starred'))).toEqual([names.message]);
    expect(refs(await find('tag:COURT'))).toEqual([names.message, names.note]);
    expect(refs(await find('tag:"ete 2024"'))).toEqual([names.message]);
    expect(refs(await find('tag:court tag:witness'))).toEqual([names.contact, names.message, names.note]);
    expect(refs(await find('tag:court type:note'))).toEqual([names.note]);
    expect(refs(await find('tag:court -is:starred'))).toEqual([names.note]);
    expect(refs(await find('note:zebra'))).toEqual([names.note]);
    expect(await find('is:marked')).toMatchObject({ total: 3, totalIsExact: true, facets: { counted: 3 } });
    expect(refs(await find('type:note -tag:court'))).not.toContain(names.note);
    expect(await find('tag:nosuch')).toMatchObject({ total: 0, unknown: { tag: ['nosuch'] } });
    expect((await send('/search?q=is:nice', 'GET')).status).toBe(400);

    const byWords = await find('lawyer zebrawyer');
    expect(byWords.noted).toEqual([]);
    expect((await find('zebrawyer')).noted.map(({ key }) => key)).toEqual([note.key]);
    expect((await find('zebrawyer type:message')).noted).toEqual([]);
    expect((await find('witness -court')).noted.map(({ key }) => key)).toEqual([contact.key]);

    const all = await client.json<MarkListView>(`/backups/${id}/marks`);
    expect(all.items).toHaveLength(3);
    expect(all.tags).toEqual([
      { tag: expect.stringMatching(/^court$/i), count: 2 },
      { tag: 'Été 2024', count: 1 },
      { tag: 'witness', count: 1 },
    ]);
    const listed = await client.all<MarkedRecordView>(`/backups/${id}/marked`, { limit: 1 });
    expect(listed.map(({ kind }) => kind).sort()).toEqual(['contact', 'message', 'note']);
    expect(listed.every(({ record }) => record !== null)).toBe(true);
    expect(
      (await client.json<PageOf<MarkedRecordView>>(`/backups/${id}/marked?tag=Court&starred=true`)).items,
    ).toMatchObject([{ key: message.key, record: { key: message.key, title: message.title } }]);
  });

  it('finds a birthday of the calendar by its star, which the search index has without its time', async () => {
    const [birthday] = await app.store.read
      .selectFrom('artifact_search_index')
      .select('ref')
      .where('type', '=', 'event')
      .where('occurredAt', 'is', null)
      .execute();
    expect(birthday).toBeDefined();
    await send(`/backups/${id}/marks/event/${birthday?.ref}`, 'PATCH', { starred: true });
    expect(refs(await find('is:starred'))).toEqual([`event ${birthday?.ref}`]);
    expect(refs(await find('type:event -is:starred'))).not.toContain(`event ${birthday?.ref}`);
  });

  it('refuses records that are not there, and too much', async () => {
    const status = async (path: string, body: unknown, method = 'PATCH') =>
      (await send(`/backups/${id}/marks${path}`, method, body)).status;
    expect(await status('/message/99999999', { starred: true })).toBe(404);
    expect(await status('/nosuch/1', { starred: true })).toBe(404);
    expect(await status('/message/1', { note: 'x'.repeat(4001) })).toBe(400);
    expect(await status('/message/1', { tags: ['  '] })).toBe(400);
    expect(await status('/message/1', { stars: 5 })).toBe(400);
    expect(await status('', { records: [], starred: true }, 'POST')).toBe(400);
  });

  it('keeps marks when the index is made again', fullOnly, async () => {
    await markSome();
    const before = refs(await find('is:marked'));
    expect(before).toHaveLength(3);
    await app.store.deleteIndex(id);
    await app.store.purge({ pauseMs: 0 });
    const { items } = await client.json<PageOf<MarkedRecordView>>(`/backups/${id}/marked`);
    expect(items.map(({ record }) => record)).toEqual([null, null, null]);
    await indexNow(app, id, null);
    expect(refs(await find('is:marked'))).toEqual(before);
  });

  it('exports marks, and the records that they choose', fullOnly, async () => {
    await markSome();
    const exported = async (name: string, file: string, ...options: string[]): Promise<string> => {
      const folder = join(workspace.path, name);
      const done = await runCli(workspace, ['export', id, ...options, '--to', folder]);
      expect([done.status, done.stderr]).toEqual([0, expect.stringContaining('files')]);
      return readFile(join(folder, file), 'utf8');
    };
    const chosen = JSON.parse(
      await exported('a', 'message.json', '--what', 'message', '--tag', 'court', '--starred', '--format', 'json'),
    );
    expect(chosen.export.excerpt).toMatchObject({ count: 1, of: 'records' });
    expect(chosen.records).toMatchObject([
      { values: { mark_star: true, mark_tags: 'court; Été 2024', mark_note: null } },
    ]);
    const csv = await exported('b', 'messages.csv', '--what', 'conversations', '--format', 'csv');
    const [header = '', ...rows] = csv.split('\r\n');
    expect(header).toMatch(/,mark_star,mark_tags,mark_note$/);
    expect(rows.filter((row) => row.endsWith(',true,court; Été 2024,'))).toHaveLength(1);
    const text = await exported('c', 'note.html', '--what', 'note', '--query', 'note:zebra', '--format', 'html');
    expect(text).toContain('Show this to the Zebrawyer');
    const calls = await exported('d', 'call.csv', '--what', 'call', '--format', 'csv');
    expect(calls).not.toContain('mark_star');
    const refused = await runCli(workspace, ['export', id, '--what', 'contacts', '--tag', 'x', '--to', workspace.path]);
    expect(refused.status).toBe(2);
  });

  it('saves searches', async () => {
    const saved = await answer<SavedSearchView>(
      send('/searches', 'POST', { name: 'Court', query: 'tag:court', backup: id }),
    );
    await send('/searches', 'POST', { name: 'Stars', query: 'is:starred' });
    expect((await send('/searches', 'POST', { name: 'Bad', query: 'is:nice' })).status).toBe(400);
    const { items } = await client.json<PageOf<SavedSearchView>>('/searches');
    expect(items).toMatchObject([saved, { name: 'Stars', backup: null }]);
    expect((await send(`/searches/${saved.id}`, 'DELETE')).status).toBe(204);
    expect((await send(`/searches/${saved.id}`, 'DELETE')).status).toBe(404);
  });

  it('does the same on the command line', fullOnly, async () => {
    const run = async (...args: string[]) => runCli(workspace, args);
    const key = (await find('type:call')).items[0]?.key ?? '';
    const { items } = JSON.parse(
      (await run('mark', id, 'call', key, '--star', '--tag', 'late', '--note', 'why?', '--json')).stdout,
    );
    expect(items).toMatchObject([{ kind: 'call', key, starred: true, tags: ['late'], note: 'why?' }]);
    expect((await run('mark', id, 'call', key)).stdout).toContain('★ #late “why?”');
    expect((await run('marks', id, '--tag', 'LATE')).stdout).toMatch(/call +\S+ .*★ #late/);
    expect((await run('search', '--tag', 'late')).stderr).toContain('1 of 1');
    expect((await run('searches', '--save', 'Late calls', 'tag:late')).stdout).toContain('Late calls');
    expect((await run('search', '--saved', 'late calls')).stderr).toContain('1 of 1');
    expect((await run('searches', '--remove', 'Late calls')).stdout).not.toContain('Late calls');
    expect((await run('mark', id, 'call', key, '--no-star', '--no-note', '--untag', 'late')).stderr).toContain(
      'No marks.',
    );
    expect((await run('mark', id, 'call', 'nosuch', '--star')).status).toBe(4);
    expect((await run('search')).status).toBe(2);
  });

  const keyed = async (path: string, limit = 200): Promise<string[]> => {
    const items = await client.all<{ readonly key: string }>(`/backups/${id}/${path}`, { limit });
    return items.map(({ key }) => key);
  };
  /** Stars the first and third record of a list, and gives the first and second a tag. */
  async function markFirst(path: string, kind: string) {
    const all = await keyed(path);
    const [first = '', second = '', third = ''] = all;
    expect(all.length, path).toBeGreaterThan(3);
    const mark = (keys: readonly string[], change: object) =>
      send(`/backups/${id}/marks`, 'POST', { records: keys.map((key) => ({ kind, key })), ...change });
    await mark(all, { starred: false, tags: [] });
    await mark([third, first], { starred: true });
    await mark([first, second], { tags: [`List of ${kind}`] });
    return { all, first, second, third };
  }

  it('filters lists of any kind by star and tag', async () => {
    const lists = [
      ['kinds/message/records', 'message'],
      ['kinds/call/records?column=at&from=0', 'call'],
      ['artifacts/calls?from=0', 'call'],
      ['artifacts/notes', 'note'],
      ['artifacts/photos', 'photo'],
      ['artifacts/contacts', 'contact'],
      ['tables/calls/rows', 'call'],
      ['tables/messages/rows?order=desc', 'message'],
    ] as const;
    for (const [path, kind] of lists) {
      const { all, first, second, third } = await markFirst(path, kind);
      const of = (query: string) => keyed(`${path}${path.includes('?') ? '&' : '?'}${query}`, 2);
      // In the order of the list.
      expect(await of('starred=true'), path).toEqual([first, third]);
      expect(await of(`tag=list of ${kind.toUpperCase()}`), path).toEqual([first, second]);
      expect(await of(`tag=list of ${kind}&starred=true`), path).toEqual([first]);
      expect(await of(`tag=list of ${kind}&starred=false`), path).toEqual([second]);
      const others = await keyed(`${path}${path.includes('?') ? '&' : '?'}starred=false`, Math.ceil(all.length / 4));
      expect(others, path).toEqual(all.filter((key) => key !== first && key !== third));
      expect(await of('tag=nosuch'), path).toEqual([]);
    }
    const days = await client.json<{ items: { count: number }[]; undated: number }>(
      `/backups/${id}/artifacts/photos/days?starred=true`,
    );
    expect(days.items.reduce((sum, { count }) => sum + count, days.undated)).toBe(2);
    // Rows that are no records have no marks.
    const parts = await client.ask(`/backups/${id}/tables/contact_handles/rows?starred=true`);
    expect(await parts.json()).toMatchObject({ status: 400, detail: expect.stringContaining('starred, tag') });
  });

  it('filters lists of the command line by star and tag', fullOnly, async () => {
    for (const [path, kind] of [
      ['artifacts/calls', 'call'],
      ['kinds/message/records', 'message'],
      ['artifacts/notes', 'note'],
      ['artifacts/photos', 'photo'],
    ] as const) {
      await markFirst(path, kind);
    }
    const table = await runCli(workspace, ['table', id, 'calls', '--tag', 'list of call', '--starred', '--json']);
    expect((JSON.parse(table.stdout) as PageOf<{ readonly key: string }>).items).toHaveLength(1);
    expect((await runCli(workspace, ['table', id, 'calls', '--tag', 'nosuch'])).stderr).toContain(
      'Nothing matches --tag',
    );
    const run = async (...args: string[]) => (await runCli(workspace, args)).stdout.trim().split('\n').length - 1;
    expect(await run('records', id, 'message', '--starred')).toBe(2);
    expect(await run('calls', id, '--tag', 'list of call', '--starred')).toBe(1);
    expect(await run('notes', id, '--starred')).toBe(2);
    expect(await run('photos', id, '--tag', 'list of photo')).toBe(2);
    expect(await run('contacts', id, '--tag', 'nosuch')).toBe(0);
  });

  it('finds marked messages and notes in their own searches', async () => {
    await markFirst('kinds/message/records', 'message');
    await markFirst('artifacts/notes', 'note');
    const { items: chats } = await client.json<PageOf<{ readonly key: string }>>(
      `/backups/${id}/artifacts/messages/conversations`,
    );
    let found = 0;
    for (const { key } of chats) {
      const page = await client.json<PageOf<unknown>>(
        `/backups/${id}/artifacts/messages/conversations/${key}/messages/find?query=is:starred`,
      );
      found += page.items.length;
    }
    expect(found).toBe(2);
    const starred = () => client.json<PageOf<unknown>>(`/backups/${id}/artifacts/notes?query=is:starred`);
    const { items } = await client.json<PageOf<{ readonly key: string }>>(
      `/backups/${id}/artifacts/notes?starred=true`,
    );
    expect((await starred()).items).toHaveLength(2);
    await send(`/backups/${id}/marks/note/${items[0]?.key}`, 'PATCH', { starred: false });
    expect((await starred()).items).toHaveLength(1);
  });
});
