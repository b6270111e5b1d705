import { hash } from 'node:crypto';
import { columns, tables } from '../../backup/source-database/schema.ts';
import {
  readWechatLogins,
  readWechatMemberIds,
  readWechatMembers,
  readWechatNames,
  type WechatMember,
} from '../../formats/wechat/contact.ts';
import type { WechatContent } from '../../formats/wechat/content.ts';
import { readWechatMessage } from '../../formats/wechat/message.ts';
import { isZstd, unzstd } from '../../formats/zstd.ts';
import { type DomainError, isDomainError } from '../../model/errors.ts';
import * as chat from '../kit/chats/index.ts';
import type { QueryReport, QueryRows } from '../kit/records/declaration.ts';
import { textOf } from '../kit/records/index.ts';
import type { Computed, Sources } from '../kit/records/source.ts';
import { reader } from '../kit/records/stores.ts';
import type { MaybeValue } from '../kit/records/value.ts';

const { at, codes, f, from, is, lookup, match, sqlite } = chat;
const DOMAIN = 'AppDomain-com.tencent.xin';
const ACCOUNT = 'Documents/*';
const LINK = 'link';
/** Types of messages; those of app messages have a dot. */
const KINDS = {
  1: 'text',
  3: 'image',
  34: 'audio',
  35: 'text',
  42: 'contact',
  43: 'video',
  47: 'sticker',
  48: 'location',
  50: 'call',
  52: 'event',
  53: 'event',
  62: 'video',
  64: 'event',
  66: 'contact',
  9999: 'event',
  10000: 'event',
  10002: 'event',
  '49.1': 'text',
  '49.3': LINK,
  '49.4': LINK,
  '49.5': LINK,
  '49.6': 'file',
  '49.7': LINK,
  '49.8': 'sticker',
  '49.17': 'location',
  '49.19': 'text',
  '49.24': 'text',
  '49.33': LINK,
  '49.36': LINK,
  '49.40': 'text',
  '49.50': 'contact',
  '49.51': LINK,
  '49.53': 'text',
  '49.57': 'text',
  '49.62': 'event',
  '49.63': LINK,
  '49.74': 'file',
  '49.87': 'text',
  '49.88': LINK,
  '49.2000': 'payment',
  '49.2001': 'payment',
} as const;

const md5 = (text: MaybeValue): string => hash('md5', textOf(text));
/** The table of a chat is named by the MD5 of the user name of the other side. */
const HASH = match('@table', /^Chat_(.+)$/);
/** That user name; none if no contact and no list of chats has it any longer. */
const userOf = (digest: Sources) => [
  lookup('contacts', digest),
  lookup('formerContacts', digest),
  lookup('sessions', digest),
  // Tables of contacts who chose an account name can have its MD5.
  lookup('formerAliases', digest),
];
/** Lookups of values that each account has of its own. */
const ofAccount = (digest: Sources) => from(['@1', digest], (account, user) => `${textOf(account)} ${textOf(user)}`);
const isRoom = (user: string): boolean => user.endsWith('chatroom');

/** A message whose columns are read. */
interface Message {
  /** Sender of a received message of a room: the beginning of its text. */
  readonly sender: string | null;
  readonly content: WechatContent;
  /** What was wrong with compressed contents. */
  readonly error: DomainError | null;
}

/** Several columns are made of the same message. */
let latest: { readonly values: readonly MaybeValue[]; readonly message: Message } | null = null;

function messageOf(...values: readonly MaybeValue[]): Message {
  if (latest === null || values.some((value, index) => value !== latest?.values[index])) {
    const [type, direction, stored, user] = values;
    latest = { values, message: readMessage(Number(textOf(type)), direction !== 0, stored, textOf(user)) };
  }
  return latest.message;
}

function readMessage(type: number, isReceived: boolean, stored: MaybeValue, user: string): Message {
  try {
    const text = contentsOf(stored);
    const sender = isReceived ? senderIn(text, user) : null;
    const content = readWechatMessage(type, sender === null ? text : text.slice(sender.length + 2));
    return { sender, content, error: null };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { sender: null, content: { ...readWechatMessage(type, ''), text: null }, error };
  }
}

