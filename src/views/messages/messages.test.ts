import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { MessageSchema } from '../../contract/messages.ts';
import type { MessageQuery } from '../chats/chat-messages.ts';
import { messagesSource } from './source.ts';

const DAY = 86_400_000;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['+49 171 2345678']);
    rows.contact('p2', 'Ben', ['ben@example.com']);
    rows.contact('p3', 'Robin', ['+49 170 1111111'], { isOwner: true });
  });
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678', 'ben@example.com'], { title: 'Climbing' });
    rows.conversation(2, ['+491712345678']);
    // Two at the same time, and one without a time.
    for (let key = 1; key <= 10; key++) {
      rows.message(key, 1, key === 1 ? null : Math.floor(key / 2) * DAY, {
        text: `message ${key}`,
        sender: '0171 2345678',
      });
    }
    rows.message(20, 2, 5 * DAY, {
      text: 'current\ufffc',
      isFromMe: true,
      account: '+491701111111',
      replyTo: 'GUID-4',
      replyToKey: 4,
      replyPart: 1,
      error: 0,
      editedAt: 5 * DAY + 1,
      flags: ['sent'],
      reactions: [
        { part: 0, kind: 'love', isFromMe: false, sender: 'ben@example.com', at: 6 * DAY, message: 99 },
        { part: 0, kind: 'emoji', emoji: '🎉', isFromMe: true, sender: null, at: null, message: 98 },
      ],
      edits: [
        {
          part: 0,
          unsent: false,
          history: [
            { at: null, text: 'first' },
            { at: 1, text: 'current' },
          ],
        },
      ],
    });
    // A thread that begins in message 4, of which one reply is in another conversation.
    for (const [key, isReply] of [
      [4, false],
      [20, true],
      [6, true],
    ] as const) {
      rows.add('message_threads', {
        thread: 'GUID-4',
        at: key === 20 ? 5 * DAY : (key / 2) * DAY,
        message: key,
        isReply,
      });
    }
    rows.message(30, 2, 7 * DAY, {
      kind: 'app',
      balloonBundleId: 'com.apple.messages.URLBalloonProvider',
      link: { url: 'https://example.org', title: 'Lemons', summary: null, site: 'Example', picture: 1 },
      contacts: [{ name: 'Ben', phones: ['+1 555 0100'], emails: [], vcard: null }],
      place: { latitude: 1, longitude: 2, name: 'Cove' },
    });
    for (const [key, name] of [
      [32, 'B.pluginPayloadAttachment'],
      [31, 'A.pluginPayloadAttachment'],
      [33, 'IMG.HEIC'],
    ] as const) {
      const file = { transferName: name, file: `${key}`.repeat(20), state: 'present', isHidden: key < 33 } as const;
      rows.add('message_attachments', { key, message: 30, ...file });
    }
    rows.message(21, 2, 6 * DAY, {
      kind: 'announcement',
      sender: 'ben@example.com',
      announcement: {
        kind: 'participant-added',
        raw: { itemType: 1, actionType: 0 },
        handle: '+491712345678',
        title: null,
      },
    });
    // Files that the database does not list, beside one whose GUID the text does not have.
    rows.conversation(4, ['ben@example.com']);
    const file = (start: number, attachment: string, more = {}) => [{ start, length: 1, attachment, ...more }];
    rows.message(40, 4, DAY, {
      text: '\ufffc',
      parts: [{ part: 0, runs: file(0, 'GONE', { filename: 'Lake.HEIC' }) }],
    });
    rows.message(41, 4, 2 * DAY, {
      text: '\ufffc\ufffcsee\ufffcand\ufffc',
      flags: ['audio'],
      parts: [
        { part: 0, runs: file(0, 'RENAMED') },
        { part: 1, runs: file(1, 'LISTED') },
        { part: 2, runs: [{ start: 2, length: 3 }, ...file(5, 'GONE-2', { transcription: 'red tent' })] },
        { part: 3, runs: [{ start: 6, length: 3 }, ...file(9, 'LAST')] },
      ],
    });
    for (const [key, guid, isHidden] of [
      [41, 'LAST', false],
      [42, 'OTHER', false],
      [43, 'HIDDEN', true],
      [44, 'LISTED', false],
    ] as const)
      rows.add('message_attachments', { key, message: 41, guid, isHidden, state: 'no-path' });
    rows.message(42, 4, 3 * DAY, {
      kind: 'app',
      balloonBundleId: 'com.example.app',
      parts: [{ part: 0, runs: file(0, 'OF-THE-APP') }],
    });
    for (const [key, part] of [
      [7, 1],
      [8, 0],
    ] as const) {
      rows.add('message_attachments', {
        key,
        message: 20,
        transferName: `IMG_${key}.HEIC`,
        file: 'f'.repeat(40),
        state: 'present',
        part,
        totalBytes: 10,
        mimeType: 'image/heic',
        isSticker: false,
        isHidden: false,
      });
    }
  });
});

