import { describe, expect, it } from 'vitest';
import { extractFiles } from '../../../../test/support/artifacts/extract-files.ts';
import { exampleValues } from '../../../model/example-row.ts';
import { exampleBytes } from '../../../synthetic/examples/example-bytes.ts';
import * as chat from './index.ts';

const { at, f, is } = chat;
const [DOMAIN, STORE] = ['AppDomain-org.example.parrot', 'Documents/bird/parrot.sqlite'];
const MEDIA = `${DOMAIN}/Media`;

/** A chat app whose declaration uses everything that there is. */
const parrot = chat.defineChats({
  id: 'parrot',
  title: 'Parrot',
  absent: 'This backup holds no chats of Parrot.',
  seenOn: ['synthetic'],
  store: chat.sqlite(DOMAIN, 'Documents/*/parrot.sqlite'),
  people: { rows: 'person', id: 'uid', name: 'name', handle: 'phone', account: 'nick', isOwner: is('me', 1) },
  chats: {
    rows: 'chat',
    id: 'uid',
    kind: 'kind',
    title: 'title',
    partner: 'partner',
    unreadCount: 'unread',
    isArchived: is('archived', 1),
    isPinned: is('pinned', 1),
    isMuted: is('muted', 1),
    photo: f.file('Media/{photo}', ''),
  },
  members: { rows: 'member', chat: 'chat', person: 'person', isAdmin: is('admin', 1) },
  messages: {
    rows: 'message',
    id: 'uid',
    chat: 'chat',
    sender: 'sender',
    senderName: 'sender_name',
    kind: chat.codes('type', { 1: 'text', 2: 'image', 3: 'event', 4: 'call' }),
    text: 'text',
    sentAt: at.unix('sent'),
    deliveredAt: at.unix('delivered'),
    readAt: at.unix('read'),
    editedAt: at.unix('edited'),
    deletedAt: at.unix('deleted'),
    isStarred: is('starred', 1),
    reply: { to: 'reply_to', text: 'reply_text', sender: 'reply_sender' },
    place: { latitude: 'latitude', longitude: 'longitude', name: 'place' },
    link: { url: 'link', title: 'link_title' },
    event: { kind: chat.ifPresent('event', 'other'), people: 'event_person', text: 'event' },
    call: {
      is: is('type', 4),
      isVideo: is('video', 1),
      isMissed: is('missed', 1),
      isGroup: is('many', 1),
      seconds: 'seconds',
    },
    details: { mood: 'mood' },
  },
  attachments: {
    rows: 'file',
    message: 'message',
    name: 'name',
    mimeType: 'mime',
    caption: 'caption',
    totalBytes: 'size',
    seconds: 'seconds',
    width: 'width',
    height: 'height',
    isSticker: is('sticker', 1),
    file: f.file('Media/{name}', ''),
    thumbnail: f.file('Media/small-{name}', ''),
    url: 'url',
  },
  reactions: { rows: 'reaction', message: 'message', emoji: 'emoji', person: 'person', at: at.unix('at') },
  calls: {
    rows: 'call',
    id: 'uid',
    person: 'person',
    at: at.unix('at'),
    seconds: 'seconds',
    direction: 'direction',
    isVideo: is('video', 1),
    isMissed: is('missed', 1),
    isGroup: is('many', 1),
    outcome: 'outcome',
  },
  example: {
    files: {
      [`${DOMAIN}/${STORE}`]: {
        tables: {
          person: `
            uid| name | phone        | nick | me
            p1 | Ada  | +15550100001 | ada  | 0
            p2 | Bo   | +15550100002 | bo   | 0
            me | Me   | +15550100009 | moi  | 1`,
          chat: `
            uid| kind   | title | partner | unread | archived | pinned | muted | photo
            c1 | direct |       | p1      | 2      | 1        | 0      | 0     | ada.jpg
            c2 | group  | Flock |         | 0      | 0        | 1      | 1     | flock.jpg`,
          member: `
            chat | person | admin
            c2   | p1     | 1
            c2   | p2     | 0`,
          message: [
            {
              uid: 'm1',
              chat: 'c1',
              sender: 'p1',
              sender_name: 'Ada',
              type: 1,
              text: 'Seeds?',
              sent: 1_748_775_600,
              delivered: 1_748_775_601,
              read: 1_748_775_602,
              edited: 1_748_775_603,
              starred: 1,
              link: 'https://example.org',
              link_title: 'Seeds',
              mood: 'glad',
            },
            {
              uid: 'm2',
              chat: 'c1',
              sender: 'me',
              type: 1,
              text: 'Yes',
              sent: 1_748_775_660,
              reply_to: 'm1',
              reply_text: 'Seeds?',
              reply_sender: 'p1',
              latitude: 1.5,
              longitude: 2.5,
              place: 'Tree',
            },
            { uid: 'm3', chat: 'c1', sender: 'p1', type: 2, sent: 1_748_775_720, deleted: 1_748_775_730 },
            {
              uid: 'm4',
              chat: 'c2',
              sender: 'p1',
              type: 3,
              sent: 1_748_775_780,
              event: 'Ada taught Bo a word',
              event_person: 'p2',
            },
            {
              uid: 'm5',
              chat: 'c2',
              sender: 'p2',
              type: 4,
              sent: 1_748_775_840,
              video: 1,
              missed: 0,
              many: 1,
              seconds: 30,
            },
            { uid: 'm6', chat: 'c2', sender: 'p2', type: 99, text: '?', sent: 1_748_775_900 },
          ],
          file: [
            {
              message: 'm3',
              name: 'tree.jpg',
              mime: 'image/jpeg',
              caption: 'A tree',
              size: 3,
              seconds: 1.5,
              width: 4,
              height: 3,
              sticker: 1,
              url: 'https://example.org/tree.jpg',
            },
          ],
          reaction: `
            message | emoji | person | at
            m1      | 👍    | me     | 1748775605
            m2      | 🦜    | p1     | 1748775665`,
          call: [
            {
              uid: 'k1',
              person: 'p1',
              at: 1_748_779_200,
              seconds: 61,
              direction: 'incoming',
              video: 1,
              missed: 0,
              many: 0,
              outcome: 'answered',
            },
          ],
        },
      },
      [`${MEDIA}/ada.jpg`]: { text: 'ada' },
      [`${MEDIA}/flock.jpg`]: { text: 'all' },
      [`${MEDIA}/tree.jpg`]: { text: 'tree' },
      [`${MEDIA}/small-tree.jpg`]: { text: 'tree' },
    },
    chats: [
      {
        chatId: 'c1',
        kind: 'direct',
        handle: '+15550100001',
        partnerName: 'Ada',
        unreadCount: 2,
        isArchived: true,
        photo: `${MEDIA}/ada.jpg`,
      },
      {
        chatId: 'c2',
        kind: 'group',
        title: 'Flock',
        isPinned: true,
        isMuted: true,
        messageCount: 3,
        participants: [
          { handle: '+15550100001', name: 'Ada', isAdmin: true },
          { handle: '+15550100002', name: 'Bo', isAdmin: false },
        ],
      },
    ],
    messages: [
      {
        messageId: 'm1',
        isFromMe: false,
        sender: '+15550100001',
        kind: 'text',
        text: 'Seeds?',
        sentAt: 1_748_775_600_000,
        deliveredAt: 1_748_775_601_000,
        readAt: 1_748_775_602_000,
        editedAt: 1_748_775_603_000,
        isStarred: true,
        links: [{ url: 'https://example.org', title: 'Seeds' }],
        details: { mood: 'glad' },
      },
      {
        messageId: 'm2',
        isFromMe: true,
        sender: null,
        replyTo: 'm1',
        quoted: { text: 'Seeds?', sender: { handle: '+15550100001', name: 'Ada' } },
        location: { latitude: 1.5, longitude: 2.5, name: 'Tree' },
      },
      { messageId: 'm3', kind: 'image', deletedAt: 1_748_775_730_000, attachmentCount: 1 },
      { messageId: 'm4', kind: 'event', sender: '+15550100001' },
      { messageId: 'm5', kind: 'call', call: { isVideo: true, isMissed: false, isGroup: true, seconds: 30 } },
      { messageId: 'm6', kind: 'unknown', kindCode: '99' },
    ],
    attachments: [
      {
        name: 'tree.jpg',
        mimeType: 'image/jpeg',
        caption: 'A tree',
        totalBytes: 3,
        seconds: 1.5,
        width: 4,
        height: 3,
        isSticker: true,
        file: `${MEDIA}/tree.jpg`,
        thumbnail: `${MEDIA}/small-tree.jpg`,
        state: 'present',
      },
    ],
    calls: [
      {
        callId: 'k1',
        handle: '+15550100001',
        name: 'Ada',
        seconds: 61,
        isVideo: true,
        isGroup: false,
        outcome: 'answered',
      },
    ],
  },
});

