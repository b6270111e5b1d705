import { columns } from '../../backup/source-database/schema.ts';
import * as chat from '../kit/chats/index.ts';
import type { QueryRows } from '../kit/records/declaration.ts';
import { textOf } from '../kit/records/index.ts';
import { asList } from '../kit/records/value.ts';

const { at, ifPresent } = chat;
const NAME = chat.from(['ZFIRSTNAME', 'ZLASTNAME'], (first, last) => `${textOf(first)} ${textOf(last)}`.trim() || null);
const CALLED = [NAME, 'ZPUBLICNICKNAME', 'ZIDENTITY'];
const JOIN = {
  in: { table: 'ZCONVERSATION', on: 'ZCONVERSATION' },
  entity: { table: 'Z_PRIMARYKEY', on: 'Z_ENT', key: 'Z_ENT' },
  data: { table: 'ZFILEDATA', on: 'ZDATA' },
  picture: { table: 'ZIMAGEDATA', on: 'ZIMAGE' },
  film: { table: 'ZVIDEODATA', on: 'ZVIDEO' },
  sound: { table: 'ZAUDIODATA', on: 'ZAUDIO' },
  marks: { table: 'ZMESSAGEMARKERS', on: 'ZMESSAGEMARKERS' },
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
/** What happened in a group; 5 and 6 concern the owner, who left with 16. 19 is that its creator left. */
const EVENTS = {
  1: 'subject-changed',
  2: 'participant-left',
  3: 'participant-added',
  4: 'participant-removed',
  6: 'removed-from-group',
  16: 'participant-left',
  19: 'participant-left',
  32: 'photo-changed',
};
/** Members are named as they were called then. */
const MEMBER = chat.when(chat.is(CODE, 2, 3, 4), ARGUMENT);
/** `1:02:03` or `02:03` in the argument of a call, which is JSON. */
const SECONDS = chat.from([chat.match(ARGUMENT, /"CallTime"\s*:\s*"([\d:]+)"/)], (clock) =>
  clock === null
    ? null
    : textOf(clock)
        .split(':')
        .reduce((sum, part) => sum * 60 + Number(part), 0),
);
/** Group events have the owner as their author, even those that others caused. */
const IS_OWN = chat.from(
  ['ZISOWN', SYSTEM, isCall, chat.is(CODE, 16)],
  (own, system, call, left) => left === true || (own === 1 && (system !== true || call === true)),
);
const hexOf = (column: string) =>
  chat.from([column], (id) => (id instanceof Uint8Array && id.length > 0 ? Buffer.from(id).toString('hex') : null));
const ID = [hexOf('ZID'), '@key'];
/** Deleted places are 0, 0; real ones may have one 0. */
const IS_PLACE = chat.from(['ZLATITUDE', 'ZLONGITUDE'], (...degrees) =>
  degrees.includes(null) ? null : degrees.some((degree) => degree !== 0),
);
/** Large contents are files of their own: the column has a 2 and the name of the file. Small ones have a 1 and the bytes. */
const CONTENTS = ['data.ZDATA', 'picture.ZDATA', 'film.ZDATA', 'sound.ZDATA'];
const FILE = chat.from([CONTENTS], (marker) =>
  marker instanceof Uint8Array && marker[0] === 2
    ? `.ThreemaData_SUPPORT/_EXTERNAL_DATA/${Buffer.from(marker.subarray(1)).toString().replace(/\0.*$/s, '')}`
    : null,
);
/** The owner is no contact; own reactions have no author. */
const OWNER = 'owner';
/** Of what others sent, `ZDATE` is when the phone stored it. */
const SENT = [
  chat.when(
    chat.from(['ZISOWN', SYSTEM], (own, system) => own === 0 && system !== true),
    'ZREMOTESENTDATE',
  ),
  'ZDATE',
];
const BEFORE = chat.from(['history.ZTEXT', 'ZTEXT', 'ZCAPTION'], (versions, ...now) => {
  const texts = (asList(versions) ?? []).map(textOf).filter((text) => text !== '' && !now.includes(text));
  return texts.length === 0 ? null : texts.join('\n');
});
/** Polls with their choices, by the key of the poll. */
const POLLS: QueryRows = {
  tables: ['ZBALLOT'],
  *rows(db) {
    if (!columns(db, 'ZBALLOT').has('ZTITLE')) return;
    const known = columns(db, 'ZBALLOTCHOICE');
    const choices = ['ZBALLOT', 'ZNAME', 'ZORDERPOSITION'].every((name) => known.has(name))
      ? db.prepare('SELECT ZNAME AS name FROM ZBALLOTCHOICE WHERE ZBALLOT = ? ORDER BY ZORDERPOSITION')
      : null;
    for (const { key, title } of db.prepare('SELECT Z_PK AS key, ZTITLE AS title FROM ZBALLOT').iterate()) {
      const names = (choices?.all(key ?? null) ?? []).map(({ name }) => `• ${textOf(name)}`);
      yield { key: key ?? null, text: [textOf(title), ...names].join('\n') };
    }
  },
};
/** Versions before 6 have agreeing and disagreeing in the message itself; of a group it is elsewhere. */
const ACKNOWLEDGED = chat.from(
  ['ZUSERACKDATE', 'reaction.ZMESSAGE'],
  (date, reaction) => date !== null && reaction === null,
);

/** Chats of Threema. Small files are in the database itself: of these there are name and type only. */
export const threema = chat.defineChats({
  id: 'threema',
  title: 'Threema',
  version: 5,
  absent: 'This backup holds no chats of Threema.',
  seenOn: ['tables and columns as other tools read them, codes of the source of the app', 'synthetic'],
  store: chat.sqlite('AppDomainGroup-group.ch.threema', 'ThreemaData.sqlite'),
  lookups: {
    names: { store: 'store', of: 'ZCONTACT', key: CALLED, value: 'ZIDENTITY' },
    polls: { store: 'store', of: POLLS, key: 'key', value: 'text' },
  },
  people: [
    { rows: 'ZCONTACT', id: '@key', account: 'ZIDENTITY', name: CALLED },
    { rows: 'ZCONVERSATION', id: chat.from([], () => OWNER), isOwner: chat.always },
  ],
  chats: {
    rows: 'ZCONVERSATION',
    id: '@key',
    title: 'ZGROUPNAME',
    kind: ifPresent(['ZGROUPID', 'ZGROUPNAME'], 'group'),
    partner: chat.when(isDirect('ZGROUPID', 'ZGROUPNAME'), 'ZCONTACT'),
    unreadCount: 'ZUNREADMESSAGECOUNT',
    isArchived: chat.from(['ZVISIBILITY'], (visibility) => (visibility === null ? null : visibility === 1)),
    // Earlier versions have a mark.
    isPinned: chat.from(['ZVISIBILITY', 'ZMARKED'], (visibility, marked) =>
      visibility === null && marked === null ? null : visibility === 2 || marked === 1,
    ),
  },
  members: { rows: 'Z_#GROUPCONVERSATIONS', chat: 'Z_#GROUPCONVERSATIONS', person: 'Z_#MEMBERS' },
  messages: {
    rows: {
      store: 'store',
      of: 'ZMESSAGE',
      lists: { history: { table: 'ZMESSAGEHISTORYENTRY', owner: 'ZMESSAGE' } },
    },
    join: JOIN,
    id: ID,
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
      chat.when(chat.is(CODE, 19), 'in.ZCONTACT'),
    ],
    isFromMe: IS_OWN,
    kind: [
      ifPresent('ZDELETEDAT', 'deleted'),
      ifPresent(IS_PLACE, 'location'),
      ifPresent('ZIMAGE', 'image'),
      ifPresent('ZVIDEO', 'video'),
      ifPresent('ZAUDIO', 'audio'),
      chat.match('ZMIMETYPE', /^(image|video|audio)\//),
      ifPresent(['ZFILENAME', 'ZMIMETYPE'], 'file'),
    ],
    text: ['ZTEXT', 'ZCAPTION', chat.lookup('polls', 'ZBALLOT')],
    sentAt: at.cocoa(SENT),
    deliveredAt: at.cocoa('ZDELIVERYDATE'),
    readAt: at.cocoa('ZREADDATE'),
    editedAt: at.cocoa('ZLASTEDITEDAT'),
    deletedAt: at.cocoa('ZDELETEDAT'),
    isStarred: 'marks.ZSTAR',
    reply: { to: hexOf('ZQUOTEDMESSAGEID') },
    place: { latitude: 'ZLATITUDE', longitude: 'ZLONGITUDE', name: ['ZPOINAME', 'ZPOIADDRESS'] },
    event: {
      kind: chat.codes(
        chat.from([CODE, isCall], (code, call) => (call === true ? null : code)),
        EVENTS,
      ),
      people: [chat.lookup('names', MEMBER), MEMBER],
      title: chat.when(chat.is(CODE, 1), ARGUMENT),
      text: ARGUMENT,
    },
    call: { is: isCall, isMissed: chat.is(CODE, 7), seconds: SECONDS },
    details: {
      accuracy: 'ZACCURACY',
      isRead: 'ZREAD',
      textBefore: BEFORE,
      sendFailed: ifPresent('ZSENDFAILED', 'true'),
    },
  },
  attachments: {
    where: chat.from(['ZFILENAME', 'ZMIMETYPE', 'ZIMAGE', 'ZVIDEO', 'ZAUDIO'], (...values) =>
      values.some((value) => value !== null && value !== ''),
    ),
    name: 'ZFILENAME',
    mimeType: 'ZMIMETYPE',
    totalBytes: 'ZFILESIZE',
    file: chat.f.file(FILE, ''),
  },
  reactions: [
    {
      rows: 'ZMESSAGEREACTION',
      join: { of: { table: 'ZMESSAGE', on: 'ZMESSAGE' } },
      message: [hexOf('of.ZID'), 'ZMESSAGE'],
      emoji: 'ZREACTION',
      person: chat.from(['ZCREATOR'], (creator) => creator ?? OWNER),
      at: at.cocoa('ZDATE'),
    },
    {
      rows: 'ZMESSAGE',
      join: { ...JOIN, reaction: { table: 'ZMESSAGEREACTION', on: 'Z_PK', key: 'ZMESSAGE' } },
      where: ACKNOWLEDGED,
      message: ID,
      emoji: chat.from(['ZUSERACK'], (acknowledged) => (acknowledged === 1 ? '👍' : '👎')),
      person: chat.from(['ZISOWN', 'in.ZCONTACT'], (own, contact) => (own === 1 ? contact : OWNER)),
      at: at.cocoa('ZUSERACKDATE'),
    },
  ],
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
