import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, codes, f, ifPresent, is } = chat;
const DOMAINS = ['AppDomainGroup-group.com.linecorp.line', 'AppDomain-jp.naver.line'];
/** Seconds from 1970 to 2001. */
const COCOA_EPOCH = 978_307_200;
const ACCOUNT = 'Library/Application Support/PrivateStore';
const FILE = `${ACCOUNT}/{@1}/Message Attachments/{chat.ZMID}/{ZID}`;
const FILES = { 1: 'image', 2: 'video', 3: 'audio', 5: 'file', 14: 'file', 21: 'image' };
/** Types of contents as in the protocol of LINE; 100 and more are of the app for iOS. */
const OTHERS = {
  4: 'text',
  6: 'call',
  7: 'sticker',
  9: 'gift',
  12: 'link',
  13: 'contact',
  15: 'location',
  16: 'post',
  18: 'event',
  20: 'payment',
  22: 'text',
  100: 'location',
  106: 'unavailable',
};
const REACTIONS: Readonly<Record<string, string>> = {
  2: 'nice',
  3: 'love',
  4: 'fun',
  5: 'amazing',
  6: 'sad',
  7: 'omg',
};
/** Milliseconds or seconds since 1970, or seconds since 2001: versions differ, and the size of the number decides. */
const REACTED_AT = chat.from(['ZCREATEDAT'], (value) => {
  const time = Number(textOf(value));
  if (!(time > 0)) return null;
  return time >= 1e11 ? time : time >= 1e9 ? time * 1000 : (time + COCOA_EPOCH) * 1000;
});
/** The same id can have other case in the databases. */
const lower = (id: string) => chat.from([id], (value) => textOf(value).toLowerCase());
/** Keys of chats are unique within an account. */
const inAccount = (id: string) =>
  chat.from(['@1', id], (account, value) => `${textOf(account)} ${textOf(value).toLowerCase()}`);
/** What LINE itself says in a chat: who joined, a new name. */
const EVENT = is('ZCONTENTTYPE', 18);
/** True for the id of the account, which its folder has: `P_u1`. */
const isOwnId = (id: string) => chat.from([id, '@1'], (mid, folder) => textOf(folder) === `P_${textOf(mid)}`);

