import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, codes, f, ifPresent, is, isNot, match } = chat;
const TYPES = {
  picture: 'image',
  video: 'video',
  audio: 'audio',
  sticker: 'sticker',
  file: 'file',
  location: 'location',
};
const PICTURE = 'AppDomain-com.viber/Documents/Attachments/lantern.jpg';

/** Chats and calls of Viber. */
export const viber = chat.defineChats({
  id: 'viber',
  title: 'Viber',
  version: 4,
  absent: 'This backup holds no chats of Viber.',
  seenOn: ['Viber 23 (tables and columns as others read them)', 'synthetic'],
  store: chat.sqlite('AppDomainGroup-group.viber.share.container', 'com.viber/database/Contacts.data'),
  people: {
    rows: 'ZMEMBER',
    join: { phone: { table: 'ZPHONENUMBER', on: 'Z_PK', key: 'ZMEMBER' } },
    id: '@key',
    name: 'ZDISPLAYFULLNAME',
    handle: ['phone.ZCANONIZEDPHONENUM', 'phone.ZPHONE'],
  },
  chats: {
    rows: 'ZCONVERSATION',
    id: '@key',
    kind: ifPresent('ZGROUPID', 'group'),
    title: 'ZNAME',
    partner: 'ZINTERLOCUTOR',
  },
  messages: {
    rows: 'ZVIBERMESSAGE',
    join: {
      in: { table: 'ZCONVERSATION', on: 'ZCONVERSATION' },
      place: { table: 'ZVIBERLOCATION', on: 'ZLOCATION' },
      file: { table: 'ZATTACHMENT', on: 'ZATTACHMENT' },
    },
    id: '@key',
    chat: 'ZCONVERSATION',
    // A message received in a chat between two people may name no sender: it is from the other person.
    sender: ['ZPHONENUMINDEX', chat.when(is('ZSTATE', 'received'), 'in.ZINTERLOCUTOR')],
    isFromMe: isNot('ZSTATE', 'received', null),
    kind: codes(['file.ZTYPE', ifPresent('ZLOCATION', 'location')], TYPES),
    text: 'ZTEXT',
    sentAt: at.cocoa(['ZSTATEDATE', 'ZDATE']),
    place: { latitude: 'place.ZLATITUDE', longitude: 'place.ZLONGITUDE' },
    details: { state: 'ZSTATE', systemType: 'ZSYSTEMTYPE', likes: 'ZLIKESCOUNT', disappearsAfter: 'ZTIMEBOMBDURATION' },
  },
  attachments: {
    where: 'ZATTACHMENT',
    name: 'file.ZNAME',
    totalBytes: 'file.ZFILESIZE',
    file: f.file('Documents/Attachments/{file.ZNAME}', '', { domain: 'AppDomain-com.viber' }),
  },
  calls: {
    rows: 'ZRECENT',
    join: { line: { table: 'ZRECENTSLINE', on: 'ZRECENTSLINE' } },
    id: '@key',
    handle: 'line.ZPHONENUMBER',
    at: at.cocoa('ZDATE'),
    seconds: 'ZDURATION',
    direction: codes(match('ZCALLTYPE', /^([a-z]+)/), {
      missed: 'incoming',
      incoming: 'incoming',
      outgoing: 'outgoing',
    }),
    isVideo: chat.from(['ZCALLTYPE'], (type) => textOf(type).endsWith('_with_video')),
    isMissed: chat.from(['ZCALLTYPE'], (type) => textOf(type).startsWith('missed')),
    outcome: ifPresent(match('ZCALLTYPE', /^(missed)/), 'missed'),
  },
  example: {
    store: {
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
    files: { [PICTURE]: { text: 'jpg' } },
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
