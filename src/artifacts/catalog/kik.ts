import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, ifPresent, is, isNot } = chat;
const GROUP = 'AppDomainGroup-group.com.kik.chat';
const isGroup = (jid: string) => chat.from([jid], (id) => textOf(id).endsWith('_g@groups.kik.com'));
const isPerson = (jid: string) => chat.from([jid], (id) => !textOf(id).endsWith('_g@groups.kik.com'));
const FOLDER = 'cores/private/9f2c';
/** The user or group of the chat of a message; the user of the message itself can be a member who wrote to a group. */
const CHAT = chat.from([chat.lookup('chatUsers', chat.lookup('chatsOfMessages', '@key')), 'ZUSER'], (of, user) =>
  textOf(of) === '' ? user : of,
);
const IS_TO_GROUP = chat.lookup('groups', CHAT);
/** Both columns of a join between groups and people refer to users; which of them is the group, its id says. */
const personOf = (column: string, inverse: string) =>
  chat.from([column, inverse, `${column} > groups`], (first, second, group) => (textOf(group) === '' ? first : second));

/** Chats of Kik. Without joins of chats and messages, it is unknown who wrote a message in a group. */
export const kik = chat.defineChats({
  id: 'kik',
  title: 'Kik',
  version: 3,
  absent: 'This backup holds no chats of Kik.',
  seenOn: ['tables and columns as another tool reads them', 'synthetic'],
  stores: { chats: chat.sqlite(GROUP, 'cores/private/*/kik.sqlite') },
  lookups: {
    groups: { store: 'chats', of: 'ZKIKUSER', where: isGroup('ZJID'), key: '@key', value: '@key' },
    chatUsers: { store: 'chats', of: 'ZKIKCHAT', key: '@key', value: 'ZUSER' },
    chatsOfMessages: { store: 'chats', of: 'Z_#MESSAGES', key: 'Z_#MESSAGES', value: 'Z_#CHAT' },
  },
  people: {
    rows: 'ZKIKUSER',
    where: isPerson('ZJID'),
    id: '@key',
    account: 'ZUSERNAME',
    name: 'ZDISPLAYNAME',
    handle: 'ZEMAIL',
  },
  chats: {
    rows: 'ZKIKUSER',
    where: isGroup('ZJID'),
    id: '@key',
    kind: chat.from([], () => 'group'),
    title: ['ZDISPLAYNAME', 'ZGROUPTAG'],
  },
  members: [
    {
      rows: 'Z_#MEMBERS',
      chat: ['Z_#MEMBERSINVERSE > groups', 'Z_#MEMBERS > groups'],
      person: personOf('Z_#MEMBERS', 'Z_#MEMBERSINVERSE'),
    },
    {
      rows: 'Z_#ADMINSINVERSE',
      chat: ['Z_#ADMINSINVERSE > groups', 'Z_#ADMINS > groups'],
      person: personOf('Z_#ADMINS', 'Z_#ADMINSINVERSE'),
      isAdmin: chat.always,
    },
  ],
  messages: {
    rows: 'ZKIKMESSAGE',
    join: { in: { table: 'ZKIKUSER', on: 'ZUSER' } },
    id: '@key',
    chat: CHAT,
    partner: chat.from([CHAT, IS_TO_GROUP], (user, group) => (textOf(group) === '' ? user : null)),
    sender: chat.when(
      chat.from([isPerson('in.ZJID'), is('ZTYPE', 1)], (...all) => !all.includes(false)),
      'ZUSER',
    ),
    isFromMe: is('ZTYPE', 2),
    text: chat.when(isNot('ZTYPE', 3, 4), 'ZBODY'),
    sentAt: at.cocoa(['ZTIMESTAMP', 'ZRECEIVEDTIMESTAMP']),
    deliveredAt: at.cocoa('ZRECEIVEDTIMESTAMP'),
    event: { kind: ifPresent(is('ZTYPE', 3, 4), 'other'), text: 'ZBODY' },
  },
  attachments: {
    rows: 'ZKIKATTACHMENT',
    message: 'ZMESSAGE',
    name: 'ZCONTENT',
    file: chat.f.file(['content_manager/data_cache/{ZCONTENT}', '{@folder}/content_manager/data_cache/{ZCONTENT}'], ''),
  },
  example: {
    files: {
      [`${GROUP}/${FOLDER}/kik.sqlite`]: {
        tables: {
          ZKIKUSER: `
            Z_PK | ZJID                  | ZUSERNAME | ZDISPLAYNAME
            1    | luca_a1@talk.kik.com  | luca      | Luca Conti
            2    | 11_g@groups.kik.com   |           | Kites`,
          ZKIKMESSAGE: `
            Z_PK | ZUSER | ZTYPE | ZBODY            | ZTIMESTAMP | ZRECEIVEDTIMESTAMP
            1    | 1     | 1     | Kites on Sunday? | 770468400  | 770468401
            2    | 1     | 2     |                  | 770468460  | 770468460
            3    | 2     | 3     | Mila has joined  | 770468520  | 770468520`,
          ZKIKATTACHMENT: `Z_PK | ZMESSAGE | ZCONTENT \n 1 | 2 | 7c11`,
        },
      },
      [`${GROUP}/${FOLDER}/content_manager/data_cache/7c11`]: { text: 'jpg' },
    },
    chats: [
      { chatId: '2', kind: 'group', title: 'Kites', messageCount: 1 },
      { chatId: '1', kind: 'direct', handle: 'kik:luca', partnerName: 'Luca Conti', messageCount: 2 },
    ],
    messages: `
      messageId | isFromMe | sender   | kind  | text             | sentAt               | attachmentCount
      1         | false    | kik:luca | text  | Kites on Sunday? | 2025-06-01T11:00:00Z | 0
      2         | true     |          | text  |                  | 2025-06-01T11:01:00Z | 1
      3         | false    |          | event |                  | 2025-06-01T11:02:00Z | 0`,
    attachments: [{ name: '7c11', state: 'present', file: `${GROUP}/${FOLDER}/content_manager/data_cache/7c11` }],
  },
});
