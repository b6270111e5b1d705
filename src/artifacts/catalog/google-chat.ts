import { type ProtoMessage, parseProtobuf } from '../../formats/protobuf.ts';
import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';
import type { MaybeValue, Value } from '../kit/records/value.ts';

const { at, codes, from, ifPresent } = chat;
const DOMAINS = ['AppDomain-com.google.Dynamite', 'AppDomain-com.google.Gmail'];
const ACCOUNT = 'Documents/user_accounts/*/dynamite.db';
const LIMITS = { maxDepth: 12, maxFields: 10_000 };

/** Written instead of nothing: the bytes FE FF 00. */
function isEmpty(bytes: Uint8Array): boolean {
  return bytes.length === 0 || (bytes[0] === 0xfe && bytes[1] === 0xff && bytes[2] === 0);
}

/** The messages in field 1, which are all that `annotation` and `reactions` have. */
function itemsIn(bytes: MaybeValue): readonly ProtoMessage[] {
  return bytes instanceof Uint8Array && !isEmpty(bytes) ? parseProtobuf(bytes, LIMITS).messages(1) : [];
}

/** Files that were sent: 10.3 their name and 10.4 their type. */
const FILES: chat.DecodedList = {
  column: 'annotation',
  decode: (bytes) =>
    itemsIn(bytes).flatMap((item) => {
      const file = item.message(10);
      const name = file?.string(3) ?? null;
      return name === null ? [] : { name, type: file?.string(4) ?? null };
    }),
};
const HAS_FILES = from(['annotation'], (bytes) => FILES.decode(bytes).length > 0);

/** Address of a meeting: 12.1.2. */
const MEETING = from(['annotation'], (bytes) =>
  itemsIn(bytes)
    .map((item) => item.message(12)?.message(1)?.string(2) ?? null)
    .find((url) => url !== null),
);

/** Maximum number of people of one reaction that are listed. */
const MAX_PEOPLE = 500;

/**
 * One row for each person of a reaction: 1 is the reaction with 1.1 an emoji or 1.2 a picture of the organisation's own,
 * 2 the number of people, 3 whether the owner is among them, and 4 a time; 2.1 are ids of people. Others than these are
 * only counted.
 */
function reactionsIn(bytes: MaybeValue): Value[] {
  return itemsIn(bytes).flatMap((item) => {
    const reaction = item.message(1);
    const emoji = reaction?.message(1)?.string(1) ?? (reaction?.message(1)?.has(2) === true ? '❔' : null);
    if (reaction === null || emoji === null) return [];
    const people: (string | null)[] = item.messages(2).map((person) => person.string(1));
    const count = Math.min(Number(reaction.unsigned(2) ?? 1), MAX_PEOPLE);
    const isOwn = Number(reaction.unsigned(3) ?? 0) !== 0;
    for (let other = people.length; other < count; other++) people.push(null);
    const at = reaction.unsigned(4);
    const unnamed = people.indexOf(null);
    return people.map((person, index) => ({ emoji, person, at, isOwn: isOwn && index === unnamed }));
  });
}

/** The folder has the id or the address of the account. */
const IS_OWNER = from(['@1', 'user_id', 'email'], (account, id, email) =>
  [textOf(id), textOf(email)].includes(textOf(account)),
);

/** Chats of Google Chat, also in the app of Gmail. */
export const googleChat = chat.defineChats({
  id: 'google-chat',
  title: 'Google Chat',
  version: 2,
  absent: 'This backup holds no chats of Google Chat.',
  seenOn: ['tables and columns as other tools read them', 'synthetic'],
  store: chat.sqlite(DOMAINS, ACCOUNT),
  people: [
    { rows: 'users', id: 'user_id', name: 'name', handle: 'email', isOwner: IS_OWNER },
    // Own reactions may not have the id.
    { rows: 'users', where: IS_OWNER, id: '@1', name: 'name', handle: 'email', isOwner: chat.always },
  ],
  chats: {
    rows: 'Groups',
    id: 'group_id',
    kind: codes('group_type', { 1: 'group', 2: 'direct' }),
    title: 'name',
  },
  messages: {
    rows: 'topic_messages',
    chat: 'group_id',
    sender: 'creator_id',
    kind: ifPresent(HAS_FILES, 'file'),
    text: 'text_body',
    sentAt: at.unixMicros('create_time'),
    link: { url: MEETING },
  },
  attachments: { each: FILES, name: 'name', mimeType: 'type' },
  reactions: {
    each: { column: 'reactions', decode: reactionsIn },
    emoji: 'emoji',
    person: ['person', chat.when('isOwn', '@1')],
    at: at.unixMicros('at'),
  },
  example: {
    files: {
      [`${DOMAINS[0]}/Documents/user_accounts/1001/dynamite.db`]: {
        tables: {
          users: `user_id | name | email \n 1001 | Robin | robin@example.org \n 1002 | Sanna Virtanen | sanna@example.org`,
          Groups: `group_id | name | group_type \n dm1 | | 2 \n sp1 | Ski trip | 1`,
          topic_messages: `
            group_id | creator_id | create_time      | text_body       | annotation
            dm1      | 1002       | 1748775600000000 | Snow on Sunday? |
            dm1      | 1001       | 1748775660000000 |                 | x'0a0a52081a06736b692e6a70'
            sp1      | 1002       | 1748775720000000 | Bring the wax   |`,
        },
      },
    },
    chats: `
      chatId | kind   | title    | handle            | partnerName    | messageCount
      dm1    | direct |          | sanna@example.org | Sanna Virtanen | 2
      sp1    | group  | Ski trip |                   |                | 1`,
    messages: `
      isFromMe | sender            | kind | text            | sentAt               | attachmentCount
      false    | sanna@example.org | text | Snow on Sunday? | 2025-06-01T11:00:00Z | 0
      true     |                   | file |                 | 2025-06-01T11:01:00Z | 1
      false    | sanna@example.org | text | Bring the wax   | 2025-06-01T11:02:00Z | 0`,
    attachments: [{ name: 'ski.jp' }],
  },
});
