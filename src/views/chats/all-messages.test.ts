import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plansOf } from '../../../test/support/query-plans.ts';
import { ANY_ENGINE } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { MessageView } from '../../contract/chat.ts';
import { lazy } from '../../model/lazy.ts';
import { messagesSource } from '../messages/source.ts';
import type { Period } from './all-messages.ts';
import { chatSources } from './sources.ts';

/** More than two queries read. */
const MESSAGES = 1300;
/** Several of each time; a few are not known. */
const timeOf = (key: number): number | null => (key < 10 ? null : Math.trunc(key / 7) * 1000);

/** Coordinates with many digits. */
const PLACE = { name: null, latitude: 52.12345678901234, longitude: -0.1 };
const reaction = (message: number) => {
  return { part: null, kind: 'love' as const, isFromMe: false, sender: 'anna@example.com', at: message, message };
};

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['anna@example.com']);
    for (let key = 1; key <= MESSAGES; key++) {
      rows.message(key, 1, timeOf(key), {
        text: key % 400 === 0 ? 'long '.repeat(250_000) : `message ${key}`,
        sender: 'anna@example.com',
        flags: ['read'],
        attachmentCount: 0,
        ...(key % 11 === 0 ? { subject: '"a" \\ subject\n\u{1f389}\u0001' } : {}),
        ...(key % 23 === 0 ? { error: key, reactions: [reaction(key)], place: PLACE, isFromMe: true } : {}),
        ...(key % 13 === 0 ? { replyTo: `GUID-${key - 5}`, replyToKey: key - 5 } : {}),
        ...(key % 17 === 0 ? { edits: [{ part: 0, unsent: true, history: [] }] } : {}),
      });
      // Its row says nothing of the thread that begins with it.
      if (key % 13 === 8)
        rows.add('message_threads', { thread: `GUID-${key}`, at: 0, message: key + 5, isReply: true });
      // One that its message does not count.
      if (key % 19 === 0) rows.add('message_attachments', { key, message: key, transferName: `${key}.jpg` });
    }
  });
});

afterAll(() => fixture.dispose());

const all = async (period: Period = {}) =>
  (await Array.fromAsync(messagesSource.all(fixture.ctx, fixture.backup, '1', period))).flat();

/** All messages, page by page; read once. */
const paged = lazy(async (): Promise<MessageView[]> => {
  const messages: MessageView[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const place = cursor === undefined ? { limit: 200 } : { limit: 200, cursor };
    const page = await messagesSource.messages(fixture.ctx, fixture.backup, '1', place);
    messages.push(...page.items);
    cursor = page.next;
  }
  return messages;
});

describe('all messages of a chat', () => {
  it('are those of its pages, plain and rare ones', async () => {
    const messages = await paged();
    expect(messages).toHaveLength(MESSAGES);
    expect(messages.filter(({ thread }) => thread !== null).length).toBeGreaterThan(MESSAGES / 10);
    expect(JSON.stringify(await all())).toBe(JSON.stringify(messages));
  });

  it.each([{}, { from: 0 }, { from: 20_000, to: 20_001 }, { to: 170_000 }, { from: 170_000 }])(
    'newest first of the period %j',
    async (period: Period) => {
      const expected = (await all(period)).toReversed();
      expect(JSON.stringify(await all({ ...period, order: 'newest' }))).toBe(JSON.stringify(expected));
    },
  );

  it.each([{ from: 0 }, { from: 1 }, { from: 20_000, to: 20_001 }, { to: 0 }, { from: 170_000 }])(
    'of the period %j',
    async (period) => {
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = period as Period;
      const expected = (await paged()).filter(({ sentAt }) => (sentAt ?? 0) >= from && (sentAt ?? 0) < to);
      expect(JSON.stringify(await all(period))).toBe(JSON.stringify(expected));
    },
  );

  it.skipIf(ANY_ENGINE.name !== 'sqlite')('are read along indexes', async () => {
    const plans = await plansOf(fixture, async (ctx, backup) => {
      await Array.fromAsync(messagesSource.all(ctx, backup, '1', { from: 1, to: 1e12 }));
      await Array.fromAsync(messagesSource.all(ctx, backup, '1', { from: 1, to: 1e12, order: 'newest' }));
    });
    // Once for all chats.
    const others =
      /^SEARCH (?:message_attachments__stored USING COVERING INDEX message_attachments__message|row USING PRIMARY KEY) \(backup_id=\? AND run_id=\?\)$|^SCAN repeated_/;
    const read = plans.filter((each) => /\b(?:SCAN|SEARCH)\b/.test(each));
    expect(read.filter((each) => others.test(each))).toHaveLength(4);
    for (const plan of read.filter((each) => !others.test(each))) {
      expect(plan).toMatch(/^SEARCH \w+ USING .*\(backup_id=\? AND run_id=\? AND \w/);
    }
  });
});

describe('columns of messages', () => {
  // A message with a value in one of these is exported slowly. If most messages have a new column, add it to
  // `plainColumns` of the app; otherwise here.
  it.each([
    [
      'messages',
      'balloonText subject playedAt editedAt deletedAt replyTo replyToKey replyRange replyPart parts reactions app poll translations edits ' +
        'announcement balloonBundleId link place contacts drawing expressiveStyle error raw',
    ],
    [
      'whatsapp',
      'mentions forwardCount replyTo replyToKey quoted errorCode reactions event eventCode deletedBy deletedByName ' +
        'location contacts poll call payment links raw',
    ],
    ['declared', 'editedAt deletedAt replyTo replyToKey quoted reactions location links event call'],
  ])('of %s are classified as rare or plain', (app, rare) => {
    const sources = chatSources.filter(({ artifact }) =>
      app === 'declared' ? !['messages', 'whatsapp'].includes(artifact) : artifact === app,
    );
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(source.rareColumns.join(' ')).toBe(rare);
  });
});
