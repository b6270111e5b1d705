import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { kindOf } from '../src/artifacts/kinds.ts';
import { registry } from '../src/artifacts/registry.ts';
import type { CallView } from '../src/contract/calls.ts';
import type { ChatView, FoundPageView, MessageView } from '../src/contract/chat.ts';
import type { ChatAppView } from '../src/contract/chats.ts';
import type { ChatDaysView } from '../src/contract/days.ts';
import type { KindCountView } from '../src/contract/kinds.ts';
import type { PersonDetailView } from '../src/contract/people.ts';
import type { SearchHitView } from '../src/contract/search.ts';
import type { RecordSourceView } from '../src/contract/tables.ts';
import { openApp } from '../src/main.ts';
import { chatSources } from '../src/views/index.ts';
import { type ApiClient, apiClient, type PageOf } from './support/api-client.ts';
import { indexNow } from './support/index-now.ts';
import { describeForSome } from './support/some-rows.ts';
import { onEachEngine, type TestDatabase } from './support/storage/engines.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

interface MessagePage extends PageOf<MessageView> {
  readonly previous: string | null;
}

/** A chat as the list has it, with all of its messages, oldest first. */
interface ReadChat {
  readonly chat: ChatView;
  readonly address: string;
  readonly messages: readonly MessageView[];
}

const keysOf = (items: readonly { readonly key: string }[]): string[] => items.map(({ key }) => key);

/** Words of at least three letters of a message. */
const wordsOf = ({ text, kind }: MessageView): readonly string[] =>
  kind === 'deleted' ? [] : (text?.match(/\p{L}{3,}/gu) ?? []);

