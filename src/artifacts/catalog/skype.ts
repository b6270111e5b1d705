import { htmlText } from '../kit/chats/html-text.ts';
import * as chat from '../kit/chats/index.ts';
import { matchAll } from '../kit/chats/sources.ts';
import { textOf } from '../kit/records/value.ts';

const { at, from, ifPresent, is, isNot, match } = chat;
const GROUP = 'AppDomainGroup-group.com.skype.skype';
const CLASSIC = 'Library/Application Support/Skype/*/main.db';
const [CONTENT, TYPE] = ['nsp_data/content', 'nsp_data/messagetype'];
const MARKUP = chat.skypeMarkup(CONTENT, TYPE);

/** Kinds of messages by their type; of what a newer version adds, the text is shown. */
const isOfType = (pattern: RegExp) => match(TYPE, pattern);
const CALL = is(TYPE, 'Event/Call');
/** Files are XML: `<URIObject uri="…"><OriginalName v="…"/><FileSize v="…"/>…`. */
const IS_FILE = match(CONTENT, /^\s*(<URIObject)\b/);
const inFile = (pattern: RegExp) => match(CONTENT, pattern);

/** Types of messages of `main.db`. */
const [CALL_BEGAN, CALL_ENDED, SENT_FILES] = [30, 39, 68];
const CLASSIC_EVENTS: Readonly<Record<string, string>> = {
  2: 'subject-changed',
  10: 'participant-added',
  12: 'participant-removed',
  13: 'participant-left',
};
/** `<files alt=""><file size="1000" index="0" tid="1">plan.pdf</file></files>`. */
const FIRST_FILE = /<file [^<>]*>([^<]+)</;
const NAMES = from([matchAll('body_xml', new RegExp(FIRST_FILE, 'g'))], (names) =>
  Array.isArray(names) ? names.map((name) => htmlText(textOf(name))).join('\n') : null,
);
/** Removed messages keep no words, but who removed them. */
const WAS_REMOVED = from(['type', 'body_xml', 'edited_by'], (type, body, editor) =>
  textOf(body) === '' && textOf(editor) !== '' && !(textOf(type) in CLASSIC_EVENTS) ? true : null,
);

/**
 * Chats and calls of Skype: those of the versions since 2017, which keep JSON in a database for each account, and of the
 * earlier ones (`main.db`).
 */
