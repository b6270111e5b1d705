import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { openDemoApp, PLAIN_DEMO } from './support/demo-app.ts';
import { rounds } from './support/depth.ts';
import type { Workspace } from './support/workspace.ts';

type Item = Record<string, unknown> & { readonly key: string };
interface List {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly previous?: string | null;
}

/** WhatsApp, calls, calendar, timeline, overview and people of a synthetic backup, over HTTP. */
describe('the channels over the API', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let id = '';

  beforeAll(async () => {
    const demo = await openDemoApp(PLAIN_DEMO);
    ({ workspace, app } = demo);
    id = demo.backup.publicId;
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
  }, 90_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const json = <T = List>(path: string): Promise<T> => client.json<T>(path);
  const all = (path: string): Promise<Item[]> => client.all<Item>(path, { limit: 37 });
  const artifact = (name: string) => `/backups/${id}/artifacts/${name}`;
  const parsed = async (name: string): Promise<number> => {
    const { items } = await json<{ items: { artifact: string; parsed: number }[] }>(`/backups/${id}/ledger`);
    return items.find((line) => line.artifact === name)?.parsed ?? 0;
  };

  it('reads every WhatsApp chat to its end, and finds each message by its key', async () => {
    const chats = await all(artifact('whatsapp/chats'));
    expect(chats.length).toBeGreaterThan(3);
    let messages = 0;
    for (const chat of chats) {
      expect(await json(artifact(`whatsapp/chats/${chat.key}`))).toMatchObject({ key: chat.key, title: chat['title'] });
      const inChat = await all(artifact(`whatsapp/chats/${chat.key}/messages`));
      expect(inChat).toHaveLength(chat['messageCount'] as number);
      messages += inChat.length;
      const days = await json<{ items: { count: number }[]; undated: number }>(
        artifact(`whatsapp/chats/${chat.key}/days?timeZone=Europe%2FBerlin`),
      );
      expect(days.items.reduce((sum, { count }) => sum + count, days.undated)).toBe(inChat.length);
      const last = inChat.at(-1);
      if (last === undefined) continue;
      expect(await json(artifact(`whatsapp/messages/${last.key}`))).toEqual(last);
      const around = await json(artifact(`whatsapp/chats/${chat.key}/messages?around=${last.key}&limit=1`));
      expect(around.items).toEqual([last]);
    }
    expect(messages).toBeGreaterThan(150);
  });

  it('gives the days of every conversation, and finds words in it', async () => {
    const [conversation] = await all(artifact('messages/conversations?sort=messages'));
    const place = artifact(`messages/conversations/${conversation?.key}`);
    const days = await json<{ items: { day: string; at: number; count: number }[]; undated: number }>(`${place}/days`);
    expect(days.items.reduce((sum, { count }) => sum + count, days.undated)).toBe(conversation?.['messageCount']);
    const [first] = days.items;
    const jumped = await json(`${place}/messages?at=${first?.at}&limit=1`);
    expect(new Date(jumped.items[0]?.['sentAt'] as number).toISOString().slice(0, 10)).toBe(first?.day);
    const texts = await all(`${place}/messages`);
    const word =
      texts.flatMap(({ text }) => /\b[a-z]{5,}\b/i.exec(typeof text === 'string' ? text : '')?.[0] ?? [])[0] ?? '';
    const found = await json(`${place}/messages/find?query=${word}`);
    expect(found.items.length).toBeGreaterThan(0);
    const keys = new Set(texts.map(({ key }) => key));
    expect(found.items.every(({ key }) => keys.has(key))).toBe(true);
  });

  it('lists all calls and events', async () => {
    const calls = await all(artifact('calls'));
    expect(calls).toHaveLength(await parsed('calls'));
    const missed = await all(artifact('calls?missed=true'));
    expect(missed).toEqual(calls.filter(({ isMissed }) => isMissed));
    expect(await json(artifact(`calls/${calls[0]?.key}`))).toEqual(calls[0]);
    expect((await json(artifact('whatsapp/calls'))).items.length).toBeGreaterThan(0);
    const calendars = await json(artifact('calendar/calendars'));
    expect(calendars.items.length).toBeGreaterThan(0);
    const events = await all(artifact('calendar/events?hidden=true'));
    expect(events.length).toBeGreaterThan(30);
    expect(await json(artifact(`calendar/events/${String(events[0]?.['event'])}`))).toMatchObject(events[0] ?? {});
    const start = Math.min(...events.map(({ startAt }) => startAt as number));
    const year = `from=${start}&to=${start + 365 * 86_400_000}&timeZone=America%2FNew_York`;
    expect((await all(artifact(`calendar/events?expand=true&${year}`))).length).toBeGreaterThan(0);
  });

  it('includes the day that a list ends with', async () => {
    const calls = await all(artifact('calls'));
    const last = new Date(Math.max(...calls.map(({ at }) => Number(at)))).toISOString().slice(0, 10);
    const keys = async (query: string) => (await all(artifact(`calls?${query}`))).map(({ key }) => key);
    expect(await keys(`to=${last}`)).toEqual(await keys(`to=${Date.parse(last) + 86_400_000}`));
    expect(await keys(`from=${last}&to=${last}`)).not.toEqual([]);
    expect(await keys(`from=${last}`)).toEqual(await keys(`from=${Date.parse(last)}`));
    expect((await client.ask(`/backups/${id}/artifacts/calls?to=soon`)).status).toBe(400);
  });

  it('has everything with a time in the timeline, in order, with correct counts', async () => {
    const records = await all('/timeline');
    const times = records.map(({ at }) => at as number);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const days = await json<{ items: { count: number }[] }>('/timeline/days?timeZone=Asia%2FTokyo');
    expect(days.items.reduce((sum, { count }) => sum + count, 0)).toBe(records.length);
    const types = new Set(records.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['message', 'whatsapp', 'call', 'event']));
  });

  it('gives an overview of a backup', async () => {
    const overview = await json<Record<string, unknown>>(`/backups/${id}/overview?timeZone=Europe%2FBerlin`);
    expect(overview).toMatchObject({ backup: id, storage: { bytes: expect.any(Number) } });
    const { sizeBytes } = await json<{ sizeBytes: number }>(`/backups/${id}`);
    expect((overview['storage'] as { bytes: number }).bytes).toBe(sizeBytes);
    expect((overview['newest'] as unknown[]).length).toBe(10);
  });

  it('lists every person once, found by key and by handles', async () => {
    const people = await all('/people');
    expect(people.length).toBeGreaterThan(5);
    expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
    for (const { key, name, handles } of people.slice(0, 20)) {
      expect(await json(`/people/${encodeURIComponent(key)}`)).toMatchObject({ key, name });
      const [handle] = handles as { handle: string }[];
      if (handle !== undefined) {
        expect(await json(`/people/${encodeURIComponent(handle.handle)}`)).toMatchObject({ name });
      }
    }
  });

  it('counts the hits of a search', async () => {
    const { facets, total, totalIsExact } = await json<{
      total: number;
      totalIsExact: boolean;
      facets: Record<'types' | 'backups', { count: number }[]> & { counted: number };
    }>('/search?q=the%20OR%20a&facets=true');
    const sum = (counts: readonly { count: number }[]): number => counts.reduce((all, { count }) => all + count, 0);
    expect(sum(facets.types)).toBe(facets.counted);
    expect(sum(facets.backups)).toBe(facets.counted);
    if (totalIsExact) expect(facets.counted).toBe(total);
  });

  it('answers invalid requests with errors', async () => {
    const addresses = [
      'artifacts/whatsapp/chats',
      'artifacts/whatsapp/chats/~',
      'artifacts/whatsapp/chats/~/messages',
      'artifacts/whatsapp/chats/~/messages/find',
      'artifacts/whatsapp/chats/~/days',
      'artifacts/whatsapp/messages/~',
      'artifacts/whatsapp/calls',
      'artifacts/calls',
      'artifacts/calls/~',
      'artifacts/calendar/calendars',
      'artifacts/calendar/events',
      'artifacts/calendar/events/~',
      'artifacts/messages/conversations/~/days',
      'artifacts/messages/conversations/~/messages/find',
      'overview',
    ].map((path) => `/backups/${id}/${path}`);
    const fields =
      'q query limit cursor sort order around at kind archived person direction missed from to expand timeZone calendar hidden type area echoes unit facets backup'.split(
        ' ',
      );
    const value = fc.oneof(
      fc.constantFrom('1', '0', '-1', 'true', 'newest', 'oldest', '9007199254740993', '1e400', 'UTC', 'Europe/Berlin'),
      fc.constantFrom(
        'WyJvbiIsIlcxMCJd',
        'W10=',
        'WyJvbGRlciIsbnVsbCwieCJd',
        '-99999999999999',
        '8640000000000001',
        'direct',
      ),
      fc.string({ unit: 'binary-ascii', maxLength: 20 }),
    );
    const question = fc.record({
      address: fc.constantFrom(...addresses, '/timeline', '/timeline/days', '/people', '/people/~', '/search'),
      part: value,
      query: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ address, part, query }) => {
        const path = address.replace('~', encodeURIComponent(part === '' || /^\.+$/.test(part) ? '1' : part));
        const response = await client.ask(`${path}?${new URLSearchParams(query).toString()}`);
        const text = await response.text();
        expect([path, query, response.status < 500, text.slice(0, 300)]).toEqual([
          path,
          query,
          true,
          text.slice(0, 300),
        ]);
        if (response.status >= 400)
          expect(JSON.parse(text)).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/) });
      }),
      { seed: 23, numRuns: rounds(400) },
    );
  }, 60_000);
});
