import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/value.ts';

const { at, ifPresent, is, isNot, when } = chat;
const DOMAIN = 'AppDomain-com.groupme.iphone-app';
const PREFERENCES = 'Library/Preferences/com.groupme.iphone-app.plist';
/** Attachments other than places have the coordinates 0, 0; a place can have one of them. */
const coordinate = (column: 'ZLAT' | 'ZLNG') =>
  chat.from(['files.ZLAT', 'files.ZLNG'], (latitudes, longitudes) => {
    if (!Array.isArray(latitudes) || !Array.isArray(longitudes)) return null;
    const index = latitudes.findIndex((latitude, at) => latitude !== 0 || longitudes[at] !== 0);
    return (column === 'ZLAT' ? latitudes : longitudes)[index] ?? null;
  });
const IS_PLACE = chat.from([coordinate('ZLAT')], (latitude) => latitude !== null);
const VENUE = chat.from(['files.ZVENUENAME'], (found) => (Array.isArray(found) ? found[0] : null));
/** The words of a deleted message are replaced by those of the app. */
const DELETED = isNot('ZMESSAGEDELETIONSTATUS', null);

/** Groups and direct messages of GroupMe. */
export const groupme = chat.defineChats({
  id: 'groupme',
  title: 'GroupMe',
  version: 4,
  absent: 'This backup holds no chats of GroupMe.',
  seenOn: ['iOS 17 (tables as another tool reads them; property list of a real account)', 'synthetic'],
  stores: {
    chats: chat.sqlite(DOMAIN, ['Library/Application Support/GroupMe.sqlite', 'Documents/GroupMe.sqlite']),
    account: chat.documents(DOMAIN, PREFERENCES, { enriches: true }),
  },
  people: [
    { rows: { store: 'chats', of: 'ZGMRELATIONSHIP' }, id: 'ZUSERID', name: 'ZNAME', handle: 'ZPHONENUMBER' },
    { rows: { store: 'chats', of: 'ZGMMEMBER' }, id: 'ZGLOBALUSERID', name: ['ZREALNAME', 'ZNAME'] },
    { rows: { store: 'chats', of: 'ZGMMESSAGE' }, id: 'ZUSERID', name: 'ZNAME' },
    { rows: { store: 'account', of: 'user' }, id: 'id', name: 'name', isOwner: chat.always },
    { rows: { store: 'account', of: '' }, id: 'userId', isOwner: chat.always },
  ],
  chats: {
    rows: { store: 'chats', of: 'ZGMCHAT' },
    id: '@key',
    kind: ifPresent(is('ZCHATTYPE', 'group'), 'group'),
    title: 'ZNAME',
    partner: when(isNot('ZCHATTYPE', 'group', null), 'ZUSERID'),
    unreadCount: 'ZUNREADCOUNT',
    isMuted: 'ZMUTED',
  },
  members: [
    // Without members of groups, who is in a chat is known from who wrote in it.
    {
      rows: { store: 'chats', of: 'ZGMMESSAGE' },
      where: isNot('ZSYSTEM', 1),
      chat: ['ZGROUP', 'ZUSER'],
      person: 'ZUSERID',
    },
    { rows: { store: 'chats', of: 'ZGMMEMBER' }, chat: 'ZGROUP', person: 'ZGLOBALUSERID' },
  ],
  messages: {
    rows: { store: 'chats', of: 'ZGMMESSAGE', lists: { files: { table: 'ZGMATTACHMENT', owner: 'ZMESSAGE' } } },
    id: ['ZLINEID', 'ZDIRECTMESSAGEID', '@key'],
    chat: ['ZGROUP', 'ZUSER'],
    sender: when(isNot('ZSYSTEM', 1), 'ZUSERID'),
    senderName: 'ZNAME',
    kind: [ifPresent(DELETED, 'deleted'), ifPresent(IS_PLACE, 'location')],
    text: when(
      chat.from([isNot('ZSYSTEM', 1), DELETED], (isWritten, isDeleted) => isWritten === true && isDeleted !== true),
      'ZMESSAGE',
    ),
    sentAt: at.cocoa('ZCREATEDAT'),
    reply: { to: 'ZREPLYMESSAGEID' },
    place: { latitude: coordinate('ZLAT'), longitude: coordinate('ZLNG'), name: VENUE },
    event: { kind: ifPresent('ZSYSTEM', 'other'), text: 'ZMESSAGE' },
    details: { isHidden: 'ZHIDDEN' },
  },
  attachments: {
    rows: { store: 'chats', of: 'ZGMATTACHMENT' },
    join: { of: { table: 'ZGMMESSAGE', on: 'ZMESSAGE' } },
    // Places are attachments too.
    where: chat.from(['ZURL', 'ZFILENAME'], (url, name) => textOf(url) !== '' || textOf(name) !== ''),
    message: ['of.ZLINEID', 'of.ZDIRECTMESSAGEID', 'ZMESSAGE'],
    name: 'ZFILENAME',
    url: 'ZURL',
  },
  example: {
    files: {
      [`${DOMAIN}/Library/Application Support/GroupMe.sqlite`]: {
        tables: {
          ZGMCHAT: `Z_PK | ZNAME \n 1 | Kites \n 2 | Luca`,
          ZGMMESSAGE: `
            Z_PK | ZGROUP | ZUSER | ZUSERID | ZNAME | ZSYSTEM | ZHIDDEN | ZCREATEDAT | ZMESSAGE
            1    | 1      |       | '71'    | Luca  | 0       | 0       | 770468400  | Kites on Sunday?
            2    | 1      |       | '72'    | Robin | 0       | 0       | 770468460  | Look
            3    | 1      |       | system  |       | 1       | 0       | 770468520  | Mila has joined
            4    | 1      |       | '73'    | Mila  | 0       | 0       | 770468580  | Hello
            5    |        | 2     | '71'    | Luca  | 0       | 0       | 770468640  | Ten?`,
          ZGMATTACHMENT: `Z_PK | ZMESSAGE | ZFILENAME | ZURL \n 1 | 2 | kite.jpg | https://i.example.org/kite.jpg`,
        },
      },
      [`${DOMAIN}/${PREFERENCES}`]: { plist: { user: { id: '72', name: 'Robin' } } },
    },
    chats: [
      { chatId: '1', kind: 'group', title: 'Kites', messageCount: 4 },
      { chatId: '2', kind: 'direct', handle: 'groupme:71', messageCount: 1 },
    ],
    messages: `
      messageId | isFromMe | sender     | kind  | text             | sentAt               | attachmentCount
      1         | false    | groupme:71 | text  | Kites on Sunday? | 2025-06-01T11:00:00Z | 0
      2         | true     |            | text  | Look             | 2025-06-01T11:01:00Z | 1
      3         | false    |            | event |                  | 2025-06-01T11:02:00Z | 0
      4         | false    | groupme:73 | text  | Hello            | 2025-06-01T11:03:00Z | 0
      5         | false    | groupme:71 | text  | Ten?             | 2025-06-01T11:04:00Z | 0`,
    attachments: [{ name: 'kite.jpg', state: 'no-path', url: 'https://i.example.org/kite.jpg' }],
  },
});
