import * as chat from '../kit/chats/index.ts';

const { at, codes, documents, f, from, given, html, is, isNot, lookup, match, sqlite, when } = chat;
const GROUP = 'AppDomainGroup-group.com.microsoft.skype.teams';
const CARD = 'properties.ZPROPERTIES/cards/0/content/body';
const CALL = 'ZPROPERTIES/call-log';
const PICTURE = match('ZCONTENT', /<img(?=[^>]*AMSImage)[^>]*\bsrc="([^"]+)"/);
const activity = match('ZMESSAGETYPE', /^(?:ThreadActivity|Event)\/(\w+)/);
const isMessage = isNot('thread.ZTHREADTYPE', 'streamofcalllogs');

/** Chats, places and calls of Microsoft Teams. */
export const teams = chat.defineChats({
  id: 'teams',
  title: 'Teams',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no chats of Microsoft Teams.',
  seenOn: ['iOS 15 (76 messages, 4 chats, 5 calls)', 'synthetic'],
  stores: {
    chats: sqlite(GROUP, 'SkypeSpacesDogfood/*/SkypeSpacesDogfood-*.sqlite'),
    pictures: documents(GROUP, 'SkypeSpacesDogfood/Downloads/*/Images/CacheFile', { enriches: true }),
  },
  lookups: { pictures: { store: 'pictures', of: '*', key: '@key', value: '.' } },
  people: [
    { rows: 'ZUSER', id: 'ZTSID', name: 'ZDISPLAYNAME', handle: ['ZMAIL', 'ZTELEPHONENUMBER'] },
    { rows: 'ZSMESSAGE', where: 'ZTS_ISSENTBYME', id: 'ZFROM', isOwner: chat.always },
  ],
  chats: {
    rows: 'ZTHREAD',
    join: { list: { table: 'ZCONVERSATION', on: 'ZTSID', key: 'ZTSID' } },
    where: isNot('ZTHREADTYPE', 'streamofcalllogs'),
    id: 'ZTSID',
    kind: [given(match('ZTSID', /^(19:uni01_|48:notes)/), 'direct'), when(is('ZTHREADTYPE', 'chat'), from([], () => 'group')), from([], () => 'channel')],
    title: ['ZTHREADTOPIC', 'ZSPACETOPIC'],
    isPinned: 'list.ZISPINNED',
    isArchived: 'list.ZISARCHIVED',
  },
  members: { rows: 'ZTHREAD', each: 'ZMEMBERS/*', chat: '../../ZTSID', person: '@key', isAdmin: is('.', 'Admin') },
  messages: {
    rows: 'ZSMESSAGE',
    join: {
      thread: { table: 'ZTHREAD', on: 'ZTHREADID', key: 'ZTSID' },
      properties: { table: 'ZMESSAGEPROPERTIES', on: 'ZTSID', key: 'ZTSID' },
    },
    where: isMessage,
    id: 'ZTSID',
    chat: 'ZTHREADID',
    sender: [match('ZCONTENT', /^<\w+update>.*<initiator>([^<]*)|^<addmember>.*<initiator>([^<]*)/s), 'ZFROM'],
    senderName: 'ZIMDISPLAYNAME',
    kind: [given('ZDELETETIME', 'deleted'), given(CARD, 'location'), given(PICTURE, 'image')],
    text: [when(is('ZMESSAGETYPE', 'Text'), 'ZCONTENT'), html('ZCONTENT')],
    sentAt: at.cocoa('ZARRIVALTIME'),
    editedAt: at.unixMs('ZEDITTIME'),
    deletedAt: at.unixMs('ZDELETETIME'),
    replyTo: match('ZCONTENT', /skype\.com\/Reply" itemid="(\d+)"/),
    quotedText: match('ZCONTENT', /itemprop="preview">([^<]*)</),
    quotedSender: match('ZCONTENT', /itemprop="mri" itemid="([^"]+)"/),
    latitude: match(`${CARD}/0/selectAction/url`, /pos\.(-?[\d.]+)_/),
    longitude: match(`${CARD}/0/selectAction/url`, /pos\.-?[\d.]+_(-?[\d.]+)/),
    placeName: [`${CARD}/2/text`, `${CARD}/1/text`],
    event: codes(activity, { addmember: "" }),
    eventPeople: chat.matchAll('ZCONTENT', /<target>([^<]*)</g),
    eventTitle: match('ZCONTENT', /^<topicupdate>.*<value>([^<]*)</s),
  },
  attachments: {
    rows: 'ZSMESSAGE',
    where: PICTURE,
    message: 'ZTSID',
    url: PICTURE,
    file: f.file(match(lookup('pictures', PICTURE), /\/(SkypeSpacesDogfood\/.+)$/), ''),
  },
  reactions: { rows: 'ZSMESSAGE', each: 'ZEMOTIONS/*/users/*', message: '../../../../ZTSID', emoji: '../../key', person: 'mri', at: at.unixMs('time') },
  calls: {
    rows: 'ZMESSAGEPROPERTIES',
    where: CALL,
    id: `${CALL}/callId`,
    person: [when(is(`${CALL}/callDirection`, 'outgoing'), `${CALL}/target`), `${CALL}/originator`],
    at: at.date(`${CALL}/startTime`),
    seconds: chat.secondsBetween(`${CALL}/connectTime`, `${CALL}/endTime`),
    direction: `${CALL}/callDirection`,
    isMissed: is(`${CALL}/callState`, 'missed'),
    isGroup: isNot(`${CALL}/callType`, 'twoParty'),
    outcome: `${CALL}/callState`,
  },
  example: { messages: [], chats: [] },
});