function contentsOf(stored: MaybeValue): string {
  if (!(stored instanceof Uint8Array)) return textOf(stored);
  return Buffer.from(isZstd(stored) ? unzstd(stored) : stored).toString();
}

/** `wxid_mei88:` and a line break. Of a chat that is unknown only what no text begins with is taken for it. */
function senderIn(text: string, user: string): string | null {
  if (user !== '' && !isRoom(user)) return null;
  const pattern = user === '' ? /^(wxid_\w{1,60}):\n/ : /^([\w.@-]{1,100}):\n/;
  return pattern.exec(text)?.[1] ?? null;
}

/** A value of the message in a row. */
function of(pick: (message: Message, user: string) => MaybeValue): Computed {
  return from(['Type', 'Des', 'Message', userOf(HASH)], (...values) => pick(messageOf(...values), textOf(values[3])));
}

/** The path of a file of a message of one of these types: `Img/<chat>/<message>.pic`. */
function fileAt(types: readonly string[], folder: string, ending: string): Computed {
  const code = of(({ content }) => content.code);
  const extension = of(({ content }) => content.file?.extension);
  return from(['@1', HASH, ['MesLocalID', '@key'], code, extension], (account, digest, id, type, suffix) =>
    types.includes(textOf(type))
      ? `Documents/${textOf(account)}/${folder}/${textOf(digest)}/${textOf(id)}${ending === '.' ? `.${textOf(suffix)}` : ending}`
      : null,
  );
}

const VIDEO = ['43', '62'];

/** The chats of a database are its tables. */
const CHATS: QueryRows = {
  tables: [],
  rows: (db) => [...tables(db)].flatMap((name) => (/^Chat_[\da-f]{32}$/.test(name) ? { digest: name.slice(5) } : [])),
};

/** Members of rooms, with the names that they have there. */
const MEMBERS: QueryRows = {
  tables: ['Friend'],
  *rows(db, report) {
    const known = columns(db, 'Friend');
    if (!known.has('userName') || !known.has('dbContactChatRoom')) return;
    const rooms = db.prepare("SELECT userName, dbContactChatRoom FROM Friend WHERE userName LIKE '%chatroom'");
    for (const { userName, dbContactChatRoom } of rooms.iterate()) {
      if (typeof userName !== 'string' || !(dbContactChatRoom instanceof Uint8Array)) continue;
      for (const { id, name, isOwner } of membersIn(dbContactChatRoom, report)) {
        yield { room: userName, id, name: name ?? '', isOwner };
      }
    }
  },
};

/** Members of rooms in versions up to 6.3, which had contacts in the database of the messages. */
const FORMER_MEMBERS: QueryRows = {
  tables: ['Friend_Ext'],
  *rows(db) {
    const known = columns(db, 'Friend_Ext');
    if (!known.has('UsrName') || !known.has('ConChatRoomMem')) return;
    const rooms = db.prepare("SELECT UsrName, ConChatRoomMem FROM Friend_Ext WHERE UsrName LIKE '%chatroom'");
    for (const { UsrName, ConChatRoomMem } of rooms.iterate()) {
      if (typeof UsrName !== 'string' || typeof ConChatRoomMem !== 'string') continue;
      for (const id of readWechatMemberIds(ConChatRoomMem)) yield { room: UsrName, id };
    }
  },
};

function membersIn(room: Uint8Array, report: QueryReport): readonly WechatMember[] {
  try {
    return readWechatMembers(room);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    report.lost('Friend');
    return [];
  }
}

/** The name that the owner gave a contact, else their own. */
const NAME = from(['dbContactRemark'], (bytes) => {
  if (!(bytes instanceof Uint8Array)) return null;
  const { nickname, remark } = readWechatNames(bytes);
  return remark ?? nickname;
});

