import * as chat from '../kit/chats/index.ts';

const { always, at, from, is, isNot } = chat;
const DOMAIN = 'AppDomain-com.cardify.tinder';

/** Matches and messages of Tinder. Suggested profiles that never became a match are left out. */
export const tinder = chat.defineChats({
  id: 'tinder',
  title: 'Tinder',
  absent: 'This backup holds no matches of Tinder.',
  seenOn: ['Tinder 14.9 on iOS 16 (tables and columns as another tool reads them)', 'synthetic'],
  store: chat.sqlite(DOMAIN, 'Library/Application Support/Tinder/Tinder2.sqlite'),
  people: [
    { rows: 'ZUSER', id: '@key', account: 'ZUSERID', name: 'ZFIRSTNAME', isOwner: is('ZISCURRENTUSER', 1) },
    { rows: 'ZUSER', where: is('ZISCURRENTUSER', 1), id: 'ZUSERID', isOwner: always },
  ],
  chats: { rows: 'ZMATCH', id: '@key', kind: from([], () => 'direct'), partner: 'ZUSER' },
  messages: {
    rows: 'ZMESSAGE',
    id: ['ZMESSAGEID', '@key'],
    chat: 'ZMATCH',
    sender: 'ZFROMUSERID',
    text: 'ZTEXT',
    sentAt: at.cocoa(['ZCREATED', 'ZCLIENTCREATED']),
    link: { url: 'ZLINKURL' },
    details: { type: 'ZTYPE', subtype: 'ZSUBTYPE' },
  },
  attachments: {
    where: from(
      [isNot('ZMEDIAURL', null, ''), isNot('ZPHOTOURL', null, '')],
      (media, photo) => media === true || photo === true,
    ),
    url: ['ZMEDIAURL', 'ZPHOTOURL'],
  },
  example: {
    store: {
      tables: {
        ZUSER: `
          Z_PK | ZUSERID | ZFIRSTNAME | ZISCURRENTUSER
          1    | u1      | Robin      | 1
          2    | u2      | Noor       | 0`,
        ZMATCH: `Z_PK | ZUSER | ZCREATED \n 1 | 2 | 770460000`,
        ZMESSAGE: `
          Z_PK | ZMESSAGEID | ZMATCH | ZFROMUSERID | ZTEXT                | ZCREATED  | ZMEDIAURL             | ZTYPE
          1    | m1         | 1      | u2          | Do you climb, too?   | 770468400 |                       |
          2    | m2         | 1      | u1          |                      | 770468460 | https://g.example/1   | gif`,
      },
    },
    chats: [{ kind: 'direct', handle: 'tinder:u2', partnerName: 'Noor', messageCount: 2 }],
    messages: `
      messageId | isFromMe | sender    | text               | sentAt               | attachmentCount
      m1        | false    | tinder:u2 | Do you climb, too? | 2025-06-01T11:00:00Z | 0
      m2        | true     |           |                    | 2025-06-01T11:01:00Z | 1`,
    attachments: [{ url: 'https://g.example/1', state: 'no-path' }],
  },
});
