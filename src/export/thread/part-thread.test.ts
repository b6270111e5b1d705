import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { isFull } from '../../../test/support/depth.ts';
import { itForSome } from '../../../test/support/some-rows.ts';
import { onEachEngine } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type RowWriter, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { openViews, type SnapshotViews, stateOf } from '../../views/index.ts';
import { planExport } from '../export.ts';
import { largeChunks } from '../format/large-chunks.ts';
import { prepareExport } from '../prepare-export.ts';
import type { PlanContext } from '../types.ts';
import { PartThread } from './part-thread.ts';

/** More than an export of the program needs to use two threads; fewer where none is made. PostgreSQL reads fewer without statistics. */
const MESSAGES = { sqlite: isFull ? 31_000 : 8000, postgres: 3200 };
const AT = Date.UTC(2019, 11, 31, 20);
const REQUEST: ExportPlan = {
  what: 'conversations',
  format: 'jsonl',
  timeZone: 'Europe/Berlin',
  files: false,
  bom: false,
  exportedAt: AT,
};

/** Two long conversations and many short ones, with whatever is not plain. */
function writeMessages(rows: RowWriter, all: number): void {
  const [first, second] = [Math.floor(all * 0.65), Math.floor(all * 0.9)];
  for (let chat = 1; chat <= 42; chat++) {
    const messageCount = chat === 1 ? first : chat === 2 ? second - first : chat === 3 ? 0 : Math.floor(all / 400);
    const at = AT + chat;
    rows.conversation(chat, [`+4917600000${chat}`, ...(chat % 5 === 0 ? ['b@example.com'] : [])], {
      messageCount,
      firstAt: AT,
      lastAt: at,
    });
  }
  for (let key = 1; key <= all; key++) {
    const chat = key <= first ? 1 : key <= second ? 2 : 4 + (key % 39);
    // Messages without time, several at the same time, and a day for each few hundred.
    const at = key % 1999 === 0 ? null : AT + Math.floor(key / 7) * 997_000;
    const isFromMe = key % 3 === 0;
    const other = { handle: '+49176000001', handleKey: 'x' };
    rows.add('message_conversation_items', { conversation: chat, at: at ?? 0, message: key, chat: 1 });
    rows.add('messages', {
      key,
      guid: `GUID-${key}`,
      conversation: chat,
      sentAt: at,
      kind: 'text',
      isFromMe,
      sender: isFromMe ? null : `+4917600000${chat}`,
      service: 'iMessage',
      text: `Message ${key} "${'😀é'.repeat(key % 5)}"\n${key % 11 === 0 ? 'https://example.com/' : ''}`,
      deliveredAt: isFromMe && at !== null ? at + 1000 : null,
      ...(key % 13 === 0
        ? { reactions: [{ part: 0, kind: 'love', isFromMe: true, sender: null, at: at ?? 0, message: 0 }] }
        : {}),
      ...(key % 17 === 0 && key < second ? { replyTo: `GUID-${key - 5}`, replyToKey: key - 5, replyPart: 0 } : {}),
      ...(key % 19 === 0 ? { subject: `Subject of ${other.handle}` } : {}),
    });
    if (key % 17 === 0 && key < second) {
      const thread = `GUID-${key - 5}`;
      rows.add('message_threads', { thread, at: at ?? 0, message: key, isReply: true });
      rows.add('message_threads', { thread, at: at ?? 0, message: key - 5, isReply: false });
    }
    if (key % 23 === 0) {
      const file = 'a'.repeat(40);
      rows.add('message_attachments', { key, message: key, file, state: 'present', transferName: 'a.jpg' });
    }
  }
}