describe('a declared chat app with everything', () => {
  const { example, tables } = parrot;
  const { rows, losses } = extractFiles(
    parrot,
    (example?.files ?? []).map(({ domain, relativePath, contents }) => ({
      domain,
      relativePath,
      bytes: exampleBytes(contents),
    })),
  );

  it('gives every column of every table a value', () => {
    for (const [table, { columns }] of Object.entries(tables)) {
      const empty = Object.keys(columns).filter((column) => rows[table]?.every((row) => row[column] === null));
      expect([table, empty]).toEqual([table, []]);
    }
  });

  it('gives the rows that its example says', () => {
    expect(losses).toEqual({});
    for (const [table, expected] of Object.entries(example?.rows ?? {})) {
      const definition = tables[table] ?? { columns: {} };
      expect(rows[table]).toEqual(
        expected.map((row) => expect.objectContaining(exampleValues(definition, row)) as object),
      );
    }
  });
});

describe('a declared chat app with accounts', () => {
  const starling = chat.defineChats({
    id: 'starling',
    title: 'Starling',
    absent: 'This backup holds no chats of Starling.',
    seenOn: ['synthetic'],
    stores: {
      chats: chat.sqlite(DOMAIN, 'Documents/*/chats.sqlite'),
      people: chat.sqlite(DOMAIN, 'Documents/people.db', { enriches: true }),
    },
    people: [
      { rows: { store: 'people', of: 'person' }, id: 'uid', name: 'name' },
      { rows: { store: 'chats', of: 'message' }, id: '@1', isOwner: chat.always },
    ],
    members: { rows: { store: 'chats', of: 'member' }, chat: 'chat', person: 'person' },
    messages: { rows: { store: 'chats', of: 'message' }, chat: 'chat', sender: 'sender', sentAt: at.unix('sent') },
    example: { chats: [], messages: [] },
  });
  const file = (
    relativePath: string,
    tables: Readonly<Record<string, readonly Record<string, string | number>[]>>,
  ) => ({
    domain: DOMAIN,
    relativePath,
    bytes: exampleBytes({ tables }),
  });
  const message = { chat: 'c', sender: 'u1', sent: 1_748_775_600 };

  it('has the people of an enriching store without wildcards in each of them', () => {
    const { rows } = extractFiles(starling, [
      file('Documents/a/chats.sqlite', { message: [message] }),
      file('Documents/b/chats.sqlite', { message: [message] }),
      file('Documents/people.db', { person: [{ uid: 'u1', name: 'Ida' }] }),
    ]);
    expect(rows['starling_chats']).toMatchObject([
      { account: 'a', partnerName: 'Ida' },
      { account: 'b', partnerName: 'Ida' },
    ]);
    expect(rows['starling_messages']).toMatchObject([{ senderName: 'Ida' }, { senderName: 'Ida' }]);
  });

  it('has the members of chats that only messages know, without the owner', () => {
    const members = ['a', 'u1', 'u2'].map((person) => ({ chat: 'c', person }));
    const { rows } = extractFiles(starling, [
      file('Documents/a/chats.sqlite', { message: [message], member: [...members, { chat: 'gone', person: 'u1' }] }),
      file('Documents/people.db', { person: [{ uid: 'u1', name: 'Ida' }] }),
    ]);
    expect(rows['starling_chats']).toMatchObject([
      {
        kind: 'group',
        participants: [
          { handle: 'starling:u1', name: 'Ida' },
          { handle: 'starling:u2', name: null },
        ],
      },
    ]);
  });
});

