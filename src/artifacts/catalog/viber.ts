import { columns } from '../../backup/source-database/schema.ts';
import * as chat from '../kit/chats/index.ts';
import type { QueryRows } from '../kit/records/declaration.ts';
import { asRecord, entriesOf, textOf } from '../kit/records/value.ts';

const { at, codes, f, from, ifPresent, is, isNot, lookup, match } = chat;
const GROUP = 'AppDomainGroup-group.viber.share.container';
const APP = 'AppDomain-com.viber';
const [SYSTEM, TOKEN] = ['ZSYSTEMTYPE', 'ZTOKEN'];
const KINDS = {
  picture: 'image',
  gif: 'image',
  video: 'video',
  audio: 'audio',
  sticker: 'sticker',
  file: 'file',
  location: 'location',
  customLocation: 'location',
  systemGeneralMessageRemoved: 'deleted',
};
/** Of the events of Viber itself, those that the app has other words for. */
const EVENTS: Readonly<Record<string, string>> = { systemIconChanged: 'photo-changed' };
const isCall = is(SYSTEM, 'systemCallLog');
/** What Viber says in a chat, and votes in polls; edits, which have a type of this name too, are read otherwise. */
const EVENT = from([SYSTEM], (type) => {
  const name = textOf(type);
  if (name === 'pollMessageInvisible') return 'other';
  if (!name.startsWith('system') || name === 'systemCallLog' || name === 'systemGeneralMessageRemoved') return null;
  return EVENTS[name] ?? 'other';
});
/** Tokens are the same on all devices; those of events can repeat. */
const ID = [
  chat.when(
    from([EVENT], (event) => event === null),
    TOKEN,
  ),
  '@key',
];

/** Edits are rows of their own with the new words. The newest of a message counts. */
const EDITS: QueryRows = {
  tables: ['ZVIBERMESSAGE'],
  *rows(db) {
    const known = columns(db, 'ZVIBERMESSAGE');
    if (!['ZMETADATA', TOKEN].every((name) => known.has(name))) return;
    const edits = db.prepare(`
      SELECT CAST(e.token AS TEXT) AS token, e.text, e.date FROM (
        SELECT iif(json_valid(ZMETADATA), json_extract(ZMETADATA, '$.edit.token'), NULL) AS token,
          ZTEXT AS text, ZDATE AS date, Z_PK AS key
        FROM ZVIBERMESSAGE WHERE ZMETADATA LIKE '%"edit"%') AS e
      JOIN ZVIBERMESSAGE AS m ON m.ZTOKEN = CAST(e.token AS INTEGER) ORDER BY e.key DESC`);
    for (const { token, text, date } of edits.iterate()) {
      if (typeof token === 'string') yield { token, text: text ?? null, date: date ?? null };
    }
  },
};
const EDITED = 'ZMETADATA/edit/token';
const NEW_TEXT = lookup('edits', TOKEN);

/** A poll with its choices: `• Monday (2)`. */
const POLL = from(['ZTEXT', 'ZCLIENTMETADATA/Poll'], (question, poll) => {
  const choices = [...entriesOf(poll)].map(([, choice]) => asRecord(choice));
  if (choices.length === 0) return null;
  return [textOf(question), ...choices.map((each) => `• ${textOf(each?.title)} (${textOf(each?.count) || 0})`)].join(
    '\n',
  );
});

/** Reactions by their numbers; later ones are emoji. */
const REACTIONS: Readonly<Record<string, string>> = { 1: '❤️', 2: '😂', 3: '😮', 4: '😢', 5: '😡' };
const reactionOf = (code: string) =>
  from([code], (value) => {
    const word = textOf(value);
    return word === '' || word === '0' ? null : (REACTIONS[word] ?? (/^\d+$/.test(word) ? `reaction ${word}` : word));
  });
/** Of some groups it is only known how often there was each reaction. */
const COUNTS = from(['ZCLIENTMETADATA/Reactions/reactions'], (counts) => {
  const all = [...entriesOf(counts)].map(([code, count]) => `${REACTIONS[code] ?? code} ${textOf(count)}`);
  return all.length === 0 ? null : all.join(', ');
});
const OWNER = 'owner';
const ONE_TO_ONE = 'ZCLIENTMETADATA/Reactions1on1OnMessageMetadata';
const IN = { in: { table: 'ZCONVERSATION', on: 'ZCONVERSATION' } } as const;
/** Reactions to messages of which `ZLIKE` has no rows. */
const OLDER_REACTIONS = {
  rows: 'ZVIBERMESSAGE',
  join: { ...IN, like: { table: 'ZLIKE', on: TOKEN, key: 'ZMESSAGETOKEN' } },
};
const hasNoLike = is('like.ZMESSAGETOKEN', null);