export const skype = chat.defineChats({
  id: 'skype',
  title: 'Skype',
  version: 2,
  absent: 'This backup holds no chats of Skype.',
  seenOn: ['tables and JSON of other systems, which the app shares (public test images)', 'synthetic'],
  stores: {
    chats: chat.sqlite(GROUP, ['s4l-*.db', 'Library/Application Support/s4l-*.db']),
    classic: chat.sqlite('AppDomain-com.skype.skype', CLASSIC),
  },
  people: [
    {
      rows: { store: 'chats', of: 'profilecachev8' },
      id: 'nsp_data/mri',
      name: ['nsp_data/displayNameOverride', 'nsp_data/fullName'],
      handle: ['nsp_data/phones/0/number', 'nsp_data/emails/0'],
    },
    {
      rows: { store: 'chats', of: 'messagesv12' },
      where: 'nsp_data/_isMyMessage',
      id: 'nsp_data/creator',
      isOwner: chat.always,
    },
    {
      rows: { store: 'classic', of: 'Contacts' },
      id: 'skypename',
      name: ['given_displayname', 'displayname', 'fullname'],
      handle: 'phone_mobile',
    },
    { rows: { store: 'classic', of: 'Accounts' }, id: 'skypename', name: 'fullname', isOwner: chat.always },
  ],
  chats: [
    {
      rows: { store: 'chats', of: ['conversationsv14', 'conversationsv13'] },
      id: 'nsp_data/conv/id',
      kind: [ifPresent(match('nsp_data/conv/id', /^(19:)/), 'group'), ifPresent('nsp_data/conv/id', 'direct')],
      title: 'nsp_data/conv/_threadProps/topic',
      partner: match('nsp_data/conv/id', /^((?:4|8):.+)$/s),
      unreadCount: 'nsp_data/counts/unreadCount',
    },
    {
      rows: { store: 'classic', of: 'Conversations' },
      id: 'identity',
      kind: [ifPresent(is('type', 2), 'group'), ifPresent('identity', 'direct')],
      title: chat.when(is('type', 2), 'displayname'),
      partner: chat.when(is('type', 1), 'identity'),
    },
  ],
  members: {
    rows: { store: 'chats', of: ['conversationsv14', 'conversationsv13'] },
    each: 'nsp_data/conv/_threadMembers/*',
    chat: '../../id',
    person: 'id',
    isAdmin: is('role', 'Admin'),
  },
  messages: [
    {
      rows: { store: 'chats', of: 'messagesv12' },
      where: 'nsp_data/conversationId',
      id: ['nsp_data/cuid', 'nsp_pk'],
      chat: 'nsp_data/conversationId',
      partner: match('nsp_data/conversationId', /^((?:4|8):.+)$/s),
      sender: [chat.skypeInitiator(CONTENT), 'nsp_data/creator'],
      kind: [
        ifPresent('nsp_data/properties/deletetime', 'deleted'),
        ifPresent(isOfType(/^RichText\/(UriObject|Media_(?:Album|CallRecordingPicture))$/), 'image'),
        ifPresent(isOfType(/^RichText\/(Media_Video)/), 'video'),
        ifPresent(isOfType(/^RichText\/(Media_AudioMsg)/), 'audio'),
        ifPresent(isOfType(/^RichText\/(Media_GenericFile|Files)/), 'file'),
        ifPresent(isOfType(/^RichText\/(Location)/), 'location'),
        ifPresent(isOfType(/^RichText\/(Contacts)/), 'contact'),
      ],
      ...MARKUP,
      event: { ...MARKUP.event, kind: chat.codes(isOfType(/^ThreadActivity\/(\w+)/), chat.SKYPE_ACTIVITIES) },
      text: [
        chat.when(is(TYPE, 'Text'), CONTENT),
        chat.when(
          chat.from([IS_FILE, CALL], (file, call) => file === null && call !== true),
          chat.html(CONTENT),
        ),
      ],
      sentAt: at.unixMs('nsp_data/createdTime'),
      deletedAt: at.unixMs('nsp_data/properties/deletetime'),
      call: {
        is: CALL,
        seconds: match(CONTENT, /<duration>([\d.]+)</),
        isMissed: is(match(CONTENT, /^\s*<partlist [^>]*type="(missed)"/), 'missed'),
      },
    },
    {
      rows: { store: 'classic', of: 'Messages' },
      join: { in: { table: 'Conversations', on: 'convo_id' } },
      // Of the two rows of a call, that of its end says how long it was.
      where: from(['type', 'body_xml', 'edited_by'], (type, body, editor) =>
        type === CALL_BEGAN ? false : textOf(body) !== '' || textOf(editor) !== '' || textOf(type) in CLASSIC_EVENTS,
      ),
      chat: 'in.identity',
      partner: chat.when(is('in.type', 1), 'in.identity'),
      sender: 'author',
      senderName: 'from_dispname',
      kind: [
        ifPresent(is('type', SENT_FILES), 'file'),
        ifPresent(is('type', 201), 'image'),
        ifPresent(WAS_REMOVED, 'deleted'),
      ],
      text: [
        chat.when(is('type', SENT_FILES), NAMES),
        chat.when(isNot('type', SENT_FILES, CALL_ENDED), chat.html('body_xml')),
      ],
      sentAt: at.unix('timestamp'),
      editedAt: at.unix(chat.when(isNot(WAS_REMOVED, true), 'edited_timestamp')),
      deletedAt: at.unix(chat.when(WAS_REMOVED, 'edited_timestamp')),
      event: {
        kind: from(['type'], (type) => CLASSIC_EVENTS[textOf(type)]),
        people: from(['identities'], (ids) => textOf(ids).split(' ').filter(Boolean)),
        title: chat.when(is('type', 2), chat.html('body_xml')),
      },
      call: { is: is('type', CALL_ENDED), seconds: match('body_xml', /<duration>([\d.]+)</) },
    },
  ],
  attachments: [
    {
      rows: { store: 'chats', of: 'messagesv12' },
      where: IS_FILE,
      message: ['nsp_data/cuid', 'nsp_pk'],
      name: inFile(/<OriginalName [^>]*v="([^"]+)"/),
      totalBytes: inFile(/<FileSize [^>]*v="(\d+)"/),
      url: inFile(/^\s*<URIObject [^>]*\buri="([^"]+)"/),
    },
    {
      rows: { store: 'classic', of: 'Messages' },
      where: is('type', SENT_FILES),
      message: '@key',
      // Of several files the first; the message names all.
      name: chat.html(match('body_xml', FIRST_FILE)),
      totalBytes: match('body_xml', /<file (?=[^<>]*\bsize="(\d+)")/),
    },
  ],
  calls: {
    rows: { store: 'classic', of: 'Calls' },
    join: { member: { table: 'CallMembers', on: 'id', key: 'call_db_id' } },
    id: '@key',
    person: [chat.when(is('is_incoming', 1), 'host_identity'), chat.when(is('is_incoming', 0), 'member.identity')],
    // One that was not answered has no duration.
    isMissed: chat.from(['is_incoming', 'duration'], (incoming, seconds) => incoming === 1 && !seconds),
    at: at.unix('begin_timestamp'),
    seconds: 'duration',
    direction: [ifPresent(is('is_incoming', 1), 'incoming'), ifPresent('begin_timestamp', 'outgoing')],
  },
  example: {
    files: {
      [`${GROUP}/s4l-live:robin.db`]: {
        tables: {
          profilecachev8: [
            {
              nsp_pk: 'a8:luca.c',
              nsp_data: '{"mri": "8:luca.c", "displayNameOverride": null, "fullName": "Luca Conti"}',
            },
            {
              nsp_pk: 'a8:live:mila',
              nsp_data: '{"mri": "8:live:mila", "displayNameOverride": "Mila", "emails": ["mila@example.org"]}',
            },
          ],
          conversationsv14: [
            {
              nsp_pk: 'b19',
              nsp_data: `{"conv": {"id": "19:4bcb@thread.skype", "_threadProps": {"topic": "Kites"}, "_threadMembers":
                [{"id": "8:live:robin", "role": "User"}, {"id": "8:live:mila", "role": "Admin"}]}, "counts": {"unreadCount": 1}}`,
            },
          ],
          messagesv12: [
            {
              nsp_pk: 'c1',
              nsp_data: `{"cuid": "101", "conversationId": "8:luca.c", "creator": "8:luca.c", "_isMyMessage": 0,
                "createdTime": 1748775600000, "messagetype": "RichText", "content": "Wind &amp; <b>sun</b> on Sunday?"}`,
            },
            {
              nsp_pk: 'c2',
              nsp_data: `{"cuid": "102", "conversationId": "8:luca.c", "creator": "8:live:robin", "_isMyMessage": 1,
                "createdTime": 1748775660000, "messagetype": "RichText/UriObject",
                "content": "<URIObject type=\\"Picture.1\\" uri=\\"https://api.asm.skype.com/v1/objects/0-neu\\">To view this shared photo, go to: x<OriginalName v=\\"kite.jpg\\"/><FileSize v=\\"20480\\"/></URIObject>"}`,
            },
            {
              nsp_pk: 'c3',
              nsp_data: `{"cuid": "103", "conversationId": "19:4bcb@thread.skype", "creator": "8:live:mila", "_isMyMessage": 0,
                "createdTime": 1748775720000, "messagetype": "Event/Call",
                "content": "<partlist type=\\"ended\\" alt=\\"\\"><part identity=\\"live:mila\\"><name>Mila</name><duration>63</duration></part></partlist>"}`,
            },
          ],
        },
      },
      'AppDomain-com.skype.skype/Library/Application Support/Skype/robin/main.db': {
        tables: {
          Accounts: `id | skypename | fullname \n 1 | robin | Robin`,
          Contacts: `id | skypename | displayname \n 1 | opa.k | Opa`,
          Conversations: `id | identity | type | displayname \n 5 | opa.k | 1 | Opa`,
          Messages: `
            id | convo_id | author | from_dispname | type | timestamp  | body_xml
            1  | 5        | opa.k  | Opa           | 61   | 1388000000 | Happy &quot;new&quot; year
            2  | 5        | robin  | Robin         | 61   | 1388000060 | Same to you`,
          Calls: `id | begin_timestamp | duration | host_identity | is_incoming \n 9 | 1388000100 | 310 | opa.k | 1`,
        },
      },
    },
    chats: [
      { chatId: '19:4bcb@thread.skype', kind: 'group', title: 'Kites', messageCount: 1, unreadCount: 1 },
      { chatId: '8:luca.c', kind: 'direct', handle: 'skype:8:luca.c', partnerName: 'Luca Conti', messageCount: 2 },
      { chatId: 'opa.k', kind: 'direct', handle: 'skype:opa.k', partnerName: 'Opa', messageCount: 2 },
    ],
    messages: `
      messageId | isFromMe | sender           | kind  | text               | sentAt               | attachmentCount
      101       | false    | skype:8:luca.c   | text  | Wind & sun on Sunday? | 2025-06-01T11:00:00Z | 0
      102       | true     |                  | image |                    | 2025-06-01T11:01:00Z | 1
      103       | false    | mila@example.org | call  |                    | 2025-06-01T11:02:00Z | 0
      1         | false    | skype:opa.k      | text  | Happy "new" year   | 2013-12-25T19:33:20Z | 0
      2         | true     |                  | text  | Same to you        | 2013-12-25T19:34:20Z | 0`,
    attachments: [
      { name: 'kite.jpg', totalBytes: 20480, state: 'no-path', url: 'https://api.asm.skype.com/v1/objects/0-neu' },
    ],
    calls: [{ callId: '9', direction: 'incoming', handle: 'skype:opa.k', name: 'Opa', isMissed: false }],
  },
});