/** Chats of LINE. */
export const line = chat.defineChats({
  id: 'line',
  title: 'LINE',
  version: 4,
  absent: 'This backup holds no chats of LINE.',
  seenOn: ['LINE of 2026 (tables and columns as two backup tools read them)', 'synthetic'],
  stores: {
    chats: chat.sqlite(DOMAINS, `${ACCOUNT}/*/Messages/Line.sqlite`),
    reactions: chat.sqlite(DOMAINS, `${ACCOUNT}/*/Messages/MessageExt.sqlite`, { enriches: true }),
    groups: chat.sqlite(DOMAINS, `${ACCOUNT}/*/Messages/UnifiedGroup.sqlite`, { enriches: true }),
  },
  lookups: {
    groups: { store: 'chats', of: 'ZGROUP', key: lower('ZID'), value: 'ZNAME' },
    unified: { store: 'groups', of: 'ZUNIFIEDGROUP', key: lower('ZID'), value: 'ZNAME' },
    chats: { store: 'chats', of: 'ZCHAT', key: inAccount('ZMID'), value: '@key' },
  },
  people: [
    {
      rows: 'ZUSER',
      id: '@key',
      account: 'ZMID',
      name: ['ZCUSTOMNAME', 'ZNAME', 'ZADDRESSBOOKNAME'],
      isOwner: isOwnId('ZMID'),
    },
    // The owner need not be among them, but reacts.
    { rows: 'ZCHAT', id: chat.match('@1', /^P_(.+)$/), isOwner: chat.always },
  ],
  chats: {
    rows: 'ZCHAT',
    id: '@key',
    kind: codes('ZTYPE', { 0: 'direct', 1: 'group', 2: 'group', 4: 'direct', 100: 'direct' }),
    title: [chat.lookup('groups', lower('ZMID')), chat.lookup('unified', lower('ZMID'))],
    partner: chat.when(is('ZTYPE', 0, 4), 'ZMID'),
    unreadCount: 'ZUNREAD',
  },
  members: [
    { rows: 'Z_#MEMBERS', chat: 'Z_#CHATS', person: ['Z_#MEMBERS', 'Z_#MEMBERS1'] },
    // Members of groups belong to the group, whose id the chat has.
    {
      rows: 'Z_#MEMBERS',
      join: { group: { table: 'ZGROUP', on: 'Z_#GROUPS' } },
      where: 'group.ZID',
      chat: chat.lookup('chats', inAccount('group.ZID')),
      person: ['Z_#MEMBERS1', 'Z_#MEMBERS'],
    },
  ],
  messages: {
    rows: 'ZMESSAGE',
    join: { chat: { table: 'ZCHAT', on: 'ZCHAT' }, sender: { table: 'ZUSER', on: 'ZSENDER' } },
    id: ['ZID', '@key'],
    chat: 'ZCHAT',
    sender: 'ZSENDER',
    // Own messages have no sender, or the account; those of LINE itself have none either.
    isFromMe: chat.from([EVENT, is('ZSENDER', null), isOwnId('sender.ZMID')], (isEvent, hasNone, isOwn) =>
      isEvent === true ? false : hasNone === true || isOwn === true,
    ),
    kind: codes('ZCONTENTTYPE', { 0: 'text', ...FILES, ...OTHERS }),
    text: 'ZTEXT',
    event: { kind: ifPresent(EVENT, 'other'), text: 'ZTEXT' },
    sentAt: at.unixMs('ZTIMESTAMP'),
    place: { latitude: 'ZLATITUDE', longitude: 'ZLONGITUDE' },
    call: { is: is('ZCONTENTTYPE', 6) },
    details: { readCount: 'ZREADCOUNT', sendStatus: 'ZSENDSTATUS' },
  },
  attachments: {
    where: is('ZCONTENTTYPE', ...Object.keys(FILES).map(Number)),
    name: chat.from(['ZID'], (id) => textOf(id)),
    file: f.file([`${FILE}.jpg`, `${FILE}.mp4`, `${FILE}.m4a`, FILE], ''),
    thumbnail: f.file(`${FILE}.thumb`, ''),
  },
  reactions: {
    rows: 'ZMESSAGEREACTION',
    message: 'ZMESSAGEID',
    emoji: chat.from(['ZREACTIONTYPE'], (type) => REACTIONS[textOf(type)] ?? `reaction ${textOf(type)}`),
    person: 'ZREACTORMID',
    at: at.unixMs(REACTED_AT),
  },
  example: {
    files: {
      [`${DOMAINS[0]}/${ACCOUNT}/P_u1/Messages/Line.sqlite`]: {
        tables: {
          ZUSER: [{ Z_PK: 1, ZMID: 'u42', ZNAME: 'Aiko' }],
          ZGROUP: [{ Z_PK: 1, ZID: 'c7', ZNAME: 'Harvest' }],
          ZCHAT: `Z_PK | ZMID | ZTYPE \n 1 | u42 | 0 \n 2 | c7 | 2`,
          Z_3MEMBERS: [{ Z_3CHATS: 2, Z_9MEMBERS: 1 }],
          ZMESSAGE: `
            Z_PK | ZID | ZCHAT | ZSENDER | ZTEXT            | ZTIMESTAMP    | ZCONTENTTYPE | ZLATITUDE | ZLONGITUDE | ZREADCOUNT
            1    | 901 | 1     | 1       | Plums on Sunday? | 1748775600000 | 0            | 0         | 0          |
            2    | 902 | 1     |         |                  | 1748775660000 | 1            | 35.0116   | 135.7681   | 1
            3    | 903 | 2     | 1       |                  | 1748775720000 | 106          |           |            |`,
        },
      },
      [`${DOMAINS[0]}/${ACCOUNT}/P_u1/Messages/MessageExt.sqlite`]: {
        tables: { ZMESSAGEREACTION: [{ ZMESSAGEID: 902, ZREACTORMID: 'u42', ZREACTIONTYPE: 3 }] },
      },
      [`${DOMAINS[0]}/${ACCOUNT}/P_u1/Message Attachments/u42/902.jpg`]: { text: 'jpg' },
    },
    chats: `kind | title | handle | partnerName \n direct | | line:u42 | Aiko \n group | Harvest | |`,
    messages: `
      messageId | isFromMe | sender   | kind        | text             | sentAt               | attachmentCount
      901       | false    | line:u42 | text        | Plums on Sunday? | 2025-06-01T11:00:00Z | 0
      902       | true     |          | image       |                  | 2025-06-01T11:01:00Z | 1
      903       | false    | line:u42 | unavailable |                  | 2025-06-01T11:02:00Z | 0`,
    attachments: [{ name: '902', state: 'present' }],
  },
});
