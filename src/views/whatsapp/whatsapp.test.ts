import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { MessagePageSchema, MessageSchema } from '../../contract/chat.ts';
import { WhatsappChatDetailSchema, WhatsappChatSchema } from '../../contract/whatsapp.ts';
import { chatDays } from '../chats/chat-days.ts';
import type { ChatQuery } from '../chats/chat-list.ts';
import type { MessageQuery } from '../chats/chat-messages.ts';
import { findInChat } from '../chats/find-in-chat.ts';
import type { WhatsappChatRow, WhatsappMessageRow } from './rows.ts';
import { whatsappSource } from './source.ts';

/** Picture of a map that was sent with a place. */
const MAP = { fileID: '0'.repeat(40), state: 'present' } as const;

const DAY = 86_400_000;
const ANNA = { jid: '491712345678@s.whatsapp.net', handle: '+491712345678', name: '~annie' };
const POLL = {
  question: 'When?',
  texts: ['Sat', 'Sun'],
  votes: [
    { voter: ANNA, options: [1] },
    { voter: null, options: [1] },
  ],
};
const CARLA = { jid: '99887766@lid', handle: '99887766@lid', name: 'Carla' };
const UNNAMED = { jid: '431234567@s.whatsapp.net', handle: '+431234567', name: null };

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['0171 2345678']);
    rows.contact('p3', 'Robin', ['+49 170 1111111'], { isOwner: true });
  });
  await fixture.index('whatsapp', (rows) => {
    const chat = (row: Partial<WhatsappChatRow> & { key: number }) =>
      rows.add('whatsapp_chats', { app: 'whatsapp', ...row });
    const message = (key: number, at: number | null, row: Partial<WhatsappMessageRow> = {}) => {
      rows.add('whatsapp_chat_items', { chat: 1, at: at ?? 0, message: key });
      rows.add(
        'whatsapp_messages',
        { key, app: 'whatsapp', chat: 1, sentAt: at, kind: 'text', stanzaId: `S${key}`, ...row },
        { text: row.text ?? '', at, from: [row.sender ?? 'me'], in: [1], payload: { chat: 1 } },
      );
    };
    chat({
      key: 1,
      kind: 'group',
      title: 'Climbing',
      subject: 'Climbing',
      participants: [
        { ...ANNA, isAdmin: true, isActive: true },
        { ...CARLA, isAdmin: false, isActive: false },
      ],
      messageCount: 12,
      lastAt: 9 * DAY,
      owner: '+491712345678',
      photo: 'f'.repeat(40),
      photoState: 'present',
      sessions: [],
    });
    chat({
      key: 2,
      kind: 'direct',
      handle: '+491712345678',
      jid: ANNA.jid,
      title: 'annie',
      messageCount: 3,
      lastAt: 10 * DAY,
      isArchived: true,
    });
    chat({
      key: 3,
      kind: 'direct',
      handle: '99887766@lid',
      jid: CARLA.jid,
      title: 'Carla',
      messageCount: 99,
      photoState: 'no-path',
    });
    chat({ key: 4, kind: 'status', jid: 'status@broadcast', messageCount: 1, lastAt: DAY });
    message(1, null, { text: 'undated', sender: ANNA.handle, senderName: ANNA.name });
    message(2, 2 * DAY, { text: 'who brings the rope?', sender: ANNA.handle, senderName: ANNA.name, isStarred: true });
    message(3, 2 * DAY, {
      text: 'I do',
      isFromMe: true,
      replyTo: 'S2',
      replyToKey: 2,
      receipts: { read: 1, recipients: 2 },
    });
    message(4, 3 * DAY, {
      text: 'what?',
      sender: CARLA.handle,
      senderName: 'Carla',
      replyTo: 'gone',
      quoted: { stanzaId: 'gone', sender: ANNA, text: 'a message that is gone' },
      reactions: [
        { emoji: '👍', isFromMe: true, sender: null, at: 1 },
        { emoji: '❤️', isFromMe: false, sender: ANNA, at: 2 },
        { emoji: '🎉', isFromMe: false, sender: null, at: null, count: 12 },
      ],
      mentions: [{ start: 0, length: 4, person: ANNA }],
      forwardCount: 4,
    });
    message(5, 4 * DAY, {
      kind: 'event',
      isFromMe: true,
      event: {
        kind: 'participant-added',
        actor: null,
        people: [ANNA, UNNAMED],
        title: null,
        seconds: null,
        parameter: null,
      },
    });
    message(6, 5 * DAY, {
      kind: 'event',
      sender: ANNA.handle,
      event: {
        kind: 'disappearing-timer',
        actor: ANNA,
        people: [],
        title: null,
        seconds: 604_800,
        parameter: '604800',
      },
    });
    message(7, 6 * DAY, { kind: 'deleted', sender: CARLA.handle, deletedBy: ANNA.handle });
    message(8, 7 * DAY, {
      kind: 'location',
      sender: ANNA.handle,
      location: { latitude: 48.1, longitude: 11.5, accuracy: 10, name: 'Rock', picture: MAP },
    });
    message(9, 8 * DAY, {
      kind: 'contact',
      sender: ANNA.handle,
      contacts: [{ name: 'Ben', phones: ['+1 555 0100'], emails: [], vcard: 'BEGIN:VCARD' }],
    });
    message(10, 8 * DAY + 1, { kind: 'poll', sender: ANNA.handle, poll: POLL });
    message(11, 8 * DAY + 2, {
      kind: 'call',
      sender: ANNA.handle,
      call: { isVideo: true, isMissed: true, isGroup: null, seconds: 0 },
    });
    message(12, 9 * DAY, { kind: 'image', text: 'at the rock', sender: ANNA.handle, attachmentCount: 1, errorCode: 0 });
    rows.add('whatsapp_attachments', {
      key: 30,
      message: 12,
      chat: 1,
      path: 'Media/a/b/photo.jpg',
      mimeType: 'image/jpeg',
      totalBytes: 10,
      file: null,
      state: 'payload-missing',
      thumbnail: 'e'.repeat(40),
      thumbnailState: 'present',
      width: 640,
      height: 480,
    });
  });
});