afterAll(() => fixture.dispose());

const list = (query: Partial<MessageQuery> = {}, conversation = '1') =>
  messagesSource.messages(fixture.ctx, fixture.backup, conversation, { limit: 3, ...query });

const keysOf = (page: { items: readonly { key: string }[] }) => page.items.map(({ key }) => Number(key));

/** Follows `next` (or `previous`) to the end. */
async function walk(order: 'oldest' | 'newest', direction: 'next' | 'previous', start: Partial<MessageQuery>) {
  const pages: number[][] = [];
  for (let query: Partial<MessageQuery> = start; ; ) {
    const page = await list({ order, ...query });
    pages.push(keysOf(page));
    const cursor = page[direction];
    if (cursor === null) return pages;
    query = { cursor };
  }
}

describe('listMessages', () => {
  it('pages through a conversation in both orders without gaps or duplicates', async () => {
    expect(await walk('oldest', 'next', {})).toEqual([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]);
    expect(await walk('newest', 'next', {})).toEqual([[10, 9, 8], [7, 6, 5], [4, 3, 2], [1]]);
  });

  it('pages back from any page', async () => {
    expect(await walk('oldest', 'previous', { at: 5 * DAY })).toEqual([[10], [7, 8, 9], [4, 5, 6], [1, 2, 3]]);
    expect(await walk('newest', 'previous', { at: 0 })).toEqual([[1], [4, 3, 2], [7, 6, 5], [10, 9, 8]]);
  });

  it('starts at a given time', async () => {
    const page = await list({ at: 2 * DAY + 1 });
    expect(keysOf(page)).toEqual([6, 7, 8]);
    expect(page.previous).not.toBeNull();
    expect(keysOf(await list({ at: 2 * DAY, order: 'newest' }))).toEqual([5, 4, 3]);
    expect(keysOf(await list({ at: 99 * DAY }))).toEqual([]);
  });

  it.each([
    ['5', [4, 5, 6]],
    ['1', [1, 2, 3]],
    ['10', [8, 9, 10]],
  ])('shows the messages around message %s', async (around, keys) => {
    const page = await list({ around });
    expect(keysOf(page)).toEqual(keys);
    expect(page.previous === null).toBe(keys[0] === 1);
    expect(page.next === null).toBe(keys.at(-1) === 10);
    expect(keysOf(await list({ around, order: 'newest' }))).toEqual(keys.toReversed());
  });

  it('resolves people, and adds reactions, edits and the replied-to message', async () => {
    const { items } = await list({}, '2');
    const [message, announcement] = items;
    for (const item of items) expect(MessageSchema.parse(item)).toEqual(item);
    expect(message).toMatchObject({
      sender: { name: 'Robin', handle: '+491701111111', contact: 'p3', isOwner: true },
      replyTo: { guid: 'GUID-4', part: 1, key: '4', excerpt: 'message 4' },
      thread: { id: 'GUID-4', replies: 2 },
      reactions: [
        { kind: 'love', emoji: null, sender: { name: 'Ben', isOwner: false } },
        { kind: 'emoji', emoji: '🎉', sender: { isOwner: true } },
      ],
      edits: [{ part: 0, unsent: false, history: [{ text: 'first' }, { text: 'current' }] }],
      attachments: [
        { key: '8', part: 0 },
        { key: '7', name: 'IMG_7.HEIC', state: 'present', bytes: 10 },
      ],
      error: null,
      details: { flags: ['sent'] },
    });
    expect(announcement?.announcement).toMatchObject({
      text: 'Ben added Anna Meyer to the conversation',
      person: { contact: 'p1' },
      raw: { itemType: 1 },
    });
    expect((await list({ limit: 1 })).items[0]?.sender).toMatchObject({ name: 'Anna Meyer', handle: '0171 2345678' });
  });

  it('shows files that the text names and the database does not list', async () => {
    const { items } = await list({}, '4');
    for (const item of items) expect(MessageSchema.parse(item)).toEqual(item);
    expect(items.map(({ attachments }) => attachments.map(({ key, part, state }) => [key, part, state]))).toEqual([
      [['GONE', 0, 'not-in-backup']],
      [
        ['42', null, 'no-path'],
        ['44', null, 'no-path'],
        ['GONE-2', 2, 'not-in-backup'],
        ['41', null, 'no-path'],
        ['43', null, 'no-path'],
      ],
      [],
    ]);
    expect(items[0]?.attachments[0]).toMatchObject({ name: 'Lake.HEIC', fileID: null, transcript: null });
    expect(items[1]?.attachments[2]).toMatchObject({ name: null, isVoiceMessage: true, transcript: 'red tent' });
  });

  it('shows a thread of replies alone, in order, and tells where it begins', async () => {
    const thread = await list({ thread: 'GUID-4' });
    expect(keysOf(thread)).toEqual([4, 6, 20]);
    expect([thread.next, thread.previous]).toEqual([null, null]);
    expect(thread.items.map(({ thread }) => thread?.replies)).toEqual([2, undefined, 2]);
    const [first] = (await list({ thread: 'GUID-4', limit: 1 })).items;
    expect(MessageSchema.parse(first)).toEqual(first);
    const { next } = await list({ thread: 'GUID-4', limit: 1 });
    expect(keysOf(await list({ thread: 'GUID-4', limit: 1, cursor: next ?? '' }))).toEqual([6]);
    expect(keysOf(await list({ thread: 'GUID-4', around: '20', limit: 1 }))).toEqual([20]);
    await expect(list({ thread: 'GUID-4', around: '5' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(keysOf(await list({ thread: 'nothing' }))).toEqual([]);
  });

  it('rejects unknown keys and invalid cursors', async () => {
    await expect(list({}, '3')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({}, '1e9')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({ around: '20' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({ cursor: 'bm9wZQ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(messagesSource.messages(fixture.ctx, 'a'.repeat(16), '1', { limit: 1 })).rejects.toMatchObject({
      code: 'BACKUP_NOT_FOUND',
    });
  });
});

describe('getMessage', () => {
  it('shows contacts, and the preview of a link with its picture, which is counted among the hidden attachments', async () => {
    const message = await messagesSource.message(fixture.ctx, fixture.backup, '30');
    expect(MessageSchema.parse(message)).toEqual(message);
    expect(message.links).toEqual([
      {
        url: 'https://example.org',
        title: 'Lemons',
        summary: null,
        site: 'Example',
        thumbnail: { fileID: '32'.repeat(20), state: 'present' },
        shared: null,
      },
    ]);
    expect(message.location).toEqual({ latitude: 1, longitude: 2, accuracy: null, name: 'Cove', picture: null });
    expect(message.contactCards).toEqual([
      { name: 'Ben', phones: ['+1 555 0100'], phoneTexts: ['+1 555 0100'], emails: [], vcard: null },
    ]);
  });

  it('finds one message by its key', async () => {
    expect(await messagesSource.message(fixture.ctx, fixture.backup, '20')).toMatchObject({
      key: '20',
      conversation: '2',
    });
    for (const key of ['999', 'x', '']) {
      await expect(messagesSource.message(fixture.ctx, fixture.backup, key)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });
});
