import * as chat from '../kit/chats/index.ts';

const { at, ifPresent, is } = chat;
const [TYPE, FILE] = ['ZIMDATA/type', 'ZIMDATA/objects/0'];

/** Chats of imo. */
export const imo = chat.defineChats({
  id: 'imo',
  title: 'imo',
  absent: 'This backup holds no chats of imo.',
  seenOn: ['16 messages of a real phone', 'synthetic'],
  store: chat.sqlite('AppDomain-co.babypenguin.imo', 'Documents/IMODb2.sqlite'),
  people: { rows: 'ZIMOCONTACT', id: 'ZBUID', name: ['ZPH_NAME', 'ZDISPLAY'], handle: 'ZPHONE' },
  chats: {
    rows: 'ZIMOCONTACT',
    where: is('ZIS_GROUP', 1),
    id: 'ZBUID',
    title: 'ZDISPLAY',
    kind: chat.from([], () => 'group'),
  },
  messages: {
    rows: 'ZIMOCHATMSG',
    join: { in: { table: 'ZIMOCONTACT', on: 'ZBUID', key: 'ZBUID' } },
    id: '@key',
    chat: 'ZBUID',
    partner: chat.when(is('in.ZIS_GROUP', 0, null), 'ZBUID'),
    sender: 'ZA_UID',
    senderName: 'ZALIAS',
    isFromMe: is('ZISSENT', 1),
    kind: [ifPresent(is(TYPE, 'photo_uploaded'), 'image'), ifPresent(is(TYPE, '__deleted_im'), 'deleted')],
    text: chat.when(is(TYPE, null), 'ZTEXT'),
    sentAt: at.unixNanos('ZTS'),
  },
  attachments: {
    where: is(TYPE, 'photo_uploaded'),
    name: `${FILE}/filename`,
    mimeType: `${FILE}/type_specific_params/mime`,
    width: `${FILE}/type_specific_params/original_width`,
    height: `${FILE}/type_specific_params/original_height`,
    url: chat.match('ZTEXT', /(https:\S+)/),
  },
  example: {
    store: {
      tables: {
        ZIMOCONTACT: `
          Z_PK | ZBUID  | ZDISPLAY   | ZPH_NAME   | ZPHONE         | ZIS_GROUP
          1    | '2001' | Luca Conti | Luca Conti | '+15551230014' | 0
          2    | '2002' | Kites      |            |                | 1`,
        ZIMOCHATMSG: `
          Z_PK | ZBUID  | ZA_UID | ZISSENT | ZTS                 | ZTEXT                                 | ZIMDATA
          1    | '2001' | '2001' | 0       | 1748775600927000000 | Kites on Sunday?                      |
          2    | '2001' |        | 1       | 1748775660000000000 | photo: https://cdn.example.org/k.webp | plist{"type": "photo_uploaded", "objects": [{"filename": "k.webp"}]}
          3    | '2002' | '2001' | 0       | 1748775720000000000 | This message was deleted              | plist{"type": "__deleted_im"}`,
      },
    },
    chats: [
      { chatId: '2002', kind: 'group', title: 'Kites', messageCount: 1 },
      { chatId: '2001', kind: 'direct', handle: '+15551230014', partnerName: 'Luca Conti', messageCount: 2 },
    ],
    messages: `
      messageId | isFromMe | sender       | kind    | text             | sentAt                   | attachmentCount
      1         | false    | +15551230014 | text    | Kites on Sunday? | 2025-06-01T11:00:00.927Z | 0
      2         | true     |              | image   |                  | 2025-06-01T11:01:00Z     | 1
      3         | false    | +15551230014 | deleted |                  | 2025-06-01T11:02:00Z     | 0`,
    attachments: [{ name: 'k.webp', state: 'no-path', url: 'https://cdn.example.org/k.webp' }],
  },
});