it('counts rows that are no messages or calls, and reactions whose message is gone', () => {
  const robin = chat.defineChats({
    id: 'robin',
    title: 'Robin',
    absent: 'This backup holds no chats of Robin.',
    seenOn: ['synthetic'],
    store: chat.sqlite(DOMAIN, 'robin.db'),
    messages: { rows: 'item', where: is('type', 1), id: 'uid', chat: 'chat', sentAt: at.unix('at') },
    calls: { rows: 'item', where: is('type', 2), at: at.unix('at') },
    reactions: { rows: 'reaction', message: 'message', emoji: 'emoji' },
    example: { chats: [], messages: [] },
  });
  const item = [1, 1, 2, 3].map((type, at) => ({ uid: `m${at}`, chat: 'c', type, at }));
  const reaction = ['m0', 'm1', 'm1', 'm2', 'gone', 'gone'].map((message) => ({ message, emoji: '👍' }));
  const bytes = exampleBytes({ tables: { item, reaction } });
  const { rows, losses, notes } = extractFiles(robin, [{ domain: DOMAIN, relativePath: 'robin.db', bytes }]);
  const reactions = rows['robin_messages']?.map((row) => (row['reactions'] as readonly unknown[]).length);
  expect([reactions, rows['robin_calls']?.length, losses]).toEqual([[1, 2], 1, {}]);
  expect(notes).toEqual({ 'other-rows': 2 + 3, 'reactions-without-message': 3 });
});