afterAll(() => fixture.dispose());

const chats = (query: Partial<ChatQuery> = {}) =>
  whatsappSource.list(fixture.ctx, fixture.backup, { limit: 50, ...query });
const titles = async (query: Partial<ChatQuery>) => (await chats(query)).items.map(({ title }) => title);
const place = (chat: string) => whatsappSource.place(fixture.ctx, fixture.backup, chat);
const message = (key: number) => whatsappSource.message(fixture.ctx, fixture.backup, String(key));

describe('the list of WhatsApp chats', () => {
  it('lists chats by their newest message, people by the names of their contacts', async () => {
    const page = await chats();
    expect(page.items.map((chat) => WhatsappChatSchema.parse(chat))).toEqual(page.items);
    expect(page.items.map(({ key, title }) => [key, title])).toEqual([
      ['2', 'Anna Meyer'],
      ['1', 'Climbing'],
      ['4', 'Status'],
      ['3', 'Carla'],
    ]);
    expect(page.items[1]).toMatchObject({
      kind: 'group',
      service: 'whatsapp',
      participantCount: 2,
      photo: { fileID: 'f'.repeat(40), state: 'present' },
      participants: [
        { name: 'Anna Meyer', contact: 'p1', handle: '+491712345678', isAdmin: true },
        { name: 'Carla', contact: null, handle: '99887766@lid', isActive: false },
      ],
    });
    expect(page.items[0]?.participants).toMatchObject([{ name: 'Anna Meyer', isActive: true }]);
    expect(page.items[3]?.photo).toBeNull();
  });

  it.each<[Partial<ChatQuery>, string[]]>([
    [{ q: 'meyer' }, ['Anna Meyer', 'Climbing']],
    [{ q: 'annie' }, ['Anna Meyer']],
    [{ q: '0171/2345678' }, ['Anna Meyer', 'Climbing']],
    [{ kind: 'group' }, ['Climbing']],
    [{ archived: true }, ['Anna Meyer']],
    [{ archived: false, kind: 'direct' }, ['Carla']],
    [{ sort: 'title' }, ['Anna Meyer', 'Carla', 'Climbing', 'Status']],
    [{ sort: 'messages' }, ['Carla', 'Climbing', 'Anna Meyer', 'Status']],
  ])('finds %j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it.each(['recent', 'title', 'messages'] as const)('pages by %s', async (sort) => {
    const whole = await titles({ sort });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await chats({ sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items.map(({ title }) => title));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(whole);
  });
});

