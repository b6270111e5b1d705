import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, ifPresent } = chat;
const DOMAIN = 'AppDomain-com.zhiliaoapp.musically';
const [CHATS, CHAT] = ['Library/Application Support/ChatFiles', 'belongingConversationIdentifier'];
/** Rows about messages that quote another: JSON in JSON. */
const QUOTED = 'value/hint';
const QUOTES = { store: 'chats', of: 'TIMMessageKVORM', where: `${QUOTED}/content`, key: 'belongingMessageID' };
/** Content that is no JSON is text. */
const PLAIN = chat.from(['content'], (content) => (/^\s*[{[]/.test(textOf(content)) ? null : content));
const WORDS = ['content/text', PLAIN];
/** Content that has none of what is known. */
const IS_UNKNOWN = chat.from([[...WORDS, 'content/tips', 'content/url/url_list/0']], (known) => known === null);
const [ME, LUCA] = ['6787436503258760198', '7000000000000000001'];

/** Direct messages of TikTok. Shared videos are ids only. */
export const tiktok = chat.defineChats({
  id: 'tiktok',
  title: 'TikTok',
  version: 4,
  absent: 'This backup holds no messages of TikTok.',
  seenOn: ['iOS 13 to 18 (tables and columns as two other tools read them, also in a backup)', 'synthetic'],
  stores: {
    chats: chat.sqlite(DOMAIN, `${CHATS}/*/db.sqlite`),
    people: chat.sqlite(DOMAIN, 'Documents/AwemeIM.db', { enriches: true }),
  },
  lookups: {
    quotedTexts: { ...QUOTES, value: `${QUOTED}/content/text` },
    quotedPeople: { ...QUOTES, value: `${QUOTED}/refmsg_uid` },
  },
  people: [
    {
      rows: { store: 'people', of: ['AwemeContactsV#', 'TTKIMContactBaseUserV#', 'TTKIMContactBaseUser#'] },
      id: 'uid',
      account: 'customid',
      name: 'nickname',
    },
    { rows: { store: 'chats', of: 'TIMMessageORM' }, id: '@1', isOwner: chat.always },
  ],
  members: { rows: { store: 'chats', of: 'TIMParticipantORM' }, chat: CHAT, person: 'userID' },
  messages: {
    rows: { store: 'chats', of: 'TIMMessageORM' },
    where: chat.isNot('content', null, '', '{}'),
    id: 'identifier',
    chat: CHAT,
    sender: 'sender',
    kind: [
      ifPresent('deleted', 'deleted'),
      ifPresent('content/aweme_id', 'post'),
      ifPresent(['content/sticker_id', 'content/image_id'], 'sticker'),
      ifPresent(IS_UNKNOWN, 'unknown'),
    ],
    text: WORDS,
    sentAt: at.unixAny(['localcreatedat', 'servercreatedat']),
    reply: { text: chat.lookup('quotedTexts', 'identifier'), sender: chat.lookup('quotedPeople', 'identifier') },
    link: { url: 'content/url/url_list/0', title: 'content/display_name' },
    event: { kind: ifPresent('content/tips', 'other'), text: 'content/tips' },
    details: { post: 'content/aweme_id' },
  },
  example: {
    files: {
      [`${DOMAIN}/${CHATS}/${ME}/db.sqlite`]: {
        tables: {
          TIMParticipantORM: `userID | ${CHAT} \n ${ME} | c1 \n ${LUCA} | c1`,
          TIMMessageORM: `
            identifier | sender  | ${CHAT} | localcreatedat | content
            m1         | ${LUCA} | c1      | 1748775600.5   | {"text": "Kites on Sunday?"}
            m2         | ${ME}   | c1      | 1748775660000  | {"aweme_id": "7243968354254425387"}
            m3         | ${LUCA} | c1      | 1748775720     | {"sticker_id": "9", "aweme_id": null}
            m4         | ${LUCA} | c1      | 1748775780     | {"tips": "Streak ended"}
            m5         | ${LUCA} | c1      | 1748775840     | {}`,
        },
      },
      [`${DOMAIN}/Documents/AwemeIM.db`]: {
        tables: { AwemeContactsV5: `uid | customid | nickname \n '${LUCA}' | kite.luca | Luca` },
      },
    },
    chats: [{ chatId: 'c1', kind: 'direct', handle: 'tiktok:kite.luca', partnerName: 'Luca', messageCount: 4 }],
    messages: `
      messageId | isFromMe | sender           | kind    | text             | sentAt                   | attachmentCount
      m1        | false    | tiktok:kite.luca | text    | Kites on Sunday? | 2025-06-01T11:00:00.500Z | 0
      m2        | true     |                  | post    |                  | 2025-06-01T11:01:00Z     | 0
      m3        | false    | tiktok:kite.luca | sticker |                  | 2025-06-01T11:02:00Z     | 0
      m4        | false    | tiktok:kite.luca | event   |                  | 2025-06-01T11:03:00Z     | 0`,
  },
});