/** The same of a contact in the database of the messages. */
const FORMER_NAME = from(['ext.ConRemark', 'NickName'], (remark, nickname) => textOf(remark) || nickname);
const EXT = { ext: { table: 'Friend_Ext', on: 'UsrName', key: 'UsrName' } } as const;
/** The folder of an account is named by the MD5 of its user name. */
const isOwnUser = (user: string) => from(['@1', user], (folder, name) => textOf(folder) === md5(name));

const loginInfo = reader((bytes, lost) =>
  readWechatLogins(bytes, () => lost(1)).map((login) => ({ id: login.id, name: login.nickname ?? '' })),
);

/** Chats of WeChat. */
export const wechat = chat.defineChats({
  id: 'wechat',
  title: 'WeChat',
  version: 3,
  absent: 'This backup holds no chats of WeChat.',
  seenOn: ['WeChat 6.3–8.0 and 2026 (tables and columns as two other tools read them)', 'synthetic'],
  stores: {
    messages: sqlite(DOMAIN, [`${ACCOUNT}/DB/MM.sqlite`, `${ACCOUNT}/DB/message_*.sqlite`]),
    contacts: sqlite(DOMAIN, `${ACCOUNT}/DB/WCDB_Contact.sqlite`, { enriches: true }),
    sessions: sqlite(DOMAIN, `${ACCOUNT}/session/session.db`, { enriches: true }),
    logins: loginInfo(DOMAIN, 'Documents/LoginInfo2.dat', { enriches: true }),
    settings: chat.documents(DOMAIN, `${ACCOUNT}/mmsetting.archive`, { enriches: true }),
  },
  lookups: {
    contacts: { store: 'contacts', of: ['Friend', 'OpenIMContact'], key: from(['userName'], md5), value: 'userName' },
    formerContacts: { store: 'messages', of: 'Friend', key: from(['UsrName'], md5), value: 'UsrName' },
    formerAliases: {
      store: 'messages',
      of: 'Friend_Ext',
      key: from([match('ConStrRes2', /<alias>([^<]+)</)], (alias) => (alias === null ? null : md5(alias))),
      value: 'UsrName',
    },
    sessions: { store: 'sessions', of: 'SessionAbstract', key: from(['UsrName'], md5), value: 'UsrName' },
    names: {
      store: 'contacts',
      of: 'Friend',
      where: from(['userName'], (user) => isRoom(textOf(user))),
      key: ofAccount('userName'),
      value: NAME,
    },
    formerNames: {
      store: 'messages',
      of: 'Friend',
      join: EXT,
      where: from(['UsrName'], (user) => isRoom(textOf(user))),
      key: ofAccount('UsrName'),
      value: FORMER_NAME,
    },
    unread: { store: 'sessions', of: 'SessionAbstract', key: ofAccount('UsrName'), value: 'unreadcount' },
  },
  people: [
    {
      rows: { store: 'contacts', of: ['Friend', 'OpenIMContact'] },
      id: 'userName',
      name: NAME,
      isOwner: isOwnUser('userName'),
    },
    {
      rows: { store: 'messages', of: 'Friend' },
      join: EXT,
      id: 'UsrName',
      name: FORMER_NAME,
      isOwner: isOwnUser('UsrName'),
    },
    { rows: { store: 'settings', of: '' }, id: 'UsrName', name: 'NickName', isOwner: chat.always },
    { rows: { store: 'contacts', of: MEMBERS }, id: 'id', name: 'name' },
    { rows: { store: 'logins', of: '*' }, id: 'id', name: 'name', isOwner: chat.always },
  ],
  chats: {
    rows: { store: 'messages', of: CHATS },
    id: [...userOf('digest'), 'digest'],
    kind: from([userOf('digest')], (user) => (user === null ? null : isRoom(textOf(user)) ? 'group' : 'direct')),
    title: [lookup('names', ofAccount(userOf('digest'))), lookup('formerNames', ofAccount(userOf('digest')))],
    partner: from([userOf('digest')], (user) => (isRoom(textOf(user)) ? null : user)),
    unreadCount: lookup('unread', ofAccount(userOf('digest'))),
  },
  members: [
    { rows: { store: 'contacts', of: MEMBERS }, chat: 'room', person: 'id', isAdmin: 'isOwner' },
    { rows: { store: 'messages', of: FORMER_MEMBERS }, chat: 'room', person: 'id' },
  ],
  messages: {
    rows: { store: 'messages', of: 'Chat_*' },
    id: from(['MesSvrID', HASH, ['MesLocalID', '@key']], (server, digest, local) =>
      server === null || server === 0 ? `${textOf(digest)} ${textOf(local)}` : server,
    ),
    chat: [...userOf(HASH), HASH],
    sender: from(
      [
        'Des',
        of(({ sender, content: { note } }, user) => sender ?? (note !== undefined || isRoom(user) ? null : user)),
      ],
      (direction, sender) => (direction === 0 ? null : sender),
    ),
    // System notes of WeChat have no sender.
    isFromMe: from(
      ['Des', of(({ content: { note } }) => note !== undefined)],
      (direction, isNote) => direction === 0 && isNote !== true,
    ),
    kind: codes(
      of(({ content }) => content.code),
      KINDS,
    ),
    text: of(({ content, error }) => {
      if (error !== null) throw error;
      return content.text;
    }),
    sentAt: at.unix('CreateTime'),
    reply: {
      to: of(({ content }) => content.quote?.id),
      text: of(({ content }) => content.quote?.text),
      sender: of(({ content }) => content.quote?.sender),
    },
    place: {
      latitude: of(({ content }) => content.place?.latitude),
      longitude: of(({ content }) => content.place?.longitude),
      name: of(({ content }) => content.place?.name),
    },
    link: { url: of(({ content }) => content.link?.url), title: of(({ content }) => content.link?.title) },
    event: {
      kind: of(({ content: { note } }) => (note === undefined ? null : 'other')),
      text: of(({ content }) => content.note),
    },
    call: {
      is: is('Type', 50),
      isVideo: of(({ content }) => content.call?.isVideo),
      seconds: of(({ content }) => content.call?.seconds),
    },
  },
  attachments: {
    where: of(({ content }) => content.file !== undefined),
    name: of(({ content }) => content.file?.name),
    totalBytes: of(({ content }) => content.file?.totalBytes),
    seconds: of(({ content }) => content.file?.seconds),
    isSticker: of(({ content: { code } }) => code === '47' || code === '49.8'),
    url: of(({ content }) => content.file?.url),
    file: f.file(
      [
        fileAt(['3'], 'Img', '.pic_hd'),
        fileAt(['3'], 'Img', '.pic'),
        fileAt(['34'], 'Audio', '.aud'),
        fileAt(VIDEO, 'Video', '.mp4'),
        fileAt(VIDEO, 'Video', '_raw.mp4'),
        fileAt(['49.6', '49.74'], 'OpenData', '.'),
      ],
      '',
    ),
    thumbnail: f.file([fileAt(['3'], 'Img', '.pic_thum'), fileAt(VIDEO, 'Video', '.video_thum')], ''),
  },
  example: {
    files: {
      [`${DOMAIN}/Documents/LoginInfo2.dat`]: {
        bytes: Buffer.from('0a1d0a0b777869645f726f62696e371207726f62696e5f6b1a05526f62696e', 'hex'),
      },
      [`${DOMAIN}/Documents/2a2448db8fde54514ce6cd7c46aaa8c1/DB/WCDB_Contact.sqlite`]: {
        tables: {
          Friend: `
            userName         | type | dbContactRemark                                                                   | dbContactChatRoom
            wxid_mei88       | 3    | x'0a034d656912076d65695f7465611a154d65692066726f6d20746865207465612073686f70'     |
            4711001@chatroom | 2    | x'0a0b5465612074617374696e67' | x'3299013c526f6f6d446174613e3c4d656d62657220557365724e616d653d22777869645f6d65693838222f3e3c4d656d62657220557365724e616d653d22777869645f74616f3231223e3c446973706c61794e616d653e54616f3c2f446973706c61794e616d653e3c2f4d656d6265723e3c4d656d62657220557365724e616d653d22777869645f726f62696e37222f3e3c2f526f6f6d446174613e'`,
        },
      },
      [`${DOMAIN}/Documents/2a2448db8fde54514ce6cd7c46aaa8c1/session/session.db`]: {
        tables: { SessionAbstract: `UsrName | CreateTime | unreadcount \n 4711001@chatroom | 1748775900 | 2` },
      },
      [`${DOMAIN}/Documents/2a2448db8fde54514ce6cd7c46aaa8c1/DB/message_1.sqlite`]: {
        tables: {
          Chat_87d9c50dce947bca5ee8a7ca3aeb0c55: [
            {
              MesLocalID: 1,
              MesSvrID: 7001,
              CreateTime: 1_748_775_600,
              Des: 1,
              Type: 1,
              Message: 'The oolong has arrived',
            },
            {
              MesLocalID: 2,
              MesSvrID: 7002,
              CreateTime: 1_748_775_660,
              Des: 0,
              Type: 3,
              Message: '<msg><img length="3"/></msg>',
            },
            {
              MesLocalID: 3,
              MesSvrID: 7003,
              CreateTime: 1_748_775_720,
              Des: 1,
              Type: 48,
              Message: '<msg><location x="30.2741" y="120.1551" label="Hubin Road 12" poiname="Tea shop"/></msg>',
            },
            {
              MesLocalID: 4,
              MesSvrID: 7004,
              CreateTime: 1_748_775_780,
              Des: 0,
              Type: 49,
              Message:
                '<msg><appmsg appid="" sdkver="0"><title>Which one?</title><type>57</type><refermsg><type>1</type><svrid>7001</svrid><fromusr>wxid_mei88</fromusr><content>The oolong has arrived</content></refermsg></appmsg></msg>',
            },
          ],
          Chat_ad33cad96107f3118fe921a2c06b2e3d: [
            {
              MesLocalID: 1,
              MesSvrID: 7101,
              CreateTime: 1_748_775_840,
              Des: 1,
              Type: 10_000,
              Message: '"Mei from the tea shop" invited "Tao" to the group chat',
            },
            {
              MesLocalID: 2,
              MesSvrID: 7102,
              CreateTime: 1_748_775_900,
              Des: 1,
              Type: 1,
              Message: 'wxid_tao21:\nTea at four?',
            },
          ],
        },
      },
      [`${DOMAIN}/Documents/2a2448db8fde54514ce6cd7c46aaa8c1/Img/87d9c50dce947bca5ee8a7ca3aeb0c55/2.pic`]: {
        text: 'jpg',
      },
      [`${DOMAIN}/Documents/2a2448db8fde54514ce6cd7c46aaa8c1/Img/87d9c50dce947bca5ee8a7ca3aeb0c55/2.pic_thum`]: {
        text: 'jpg',
      },
    },
    chats: `
      kind   | title       | handle            | partnerName           | messageCount | unreadCount
      direct |             | wechat:wxid_mei88 | Mei from the tea shop | 4            |
      group  | Tea tasting |                   |                       | 2            | 2`,
    messages: `
      messageId | isFromMe | sender            | kind     | text                    | sentAt               | attachmentCount
      7001      | false    | wechat:wxid_mei88 | text     | The oolong has arrived  | 2025-06-01T11:00:00Z | 0
      7002      | true     |                   | image    |                         | 2025-06-01T11:01:00Z | 1
      7003      | false    | wechat:wxid_mei88 | location | Hubin Road 12          | 2025-06-01T11:02:00Z | 0
      7004      | true     |                   | text     | Which one?              | 2025-06-01T11:03:00Z | 0
      7101      | false    |                   | event    |                         | 2025-06-01T11:04:00Z | 0
      7102      | false    | wechat:wxid_tao21 | text     | Tea at four?            | 2025-06-01T11:05:00Z | 0`,
    attachments: [
      {
        state: 'present',
        file: `${DOMAIN}/Documents/2a2448db8fde54514ce6cd7c46aaa8c1/Img/87d9c50dce947bca5ee8a7ca3aeb0c55/2.pic`,
      },
    ],
  },
});