const FILE_NAME = 'file.ZNAME';
const FOLDERS = ['Attachments', 'FileMessages', 'VoiceMessages'];
const PICTURE = `${APP}/Documents/Attachments/lantern.jpg`;

/** Chats and calls of Viber. */
export const viber = chat.defineChats({
  id: 'viber',
  title: 'Viber',
  version: 5,
  absent: 'This backup holds no chats of Viber.',
  seenOn: ['Viber 4–23 (tables and columns as others read them)', 'synthetic'],
  stores: {
    // Viber 4 and earlier kept them in the folder of the app.
    chats: chat.formerly(chat.sqlite(GROUP, 'com.viber/database/Contacts.data'), APP, 'Documents/Contacts.data'),
    settings: chat.sqlite(GROUP, 'com.viber/settings/Settings.data', { enriches: true }),
  },
  lookups: {
    own: {
      store: 'settings',
      of: 'Data',
      where: is('key', '_myCanonizedPhoneNumber', '_myPhoneNumber'),
      key: 'value',
      value: 'key',
    },
    edits: { store: 'chats', of: EDITS, key: 'token', value: 'text' },
    editDates: { store: 'chats', of: EDITS, key: 'token', value: 'date' },
  },
  people: [
    {
      rows: 'ZMEMBER',
      join: { phone: { table: 'ZPHONENUMBER', on: 'Z_PK', key: 'ZMEMBER' } },
      id: '@key',
      name: 'ZDISPLAYFULLNAME',
      handle: ['phone.ZCANONIZEDPHONENUM', 'phone.ZPHONE'],
      isOwner: ifPresent([lookup('own', 'phone.ZCANONIZEDPHONENUM'), lookup('own', 'phone.ZPHONE')], 'true'),
    },
    {
      rows: 'ZPHONENUMBERINDEX',
      join: { contact: { table: 'ZABCONTACT', on: 'ZCONTACT' } },
      id: '@key',
      name: from(
        ['contact.ZPREFIXNAME', 'contact.ZMAINNAME'],
        (...names) => names.map(textOf).filter(Boolean).join(' ') || null,
      ),
      handle: ['ZCANONIZEDPHONENUM', 'ZPHONENUM'],
    },
    { rows: 'ZCONVERSATION', id: from([], () => OWNER), isOwner: chat.always },
  ],
  chats: {
    rows: 'ZCONVERSATION',
    id: '@key',
    // 5 are the notes of the owner, a group of one.
    kind: [
      ifPresent(is('ZSUBTYPE', 3), 'channel'),
      ifPresent(is('ZSUBTYPE', 5), 'direct'),
      ifPresent('ZGROUPID', 'group'),
    ],
    title: 'ZNAME',
    partner: 'ZINTERLOCUTOR',
    unreadCount: 'ZUNREADCOUNT',
  },
  members: { rows: 'Z_#PHONENUMINDEXES', chat: 'Z_#CONVERSATIONS', person: 'Z_#PHONENUMINDEXES' },
  messages: {
    rows: 'ZVIBERMESSAGE',
    join: {
      ...IN,
      place: { table: 'ZVIBERLOCATION', on: 'ZLOCATION' },
      file: { table: 'ZATTACHMENT', on: 'ZATTACHMENT' },
    },
    where: is(lookup('edits', EDITED), null),
    id: ID,
    chat: 'ZCONVERSATION',
    // A message received in a chat between two people may name no sender: it is from the other person.
    sender: ['ZPHONENUMINDEX', chat.when(is('ZSTATE', 'received'), 'in.ZINTERLOCUTOR')],
    isFromMe: isNot('ZSTATE', 'received', null),
    kind: codes(
      [
        match(SYSTEM, /^(customLocation|systemGeneralMessageRemoved)$/),
        'file.ZTYPE',
        ifPresent('ZLOCATION', 'location'),
      ],
      KINDS,
    ),
    text: [NEW_TEXT, POLL, 'ZTEXT'],
    sentAt: at.cocoa(['ZSTATEDATE', 'ZDATE']),
    editedAt: at.cocoa(lookup('editDates', TOKEN)),
    reply: {
      to: ['ZMETADATA/quote/token', 'ZMETADATA/pin/token', 'ZMETADATA/poll/parentToken', EDITED],
      text: 'ZMETADATA/quote/text',
    },
    place: { latitude: 'place.ZLATITUDE', longitude: 'place.ZLONGITUDE', name: 'place.ZADDRESS' },
    event: { kind: EVENT, text: 'ZTEXT' },
    call: {
      is: isCall,
      isVideo: from(['ZCALLTYPE'], (type) => textOf(type).endsWith('_with_video')),
      isMissed: from(['ZCALLTYPE'], (type) => textOf(type).startsWith('missed')),
    },
    details: {
      state: 'ZSTATE',
      systemType: SYSTEM,
      likes: 'ZLIKESCOUNT',
      reactionCounts: COUNTS,
      textBefore: from([NEW_TEXT, 'ZTEXT'], (now, before) => (now === null || now === before ? null : before)),
      disappearsAfter: 'ZTIMEBOMBDURATION',
    },
  },
  attachments: {
    where: from(['ZATTACHMENT', 'file.ZTYPE'], (file, type) => file !== null && type !== 'customLocation'),
    name: ['ZMETADATA/fileInfo/FileName', FILE_NAME],
    totalBytes: 'file.ZFILESIZE',
    width: 'ZMETADATA/fileInfo/mediaInfo/Width',
    height: 'ZMETADATA/fileInfo/mediaInfo/Height',
    file: f.file(
      FOLDERS.map((folder) => `Documents/${folder}/{${FILE_NAME}}`),
      '',
      { domain: APP },
    ),
  },
  reactions: [
    {
      rows: 'ZLIKE',
      message: 'ZMESSAGETOKEN',
      emoji: ['ZUNICODEREACTION', reactionOf('ZLIKEVALUE')],
      person: from(['ZSENDER'], (sender) => sender ?? OWNER),
    },
    {
      ...OLDER_REACTIONS,
      where: hasNoLike,
      message: ID,
      emoji: reactionOf(`${ONE_TO_ONE}/interlocutorReaction/type`),
      person: 'in.ZINTERLOCUTOR',
    },
    {
      ...OLDER_REACTIONS,
      where: hasNoLike,
      message: ID,
      emoji: reactionOf(`${ONE_TO_ONE}/stableReaction/type`),
      person: from([], () => OWNER),
    },
  ],
  calls: {
    rows: 'ZRECENT',
    join: { line: { table: 'ZRECENTSLINE', on: 'ZRECENTSLINE' } },
    id: '@key',
    person: 'line.ZPHONENUMINDEX',
    handle: 'line.ZPHONENUMBER',
    at: at.cocoa('ZDATE'),
    seconds: 'ZDURATION',
    direction: codes(match('ZCALLTYPE', /^([a-z]+)/), {
      missed: 'incoming',
      incoming: 'incoming',
      outgoing: 'outgoing',
    }),
    isVideo: from(['ZCALLTYPE'], (type) => textOf(type).endsWith('_with_video')),
    isMissed: from(['ZCALLTYPE'], (type) => textOf(type).startsWith('missed')),
    outcome: ifPresent(match('ZCALLTYPE', /^(missed)/), 'missed'),
  },
  example: {
    files: {
      [`${GROUP}/com.viber/database/Contacts.data`]: {
        tables: {
          ZMEMBER: [{ Z_PK: 1, ZDISPLAYFULLNAME: 'Mila Novak' }],
          ZPHONENUMBER: [{ Z_PK: 1, ZMEMBER: 1, ZCANONIZEDPHONENUM: '+15551230011' }],
          ZCONVERSATION: [{ Z_PK: 1, ZINTERLOCUTOR: 1 }],
          ZVIBERMESSAGE: `
          Z_PK | ZCONVERSATION | ZPHONENUMINDEX | ZSTATE    | ZTEXT          | ZSTATEDATE | ZATTACHMENT | ZLOCATION | ZLIKESCOUNT
          1    | 1             | 1              | received  | Lanterns ready | 770468400  |             |           | 1
          2    | 1             |                | delivered |                | 770468460  | 1           |           |
          3    | 1             | 1              | received  |                | 770468520  |             | 1         |`,
          ZATTACHMENT: [{ Z_PK: 1, ZNAME: 'lantern.jpg', ZTYPE: 'picture', ZFILESIZE: 3 }],
          ZVIBERLOCATION: [{ Z_PK: 1, ZLATITUDE: 45.815, ZLONGITUDE: 15.9819 }],
          ZRECENT: [{ Z_PK: 1, ZDATE: 770472000, ZDURATION: 0, ZCALLTYPE: 'missed_with_video', ZRECENTSLINE: 1 }],
          ZRECENTSLINE: [{ Z_PK: 1, ZPHONENUMBER: '+15551230011' }],
        },
      },
      [PICTURE]: { text: 'jpg' },
    },
    chats: [{ key: 1, kind: 'direct', handle: '+15551230011', partnerName: 'Mila Novak', messageCount: 3 }],
    messages: `
      key | isFromMe | sender       | kind     | text           | sentAt               | attachmentCount
      1   | false    | +15551230011 | text     | Lanterns ready | 2025-06-01T11:00:00Z | 0
      2   | true     |              | image    |                | 2025-06-01T11:01:00Z | 1
      3   | false    | +15551230011 | location |                | 2025-06-01T11:02:00Z | 0`,
    attachments: [{ name: 'lantern.jpg', file: PICTURE, state: 'present' }],
    calls: [{ chat: 1, handle: '+15551230011', isMissed: true, isVideo: true, direction: 'incoming' }],
  },
});
