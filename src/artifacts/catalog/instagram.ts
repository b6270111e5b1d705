import * as chat from '../kit/chats/index.ts';

const { at, ifPresent, is } = chat;
const [DOMAIN, FOLDER] = ['AppDomain-com.burbn.instagram', 'Library/Application Support/DirectSQLiteDatabase'];
const USERS = 'NSArray<IGUser *>*users';
/** Newer versions keep what is known of a person as the server sent it. */
const FROM_SERVER = 'NSDictionary<NSString *, id>*userDict';
const PERSON = {
  id: ['pk', `${FROM_SERVER}/pk`],
  name: ['fullName', `${FROM_SERVER}/full_name`, 'userName', 'full_name', 'username', `${FROM_SERVER}/username`],
};
const [META, CONTENT] = ['IGDirectPublishedMessageMetadata*metadata', 'IGDirectPublishedMessageContent*content'];
const [ACTIVITY, MEDIA] = ['IGDirectThreadActivityAnnouncement*threadActivity', 'IGDirectPublishedMessageMedia*media'];
const PHOTO = 'IGDirectPublishedMessagePermanentMedia*permanentMedia/IGPhoto*photo/imageVersions/0';
const PICTURE = `archive/${CONTENT}/${MEDIA}/${PHOTO}`;
const WORDS = `archive/${CONTENT}/NSString*string`;
const HAPPENED = `archive/${CONTENT}/${ACTIVITY}`;
const CALL = `${HAPPENED}/IGDirectVideoCallEventTypevoipEventType`;
const QUOTED = 'archive/IGDirectEmbeddedPublishedMessage*quotedMessage';
const THREAD = chat.plist({ [USERS]: [{ pk: '55', userName: 'noor' }] });
const message = (id: number, senderPk: string, content: chat.ExampleDict) => {
  const metadata = { 'NSString*senderPk': senderPk, 'NSDate*serverTimestamp': new Date(Date.UTC(2025, 5, 1, 11, id)) };
  return { message_id: `${id}`, thread_id: 't1', archive: chat.plist({ [META]: metadata, [CONTENT]: content }) };
};

/** Direct messages and video chats of Instagram. */
export const instagram = chat.defineChats({
  id: 'instagram',
  title: 'Instagram',
  version: 4,
  absent: 'This backup holds no direct messages of Instagram: the app keeps them on its servers.',
  seenOn: ['iOS 15 (75 messages in 3 chats)', 'synthetic'],
  store: chat.sqlite(DOMAIN, `${FOLDER}/*.db`),
  people: [
    { rows: 'threads', each: `metadata/${USERS}/*`, ...PERSON },
    // Who invited the owner need not be a member any longer.
    ...['IGUser*inviter', 'IGUser*inviter_DEPRECATED'].map((each) => ({
      rows: 'threads',
      each: `metadata/${each}`,
      ...PERSON,
    })),
    { rows: 'threads', id: 'viewer_id', isOwner: chat.always },
  ],
  chats: {
    rows: 'threads',
    id: 'thread_id',
    kind: ifPresent('metadata/BOOLisGroup', 'group'),
    isPinned: 'metadata/BOOLisPinned',
    isMuted: 'metadata/BOOLisMuted',
    isArchived: 'metadata/BOOLisArchived',
  },
  members: { each: `metadata/${USERS}/*`, person: PERSON.id },
  messages: {
    rows: 'messages',
    id: 'message_id',
    chat: 'thread_id',
    sender: `archive/${META}/NSString*senderPk`,
    kind: [ifPresent(PICTURE, 'image'), ifPresent(chat.is([WORDS, HAPPENED], null), 'unknown')],
    text: WORDS,
    sentAt: at.date(`archive/${META}/NSDate*serverTimestamp`),
    reply: {
      to: `${QUOTED}/${META}/NSString*serverId`,
      text: `${QUOTED}/${CONTENT}/NSString*string`,
      sender: `${QUOTED}/${META}/NSString*senderPk`,
    },
    call: { is: is(CALL, 1), isVideo: is(`${HAPPENED}/BOOLthreadHasAudioOnlyCall`, false) },
    event: {
      kind: ifPresent(
        chat.from([HAPPENED, CALL], (activity, type) => activity !== null && type !== 1),
        'other',
      ),
      text: [`${HAPPENED}/NSString*voipTitle`, `${HAPPENED}/NSString*actionLogTitle`],
    },
  },
  attachments: {
    where: PICTURE,
    url: `${PICTURE}/url`,
    name: chat.match(`${PICTURE}/url`, /\/([^/?]+)(?:\?|$)/),
    width: `${PICTURE}/width`,
    height: `${PICTURE}/height`,
  },
  reactions: {
    each: 'archive/NSArray<IGDirectMessageReaction *>*reactions/*',
    emoji: ['USER_BASED_REACTION_EMOJI_UNICODE', 'emojiUnicode'],
    person: ['USER_BASED_REACTION_USER_ID', 'userId'],
    at: at.date(['USER_BASED_REACTION_SERVER_TIMESTAMP', 'serverTimestamp']),
  },
  example: {
    files: {
      [`${DOMAIN}/${FOLDER}/77.db`]: {
        tables: {
          threads: [{ thread_id: 't1', viewer_id: '77', metadata: THREAD }],
          messages: [
            message(0, '55', { 'NSString*string': 'New mural done' }),
            message(1, '77', { [MEDIA]: chat.nested(PHOTO, { url: 'https://example.org/mural.jpg', width: 640 }) }),
            message(2, '55', { [ACTIVITY]: { 'NSString*voipTitle': 'Video chat ended' } }),
          ],
        },
      },
    },
    chats: [{ chatId: 't1', kind: 'direct', handle: 'instagram:55', partnerName: 'noor', messageCount: 3 }],
    messages: `
      isFromMe | sender       | kind  | text           | sentAt               | attachmentCount
      false    | instagram:55 | text  | New mural done | 2025-06-01T11:00:00Z | 0
      true     |              | image |                | 2025-06-01T11:01:00Z | 1
      false    | instagram:55 | event |                | 2025-06-01T11:02:00Z | 0`,
    attachments: [{ name: 'mural.jpg', width: 640, state: 'no-path' }],
  },
});