onEachEngine('the chats of every app, indexed', (engine) => {
  let workspace: Workspace;
  let database: TestDatabase;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let backup = '';
  let apps: readonly ChatAppView[] = [];

  beforeAll(async () => {
    const place = await makeWorkspace();
    database = await engine.create(place.path);
    await place.remove();
    workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn });
    await mkdir(workspace.backups);
    const examples = registry.flatMap(({ chats, example }) =>
      chats === undefined || example === undefined ? [] : example,
    );
    await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 80, whatsapp: 60, contacts: 8, examples });
    app = await openApp(workspace.settings, { queue: 'embedded' });
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
    await app.catalog.refresh();
    backup = (await app.store.backups.list())[0]?.publicId ?? '';
    await indexNow(app, backup, null);
    apps = (await client.json<{ items: ChatAppView[] }>(`/backups/${backup}/chats`)).items;
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
    await database.drop();
  });

  it('are those of every source', () => {
    expect(chatSources.length).toBeGreaterThan(6);
    expect(apps.map((each) => each.app)).toEqual(chatSources.map(({ artifact }) => artifact));
  });

  // Declared apps share their code: the first of them is quick.
  const sources = chatSources.map((source) => [source.artifact, source] as const);
  describeForSome(sources, (_source, index) => index < 3)('of %s', ([artifact, source]) => {
    let description: ChatAppView;
    let list = '';
    let chats: readonly ReadChat[] = [];

    beforeAll(async () => {
      const found = apps.find((each) => each.app === artifact);
      if (found === undefined) throw new Error(`${artifact} has no chats.`);
      description = found;
      list = `/backups/${backup}/${description.path}`;
      const listed = await client.all<ChatView>(list);
      chats = await Promise.all(
        listed.map(async (chat) => {
          const address = `${list}/${chat.key}`;
          return { chat, address, messages: await client.all<MessageView>(`${address}/messages`) };
        }),
      );
    });

    it('are listed by pages, the newest first, and in every other order', async () => {
      const keys = chats.map(({ chat }) => chat.key);
      expect(keys.length).toBe(description.chats);
      expect(keysOf(await client.all<ChatView>(list, { limit: 1 }))).toEqual(keys);
      const times = chats.map(({ chat }) => chat.lastAt ?? Number.MIN_SAFE_INTEGER);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      const byCount = await client.all<ChatView>(`${list}?sort=messages`, { limit: 2 });
      expect(keysOf(byCount).toSorted()).toEqual(keys.toSorted());
      const counts = byCount.map(({ messageCount }) => messageCount);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
      const byTitle = await client.all<ChatView>(`${list}?sort=title`, { limit: 2 });
      expect(keysOf(byTitle).toSorted()).toEqual(keys.toSorted());
    });

    it('are filtered by kind and found by title', async () => {
      expect(new Set(description.kinds)).toEqual(new Set(chats.map(({ chat }) => chat.kind)));
      for (const kind of description.kinds) {
        const ofKind = chats.filter(({ chat }) => chat.kind === kind).map(({ chat }) => chat.key);
        expect(keysOf(await client.all<ChatView>(`${list}?kind=${kind}`))).toEqual(ofKind);
      }
      const archived = await client.all<ChatView>(`${list}?archived=true`);
      const others = await client.all<ChatView>(`${list}?archived=false`);
      expect(archived.every(({ isArchived }) => isArchived)).toBe(true);
      expect([...keysOf(archived), ...keysOf(others)].toSorted()).toEqual(chats.map(({ chat }) => chat.key).toSorted());
      for (const { chat } of chats) {
        const named = await client.all<ChatView>(`${list}?q=${encodeURIComponent(chat.title)}`);
        expect(keysOf(named)).toContain(chat.key);
      }
    });

    it('are available individually, with members, who have links back', async () => {
      for (const { chat, address } of chats) {
        const detail = await client.json<ChatView>(address);
        const { participants, ...rest } = chat;
        expect(detail).toMatchObject(rest);
        expect(detail.participants.slice(0, participants.length)).toMatchObject(participants);
        expect(detail.participants).toHaveLength(detail.participantCount);
        for (const { handle } of detail.participants.slice(0, 2)) {
          if (handle === null) continue;
          expect(keysOf(await client.all<ChatView>(`${list}?q=${encodeURIComponent(handle)}`))).toContain(chat.key);
          const person = await client.json<PersonDetailView>(`/people/${encodeURIComponent(handle)}`);
          const theirs = person.chats.filter((each) => each.app === artifact).map((each) => each.chat.key);
          expect(theirs).toContain(chat.key);
        }
      }
    });

    it('have the right number of messages, each counted once by day', async () => {
      expect(chats.reduce((sum, { messages }) => sum + messages.length, 0)).toBe(description.messages);
      for (const { chat, address, messages } of chats) {
        expect([chat.title, messages.length]).toEqual([chat.title, chat.messageCount]);
        const days = await client.json<ChatDaysView>(`${address}/days?timeZone=Asia%2FTokyo`);
        expect(days.items.reduce((sum, { count }) => sum + count, days.undated)).toBe(messages.length);
        for (const { at, day } of days.items.slice(0, 3)) {
          const { items } = await client.json<MessagePage>(`${address}/messages?limit=1&at=${at}`);
          const sentAt = items[0]?.sentAt ?? Number.NaN;
          expect(new Date(sentAt + 9 * 3_600_000).toISOString().slice(0, 10)).toBe(day);
          const earlier = await client.json<MessagePage>(`${address}/messages?limit=1&order=newest&at=${at}`);
          expect(earlier.items.every((message) => (message.sentAt ?? 0) <= at)).toBe(true);
        }
      }
    });

    it('are the same at once as by pages, to the byte', async () => {
      for (const { chat, messages } of chats) {
        const paged: MessageView[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const place = cursor === undefined ? { limit: 7 } : { limit: 7, cursor };
          const page = await source.messages(app.views, backup, chat.key, place);
          paged.push(...page.items);
          cursor = page.next;
        }
        const all = (period: object) => Array.fromAsync(source.all(app.views, backup, chat.key, period));
        expect(JSON.stringify((await all({})).flat())).toBe(JSON.stringify(paged));
        const [from, to] = [messages.at(1)?.sentAt ?? 0, messages.at(-1)?.sentAt ?? 0];
        const within = paged.filter(({ sentAt }) => (sentAt ?? 0) >= from && (sentAt ?? 0) < to);
        expect(JSON.stringify((await all({ from, to })).flat())).toBe(JSON.stringify(within));
      }
    });

    it('are read forwards, backwards and from the middle', async () => {
      for (const { address, messages } of chats) {
        const keys = keysOf(messages);
        expect(keysOf(await client.all<MessageView>(`${address}/messages`, { limit: 7 }))).toEqual(keys);
        const newest = await client.all<MessageView>(`${address}/messages?order=newest`, { limit: 7 });
        expect(keysOf(newest)).toEqual(keys.toReversed());
        const middle = keys[Math.floor(keys.length / 2)];
        if (middle === undefined) continue;
        const page = await client.json<MessagePage>(`${address}/messages?around=${middle}&limit=3`);
        const read = keysOf(page.items);
        expect(read).toContain(middle);
        for (let cursor = page.previous; cursor !== null; ) {
          const before: MessagePage = await client.json(`${address}/messages?limit=3&cursor=${cursor}`);
          read.unshift(...keysOf(before.items));
          cursor = before.previous;
        }
        for (let cursor = page.next; cursor !== null; ) {
          const after: MessagePage = await client.json(`${address}/messages?limit=3&cursor=${cursor}`);
          read.push(...keysOf(after.items));
          cursor = after.next;
        }
        expect(read).toEqual(keys);
        const times = messages.map(({ sentAt }) => sentAt ?? 0);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
    });

    it('give each message by its key, as in its chat', async () => {
      for (const { messages } of chats) {
        for (const message of messages.slice(-3)) {
          const { conversation: _, deletedAt: __, ...same } = message;
          expect(await source.message(app.views, backup, message.key)).toMatchObject(same);
        }
      }
    });

    it('can be searched individually and with everything else', async () => {
      let searched = 0;
      for (const { chat, address, messages } of chats) {
        const message = messages.find((each) => wordsOf(each).length > 0 && each.announcement === null);
        const [word] = message === undefined ? [] : wordsOf(message);
        if (message === undefined || word === undefined) continue;
        searched++;
        const query = encodeURIComponent(word);
        const found = await client.all<{ key: string }>(`${address}/messages/find?query=${query}&order=oldest`, {
          limit: 2,
        });
        expect(keysOf(found)).toContain(message.key);
        expect(messages.map(({ key }) => key)).toEqual(expect.arrayContaining(keysOf(found)));
        const newest = await client.json<FoundPageView>(
          `${address}/messages/find?query=${query}&order=newest&limit=200`,
        );
        expect(keysOf(newest.items)).toEqual(keysOf(found).toReversed());
        expect([newest.total, newest.totalIsExact]).toEqual([found.length, true]);
        const hits = await client.all<SearchHitView>(
          `/search?q=${encodeURIComponent(`type:${description.messageKind} ${word}`)}`,
        );
        const hit = hits.find(({ key }) => key === message.key);
        expect(hit).toMatchObject({
          backup,
          artifact,
          table: description.tables.messages,
          kind: description.messageKind,
        });
        expect(hit?.chat?.title).toBeTypeOf('string');
        expect(keysOf(hits)).toEqual(expect.arrayContaining(keysOf(found)));
        expect(chat.messageCount).toBeGreaterThanOrEqual(found.length);
      }
      expect(searched).toBeGreaterThan(0);
    });

    it('are cited, with every message', async () => {
      const { tables } = description;
      const places = chats.flatMap(({ chat, messages }) => [
        [tables.chats, chat.key],
        ...messages.slice(0, 5).map(({ key }) => [tables.messages, key]),
      ]);
      for (const [table, key] of places) {
        const { rows } = await client.json<RecordSourceView>(`/backups/${backup}/records/${table}/${key}/source`);
        expect([table, key, rows.length]).not.toContain(0);
        for (const { citation, file } of rows) expect(citation).toContain(`SHA-256 ${file.sha256}`);
      }
    });

    it('have a log of calls where the app keeps one', async () => {
      expect(description.callKind).toBe(source.calls?.kind ?? null);
      if (description.callKind === null) return;
      const log = `/backups/${backup}/artifacts/${artifact}/calls`;
      const calls = await client.all<CallView>(log, { limit: 2 });
      const counts = (await client.json<{ items: KindCountView[] }>(`/backups/${backup}/kinds`)).items;
      expect(counts.find(({ kind }) => kind === description.callKind)).toMatchObject({ count: calls.length });
      const known = new Set(chats.map(({ chat }) => chat.key));
      for (const call of calls) {
        if (call.conversation !== null) expect(known).toContain(call.conversation);
        expect(await client.json<CallView>(`${log}/${call.key}`)).toEqual(call);
      }
      const missed = await client.all<CallView>(`${log}?missed=true`);
      expect(keysOf(missed)).toEqual(keysOf(calls.filter(({ isMissed }) => isMissed)));
    });

    it('are exported whole, in every form', async () => {
      const exported = async (format: string): Promise<Response> => {
        const body = { what: description.exportName, format };
        const answer = await client.ask(`/backups/${backup}/export`, { method: 'POST', body });
        expect(answer.status).toBe(200);
        return answer;
      };
      const places = chats.flatMap(({ chat, messages }) => messages.map(({ key }) => `${chat.key} ${key}`));
      const lines = (await (await exported('jsonl')).text()).trimEnd().split('\n');
      const records = lines.map((line) => JSON.parse(line) as { type: string; key: string; conversation: string });
      const messages = records.filter(({ type }) => type === 'message');
      expect(messages.map(({ conversation, key }) => `${conversation} ${key}`).toSorted()).toEqual(places.toSorted());
      const json = (await (await exported('json')).json()) as { conversations: { messages: { key: string }[] }[] };
      expect(json.conversations.flatMap((chat) => keysOf(chat.messages))).toEqual(keysOf(messages));
      for (const format of ['csv', 'txt', 'html']) {
        expect((await (await exported(format)).arrayBuffer()).byteLength).toBeGreaterThan(0);
      }
    });

    it('are kinds of records like all others', async () => {
      const { messageKind, tables } = description;
      expect(kindOf(messageKind)?.table).toBe(tables.messages);
      const counts = (await client.json<{ items: KindCountView[] }>(`/backups/${backup}/kinds`)).items;
      const distinct = new Set(chats.flatMap(({ messages }) => keysOf(messages)));
      const stored = counts.find(({ kind }) => kind === messageKind)?.count ?? 0;
      expect(stored).toBeGreaterThanOrEqual(distinct.size);
      const timeline = await client.all<SearchHitView>(`/timeline?type=${messageKind}`);
      const dated = chats
        .flatMap((each) => each.messages)
        .filter(({ sentAt, text }) => sentAt !== null && text !== null);
      expect(new Set(keysOf(timeline))).toEqual(new Set([...keysOf(timeline), ...keysOf(dated)]));
    });
  });
});
