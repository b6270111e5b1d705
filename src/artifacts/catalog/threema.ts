import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, ifPresent } = chat;
const NAME = chat.from(['ZFIRSTNAME', 'ZLASTNAME'], (first, last) => `${textOf(first)} ${textOf(last)}`.trim());
const JOIN = {
  in: { table: 'ZCONVERSATION', on: 'ZCONVERSATION' },
  entity: { table: 'Z_PRIMARYKEY', on: 'Z_ENT', key: 'Z_ENT' },
} as const;
/** A group has an id, and perhaps a name; its contact is who created it. */
const isDirect = (id: string, name: string) =>
  chat.from([id, name], (group, named) => group === null && textOf(named) === '');
/** What Threema itself says in a chat. */
const SYSTEM = chat.is('entity.Z_NAME', 'SystemMessage');
const CODE = chat.when(SYSTEM, ['ZTYPE1', 'ZTYPE']);
const ARGUMENT = chat.from(['ZARG'], (bytes) =>
  bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : textOf(bytes),
);
/** Missed, rejected, busy, not answered, ended, switched off, of another kind, outside of working hours. */
const CALLS = [7, 8, 9, 10, 11, 12, 13, 15];
const isCall = chat.is(CODE, ...CALLS);

/** Chats of Threema. Names and types of files only: their contents are stored apart from the messages. */
export const threema = chat.defineChats({
  id: 'threema',
  title: 'Threema',
  version: 2,
  absent: 'This backup holds no chats of Threema.',
  seenOn: ['tables and columns as another tool reads them', 'synthetic'],
  store: chat.sqlite('AppDomainGroup-group.ch.threema', 'ThreemaData.sqlite'),
  people: { rows: 'ZCONTACT', id: '@key', account: 'ZIDENTITY', name: [NAME, 'ZPUBLICNICKNAME', 'ZIDENTITY'] },
  chats: {
    rows: 'ZCONVERSATION',
    id: '@key',
    title: 'ZGROUPNAME',
    kind: ifPresent(['ZGROUPID', 'ZGROUPNAME'], 'group'),
    partner: chat.when(isDirect('ZGROUPID', 'ZGROUPNAME'), 'ZCONTACT'),
  },
  members: { rows: 'Z_#GROUPCONVERSATIONS', chat: 'Z_#GROUPCONVERSATIONS', person: 'Z_#MEMBERS' },
  messages: {
    rows: 'ZMESSAGE',
    join: JOIN,
    id: '@key',
    chat: 'ZCONVERSATION',
    sender: [
      'ZSENDER',
      chat.when(
        chat.from(
          [chat.is('ZISOWN', 0), isDirect('in.ZGROUPID', 'in.ZGROUPNAME')],
          (isOther, direct) => isOther === true && direct === true,
        ),
        'in.ZCONTACT',
      ),
    ],
    isFromMe: 'ZISOWN',
    kind: [
      ifPresent('ZLATITUDE', 'location'),
      ifPresent('ZIMAGE', 'image'),
      ifPresent('ZVIDEO', 'video'),
      ifPresent('ZAUDIO', 'audio'),
      ifPresent(['ZFILENAME', 'ZMIMETYPE'], 'file'),
    ],
    text: ['ZTEXT', 'ZCAPTION'],
    sentAt: at.cocoa('ZDATE'),
    place: { latitude: 'ZLATITUDE', longitude: 'ZLONGITUDE' },
    event: {
      kind: chat.codes(
        chat.from([CODE, isCall], (code, call) => (call === true ? null : code)),
        { 1: 'subject-changed', 6: 'removed-from-group', 32: 'photo-changed' },
      ),
      title: chat.when(chat.is(CODE, 1), ARGUMENT),
      text: ARGUMENT,
    },
    call: { is: isCall, isMissed: chat.is(CODE, 7) },
    details: { accuracy: 'ZACCURACY', isRead: 'ZREAD' },
  },
  attachments: { where: chat.isNot('ZFILENAME', null, ''), name: 'ZFILENAME', mimeType: 'ZMIMETYPE' },
  example: {
    store: {
      tables: {
        ZCONTACT: `Z_PK | ZIDENTITY | ZFIRSTNAME | ZLASTNAME | ZPUBLICNICKNAME \n 1 | KITE0001 | Luca | Conti | lc \n 2 | KITE0002 | | | Mila`,
        ZCONVERSATION: `Z_PK | ZGROUPNAME | ZCONTACT \n 1 | | 1 \n 2 | Kites | `,
        ZMESSAGE: `
          Z_PK | ZCONVERSATION | ZSENDER | ZISOWN | ZDATE     | ZTEXT            | ZFILENAME | ZMIMETYPE       | ZLATITUDE | ZLONGITUDE | ZACCURACY | ZREAD
          1    | 1             |         | 0      | 770468400 | Kites on Sunday? |           |                 |           |            |           | 1
          2    | 1             |         | 1      | 770468460 |                  | plan.pdf  | application/pdf |           |            |           | 1
          3    | 2             | 2       | 0      | 770468520 | Here             |           |                 | 45.4      | 11.9       | 12        | 1`,
      },
    },
    chats: [
      { chatId: '1', kind: 'direct', handle: 'threema:KITE0001', partnerName: 'Luca Conti', messageCount: 2 },
      { chatId: '2', kind: 'group', title: 'Kites', messageCount: 1 },
    ],
    messages: `
      messageId | isFromMe | sender           | kind     | text             | sentAt               | attachmentCount
      1         | false    | threema:KITE0001 | text     | Kites on Sunday? | 2025-06-01T11:00:00Z | 0
      2         | true     |                  | file     |                  | 2025-06-01T11:01:00Z | 1
      3         | false    | threema:KITE0002 | location | Here             | 2025-06-01T11:02:00Z | 0`,
    attachments: [{ name: 'plan.pdf', mimeType: 'application/pdf', state: 'no-path' }],
  },
});
