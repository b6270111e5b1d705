import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/value.ts';

const { at, codes, from, is, isNot } = chat;
const [DATA, FILE] = ['ZIMDATA', 'ZIMDATA/objects/0'];
const PARAMETERS = `${FILE}/type_specific_params`;
const FILES = ['image', 'video', 'audio', 'file'];
/** Kinds by the type of the file of a message, or of the message. Text messages have the type `im` or none. */
const KINDS: Readonly<Record<string, string>> = {
  photo_uploaded: 'image',
  bigo_uploaded: 'file',
  ...Object.fromEntries(FILES.map((kind) => [kind, kind])),
  location: 'location',
  call_log: 'call',
  __deleted_im: 'deleted',
};
/** Those of types that are not known are shown with their text. */
const KIND = from(
  [`${FILE}/type`, `${DATA}/type`],
  (file, type) => KINDS[textOf(file)] ?? KINDS[textOf(type)] ?? 'text',
);
/** Only some versions store the number with the code of its country in the first column. */
const PHONE = from(['ZPHONE', 'ZFORMATED_PHONE'], (phone, international) =>
  textOf(international) === '' || textOf(phone).startsWith('+') ? phone : textOf(international).replace(/[^+\d]/g, ''),
);

/** Chats of imo. */
export const imo = chat.defineChats({
  id: 'imo',
  title: 'imo',
  version: 2,
  absent: 'This backup holds no chats of imo.',
  seenOn: ['16 messages of a real phone', 'synthetic'],
  store: chat.sqlite('AppDomain-co.babypenguin.imo', 'Documents/IMODb2.sqlite'),
  people: { rows: 'ZIMOCONTACT', id: 'ZBUID', name: ['ZPH_NAME', 'ZREMARKNAME', 'ZDISPLAY'], handle: PHONE },
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
    kind: codes(KIND, Object.fromEntries(['text', ...Object.values(KINDS)].map((kind) => [kind, kind]))),
    text: chat.when(is(KIND, 'text'), 'ZTEXT'),
    sentAt: at.unixNanos('ZTS'),
    place: {
      latitude: chat.when(is(KIND, 'location'), `${DATA}/latitude`),
      longitude: chat.when(is(KIND, 'location'), `${DATA}/longitude`),
      name: [`${DATA}/placeName`, `${DATA}/address`],
    },
    call: {
      is: is(KIND, 'call'),
      isVideo: is(`${DATA}/chat_type`, 'video_chat'),
      seconds: `${DATA}/call_duration`,
    },
  },
  attachments: {
    where: is(KIND, ...FILES),
    name: [`${FILE}/filename`, `${FILE}/file_name`, `${DATA}/file_name`],
    mimeType: `${PARAMETERS}/mime`,
    totalBytes: [`${FILE}/filesize`, `${DATA}/filesize`, `${DATA}/file_size`],
    seconds: chat.when(isNot(KIND, 'image'), `${PARAMETERS}/duration`),
    width: `${PARAMETERS}/original_width`,
    height: `${PARAMETERS}/original_height`,
    url: [chat.match('ZTEXT', /(https:\S+)/), `${FILE}/bigo_url`, `${DATA}/url`],
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
