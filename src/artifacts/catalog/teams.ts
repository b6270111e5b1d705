import * as chat from '../kit/chats/index.ts';

const { at, f, ifPresent, is, isNot, match } = chat;
const GROUP = 'AppDomainGroup-group.com.microsoft.skype.teams';
const [CARD, CALL] = ['more.ZPROPERTIES/cards/0/content/body', 'ZPROPERTIES/call-log'];
const SAMPLE = 'SkypeSpacesDogfood/Downloads/A1/Images/P1';
const IS_OUTGOING = is(`${CALL}/callDirection`, 'outgoing');
const IS_INCOMING = isNot(`${CALL}/callDirection`, 'outgoing');
const PICTURE = chat.skypePicture('ZCONTENT');

/** Chats, places and calls of Microsoft Teams. */
export const teams = chat.defineChats({
  id: 'teams',
  title: 'Teams',
  version: 4,
  absent: 'This backup holds no chats of Microsoft Teams.',
  seenOn: ['iOS 15 (76 messages in 4 chats, 5 calls)', 'synthetic'],
  stores: {
    chats: chat.sqlite(GROUP, 'SkypeSpacesDogfood/*/SkypeSpacesDogfood-*.sqlite'),
    pictures: chat.documents(GROUP, 'SkypeSpacesDogfood/Downloads/*/Images/CacheFile', { enriches: true }),
  },
  lookups: { pictures: { store: 'pictures', of: '*', key: '@key', value: '.' } },
  people: [
    { rows: 'ZUSER', id: 'ZTSID', name: 'ZDISPLAYNAME', handle: ['ZMAIL', 'ZTELEPHONENUMBER'] },
    { rows: 'ZSMESSAGE', where: 'ZTS_ISSENTBYME', id: 'ZFROM', isOwner: chat.always },
  ],
  chats: {
    rows: 'ZTHREAD',
    where: isNot('ZTHREADTYPE', 'streamofcalllogs'),
    id: 'ZTSID',
    kind: [ifPresent(match('ZTSID', /^(19:uni01_|48:notes)/), 'direct'), ifPresent(is('ZTHREADTYPE', 'chat'), 'group')],
    title: ['ZTHREADTOPIC', 'ZSPACETOPIC'],
  },
  members: { each: 'ZMEMBERS/*', person: '@key', isAdmin: is('.', 'Admin') },
  messages: {
    rows: 'ZSMESSAGE',
    join: {
      in: { table: 'ZTHREAD', on: 'ZTHREADID', key: 'ZTSID' },
      more: { table: 'ZMESSAGEPROPERTIES', on: 'ZTSID', key: 'ZTSID' },
    },
    where: isNot('in.ZTHREADTYPE', 'streamofcalllogs'),
    id: 'ZTSID',
    chat: 'ZTHREADID',
    sender: [chat.skypeInitiator('ZCONTENT'), 'ZFROM'],
    senderName: 'ZIMDISPLAYNAME',
    kind: [
      ifPresent('ZDELETETIME', 'deleted'),
      ifPresent('ZTS_ISSOFTDELETED', 'deleted'),
      ifPresent(CARD, 'location'),
      ifPresent(PICTURE, 'image'),
    ],
    ...chat.skypeMarkup('ZCONTENT', 'ZMESSAGETYPE'),
    sentAt: at.cocoa('ZARRIVALTIME'),
    editedAt: at.unixAny('ZEDITTIME'),
    deletedAt: at.unixMs('ZDELETETIME'),
    place: chat.skypePlace(CARD),
  },
  attachments: {
    where: PICTURE,
    url: PICTURE,
    file: f.file(match(chat.lookup('pictures', PICTURE), /\/(SkypeSpacesDogfood\/.+)$/), ''),
  },
  reactions: { each: 'ZEMOTIONS/*/users/*', emoji: '../../key', person: 'mri', at: at.unixMs('time') },
  calls: {
    rows: 'ZMESSAGEPROPERTIES',
    where: CALL,
    id: `${CALL}/callId`,
    // Calls with several people have no target.
    person: [chat.when(IS_OUTGOING, `${CALL}/target`), chat.when(IS_INCOMING, `${CALL}/originator`)],
    name: [
      chat.when(IS_OUTGOING, `${CALL}/targetParticipant/displayName`),
      chat.when(IS_INCOMING, `${CALL}/originatorParticipant/displayName`),
    ],
    at: at.date(`${CALL}/startTime`),
    seconds: chat.secondsBetween(`${CALL}/connectTime`, `${CALL}/endTime`),
    direction: `${CALL}/callDirection`,
    isMissed: is(`${CALL}/callState`, 'missed'),
    // Teams’ word for what other apps call answered; all others are the same.
    outcome: [ifPresent(match(`${CALL}/callState`, /^(accepted)$/), 'answered'), `${CALL}/callState`],
  },
  example: {
    files: {
      [`${GROUP}/SkypeSpacesDogfood/A1/SkypeSpacesDogfood-t.sqlite`]: {
        tables: {
          ZUSER: `ZTSID | ZDISPLAYNAME \n 8:me | Robin \n 8:ida | Ida Berg`,
          ZTHREAD: `ZTSID | ZTHREADTYPE | ZMEMBERS \n 19:uni01_x | chat | plist{"8:me": "User", "8:ida": "User"}`,
          ZSMESSAGE: `
            ZTSID | ZTHREADID  | ZFROM | ZTS_ISSENTBYME | ZMESSAGETYPE  | ZARRIVALTIME | ZCONTENT
            101   | 19:uni01_x | 8:ida | 0              | Text          | 770468400    | Is the glaze dry?
            102   | 19:uni01_x | 8:me  | 1              | RichText/Html | 770468460    | <div>Look:<img itemtype="AMSImage" src="https://x/1"></div>`,
          ZMESSAGEPROPERTIES: `Z_PK | ZPROPERTIES \n 1 | plist{"call-log": {"callId": "c1", "callDirection": "incoming", "callState": "accepted", "originator": "8:ida"}}`,
        },
      },
      [`${GROUP}/SkypeSpacesDogfood/Downloads/A1/Images/CacheFile`]: { plist: { 'https://x/1': `/x/${SAMPLE}` } },
      [`${GROUP}/${SAMPLE}`]: { text: 'jpg' },
    },
    chats: [{ chatId: '19:uni01_x', kind: 'direct', handle: 'teams:8:ida', partnerName: 'Ida Berg', messageCount: 2 }],
    messages: `
      messageId | isFromMe | sender      | kind  | text              | sentAt               | attachmentCount
      101       | false    | teams:8:ida | text  | Is the glaze dry? | 2025-06-01T11:00:00Z | 0
      102       | true     |             | image | Look:             | 2025-06-01T11:01:00Z | 1`,
    attachments: [{ file: `${GROUP}/${SAMPLE}`, state: 'present', url: 'https://x/1' }],
    calls: [{ callId: 'c1', direction: 'incoming', outcome: 'answered', handle: 'teams:8:ida', name: 'Ida Berg' }],
  },
});
