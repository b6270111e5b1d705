import { parseProtobuf } from '../../formats/protobuf.ts';
import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, codes, from, ifPresent } = chat;
const DOMAINS = ['AppDomain-com.google.Dynamite', 'AppDomain-com.google.Gmail'];
const ACCOUNT = 'Documents/user_accounts/*/dynamite.db';
const LIMITS = { maxDepth: 12, maxFields: 10_000 };

/** The name of a file that was sent: 1.10.3 of the annotation. */
const FILE_NAME = from(['annotation'], (bytes) =>
  bytes instanceof Uint8Array && bytes.length > 0
    ? parseProtobuf(bytes, LIMITS).message(1)?.message(10)?.string(3)
    : null,
);

/** Chats of Google Chat, also in the app of Gmail. */
export const googleChat = chat.defineChats({
  id: 'google-chat',
  title: 'Google Chat',
  absent: 'This backup holds no chats of Google Chat.',
  seenOn: ['tables and columns as other tools read them', 'synthetic'],
  store: chat.sqlite(DOMAINS, ACCOUNT),
  people: {
    rows: 'users',
    id: 'user_id',
    name: 'name',
    handle: 'email',
    // The folder has the id or the address of the account.
    isOwner: from(['@1', 'user_id', 'email'], (account, id, email) =>
      [textOf(id), textOf(email)].includes(textOf(account)),
    ),
  },
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
    kind: ifPresent(FILE_NAME, 'file'),
    text: 'text_body',
    sentAt: at.unixMicros('create_time'),
  },
  attachments: { where: FILE_NAME, name: FILE_NAME },
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