describe('one WhatsApp chat', () => {
  it('shows one with its members', async () => {
    const chat = await whatsappSource.get(fixture.ctx, fixture.backup, '1');
    expect(WhatsappChatDetailSchema.parse(chat)).toEqual(chat);
    expect(chat).toMatchObject({ subject: 'Climbing', owner: { name: 'Anna Meyer' } });
  });

  it.each(['99', 'x', ''])('has none with the key “%s”', async (key) => {
    await expect(whatsappSource.get(fixture.ctx, fixture.backup, key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('messages of a WhatsApp chat', () => {
  it('pages from either end, from a given time and around a message', async () => {
    const list = (query: MessageQuery) => whatsappSource.messages(fixture.ctx, fixture.backup, '1', query);
    const keys = async (query: MessageQuery) => (await list(query)).items.map(({ key }) => Number(key));
    const page = await list({ limit: 50 });
    expect(MessagePageSchema.parse(page)).toEqual(page);
    expect(page.items).toHaveLength(12);
    expect(await keys({ limit: 3 })).toEqual([1, 2, 3]);
    expect(await keys({ limit: 2, order: 'newest' })).toEqual([12, 11]);
    expect(await keys({ limit: 2, at: 3 * DAY })).toEqual([4, 5]);
    expect(await keys({ limit: 2, at: 3 * DAY, order: 'newest' })).toEqual([4, 3]);
    expect(await keys({ limit: 3, around: '6' })).toEqual([5, 6, 7]);
    const middle = await list({ limit: 3, around: '6' });
    expect(await keys({ limit: 2, cursor: middle.next ?? '' })).toEqual([8, 9]);
    expect(await keys({ limit: 2, cursor: middle.previous ?? '' })).toEqual([3, 4]);
    await expect(list({ limit: 1, around: '77' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({ limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a WhatsApp message', () => {
  it('names the sender by contact, by WhatsApp name, or as the owner', async () => {
    expect(MessageSchema.parse(await message(2))).toMatchObject({ sender: { name: 'Anna Meyer' }, isStarred: true });
    expect((await message(4)).sender).toMatchObject({ name: 'Carla', handle: '99887766@lid' });
    expect((await message(3)).sender).toMatchObject({ name: 'Robin', isOwner: true });
  });

  it('quotes the message it replies to, even if it was deleted', async () => {
    expect(await message(3)).toMatchObject({
      replyTo: { guid: 'S2', key: '2', excerpt: 'who brings the rope?', sender: { name: 'Anna Meyer' } },
      receipts: { delivered: null, read: 1, played: null, recipients: 2 },
    });
    expect((await message(4)).replyTo).toMatchObject({
      guid: 'gone',
      key: null,
      excerpt: 'a message that is gone',
      sender: { name: 'Anna Meyer' },
    });
  });

  it('has reactions, mentions and forwards', async () => {
    const { reactions, mentions, forwardCount } = await message(4);
    expect(reactions.map(({ emoji, sender, count }) => [emoji, sender?.name ?? null, count])).toEqual([
      ['👍', 'Robin', 1],
      ['❤️', 'Anna Meyer', 1],
      ['🎉', null, 12],
    ]);
    expect(mentions).toMatchObject([{ start: 0, length: 4, person: { name: 'Anna Meyer' } }]);
    expect(forwardCount).toBe(4);
  });

  it.each([
    [5, 'You added Anna Meyer and +43 1 234567'],
    [6, 'Anna Meyer set messages to disappear after 7 days'],
  ])('tells what happened in words (%s)', async (key, text) => {
    expect((await message(key)).announcement).toMatchObject({ text });
  });

  it('shows places, contacts, polls, calls, deletions and files', async () => {
    expect((await message(7)).deletedBy).toMatchObject({ name: 'Anna Meyer' });
    expect((await message(8)).location).toEqual({
      latitude: 48.1,
      longitude: 11.5,
      accuracy: 10,
      name: 'Rock',
      picture: MAP,
    });
    expect((await message(9)).contactCards).toMatchObject([{ name: 'Ben', phones: ['+1 555 0100'] }]);
    expect((await message(10)).poll).toEqual({
      question: 'When?',
      options: [
        { text: 'Sat', voters: [] },
        {
          text: 'Sun',
          voters: [
            { person: expect.objectContaining({ name: 'Anna Meyer' }), at: null },
            { person: expect.objectContaining({ isOwner: true }), at: null },
          ],
        },
      ],
    });
    expect((await message(11)).call).toMatchObject({ isMissed: true, text: 'Missed video call' });
    const image = await message(12);
    expect(image.error).toBeNull();
    expect(image.attachments).toMatchObject([
      {
        name: 'photo.jpg',
        state: 'payload-missing',
        fileID: null,
        width: 640,
        thumbnail: { fileID: 'e'.repeat(40), state: 'present' },
      },
    ]);
  });
});

describe('within a WhatsApp chat', () => {
  it('counts days and finds words', async () => {
    const days = await chatDays(fixture.ctx, await place('1'), 'UTC');
    expect(days.items.map(({ day, count }) => [day, count]).slice(0, 2)).toEqual([
      ['1970-01-03', 2],
      ['1970-01-04', 1],
    ]);
    expect(days).toMatchObject({ undated: 1, firstAt: 2 * DAY, lastAt: 9 * DAY });
    const found = await findInChat(fixture.ctx, await place('1'), {
      query: 'rock OR rope',
      order: 'newest',
      limit: 9,
    });
    expect(found.items.map(({ key }) => key)).toEqual(['12', '2']);
    const ofAnna = { query: 'from:anna rope', order: 'newest', limit: 9 } as const;
    expect((await findInChat(fixture.ctx, await place('1'), ofAnna)).total).toBe(1);
    expect((await findInChat(fixture.ctx, await place('2'), ofAnna)).total).toBe(0);
  });
});