onEachEngine('a second thread of an export', (engine) => {
  let fixture: ViewFixture;
  let open: SnapshotViews;
  const helpers: PartThread[] = [];
  const all = MESSAGES[engine.name];
  const index = () => fixture.index('messages', (rows) => writeMessages(rows, all));
  beforeAll(async () => {
    fixture = await openViewFixture(engine);
    await index();
    await fixture.index('contacts', (rows) => rows.contact('1', 'Anna', ['+49176000001']));
    open = await openViews(fixture.store.dsn);
  });
  afterEach(async () => {
    for (const helper of helpers.splice(0)) await helper.stop();
  });
  afterAll(async () => {
    await open.close();
    await fixture.dispose();
  });

  const start = async (
    of: Pick<Parameters<NonNullable<PlanContext['helpers']>['start']>[0], 'request' | 'about'>,
    other = '',
  ) => {
    const { backup } = fixture;
    const [snapshot, state] = [await open.share(), `${await stateOf(open, backup)}${other}`];
    const job = { ...of, backup, dsn: fixture.store.dsn, version: '1', canConvert: false, snapshot, state };
    const helper = new PartThread(job, () => undefined);
    helpers.push(helper);
    return helper;
  };
  const context = (more: Partial<PlanContext>): PlanContext => {
    const refuse = () => Promise.reject(new Error('not here'));
    return {
      views: open,
      files: null,
      version: '1',
      canConvert: false,
      makePdf: refuse,
      readFile: refuse,
      withXmp: refuse,
      ...more,
    };
  };
  /** Digests of the files of an export, and the number of records that it reported. */
  const digests = async (request: Partial<ExportPlan>, more: Partial<PlanContext>) => {
    let records = 0;
    const plan = await planExport(context(more), fixture.backup, { ...REQUEST, ...request }, (count) => {
      records += count;
    });
    const files: [string, string][] = [];
    for await (const { path, contents } of plan.files()) {
      const hash = createHash('sha256');
      for await (const chunk of largeChunks(contents)) hash.update(chunk);
      files.push([path, hash.digest('hex')]);
    }
    return { files, records };
  };
  /** A helper that is ready before the export begins, so that it makes much of it. */
  const ready = {
    worthFrom: 1,
    start: async (of: Parameters<typeof start>[0]) => {
      const helper = await start(of);
      while (!helper.isReady) {
        await helper.wait();
        // Throws what it throws.
        helper.take();
      }
      return helper;
    },
  };

  const requests: readonly Partial<ExportPlan>[] = [
    { format: 'jsonl' },
    { format: 'json', keys: ['2', '3', '1', '7'] },
    { format: 'txt', from: '2019-12-31', to: '2020-01-20' },
    { format: 'txt', order: 'newest', language: 'de', ownerName: 'Eva' },
    { format: 'html', order: 'newest', split: 700, language: 'fr' },
  ];
  // The first has no choices, the last nearly all.
  const isQuick = (_: unknown, index: number): boolean => index === 0 || index === requests.length - 1;
  itForSome(requests, isQuick)('makes the same bytes: %j', async (request) => {
    const alone = await digests(request, {});
    const shared = await digests(request, { helpers: ready });
    expect(shared.files).toEqual(alone.files);
    expect(alone.records).toBeGreaterThan(0);
  });

  it('is of no use if it sees something else', async () => {
    const alone = await digests({}, {});
    let helper: PartThread | undefined;
    const other = {
      worthFrom: 1,
      start: async (of: Parameters<typeof start>[0]) => (helper = await start(of, 'other')),
    };
    expect((await digests({}, { helpers: other })).files).toEqual(alone.files);
    expect(helper?.isReady).toBe(false);
  });

  it('is done without if it cannot start', async () => {
    let helper: PartThread | undefined;
    const broken = {
      worthFrom: 1,
      start: async (of: Parameters<typeof start>[0]) => {
        helper = await start({ ...of, request: { ...of.request, what: 'calls' } });
        return helper;
      },
    };
    const request = { format: 'txt' };
    expect((await digests(request, { helpers: broken })).files).toEqual((await digests(request, {})).files);
    expect(helper?.isReady).toBe(false);
  });

  it('passes its end on', async () => {
    const ended = {
      worthFrom: 1,
      start: async (of: Parameters<typeof start>[0]) => {
        const helper = await ready.start(of);
        await helper.stop();
        return helper;
      },
    };
    await expect(digests({}, { helpers: ended })).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it.runIf(isFull && engine.name === 'sqlite')(
    'belongs to the snapshot of exports of the program, and ends with them',
    async () => {
      const { ctx, backup, store } = fixture;
      const prepare = (request: Partial<ExportPlan> = {}) =>
        prepareExport({ views: ctx, files: null, version: '1' }, backup, { ...REQUEST, ...request });
      const digest = async (changes: () => Promise<void>) => {
        const prepared = await prepare();
        const { stream } = prepared.download();
        await once(stream, 'readable');
        await changes();
        const hash = createHash('sha256');
        for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
        const { records, total } = prepared.progress();
        expect([records, total]).toEqual([all, all]);
        return hash.digest('hex');
      };
      const before = await digest(async () => undefined);
      // Another index while it is read.
      expect(await digest(() => fixture.index('messages', (rows) => rows.conversation(1, ['a@example.com'])))).toBe(
        before,
      );
      await index();
      const { stream } = (await prepare()).download();
      stream.on('error', () => undefined);
      await once(stream, 'readable');
      stream.destroy();
      await open.close();
      await index();
      // It fails as long as anything reads what it deletes.
      await store.purge();
      open = await openViews(store.dsn);
    },
  );
});
