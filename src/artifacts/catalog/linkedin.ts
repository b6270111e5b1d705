import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';

const { at, is } = chat;
const SENDER = 'serializedMessage/sender/participantType/member';
const nameOf = (member: string) =>
  chat.from([`${member}/firstName/text`, `${member}/lastName/text`], (...names) =>
    names
      .map(textOf)
      .filter((name) => name !== '')
      .join(' '),
  );
/** People are known by the address of their profile. */
const person = (member: string) => `${member}/profileUrl`;
const accountOf = (member: string) => chat.match(person(member), /\/in\/([^/?#]+)/);
const PARTICIPANTS = 'serializedConversation/conversationParticipants/*';
const MEMBER = 'participantType/member';

/** Messages of LinkedIn. */
export const linkedin = chat.defineChats({
  id: 'linkedin',
  title: 'LinkedIn',
  absent: 'This backup holds no messages of LinkedIn.',
  seenOn: ['iOS 17 (tables and JSON as another tool reads them)', 'synthetic'],
  store: chat.sqlite('AppDomain-com.linkedin.LinkedIn', 'Documents/msg_database.sqlite'),
  people: [
    { rows: 'conversations', each: PARTICIPANTS, id: person(MEMBER), account: accountOf(MEMBER), name: nameOf(MEMBER) },
    {
      rows: 'conversations',
      each: PARTICIPANTS,
      where: is(`${MEMBER}/distance`, 'SELF'),
      id: person(MEMBER),
      isOwner: chat.always,
    },
    { rows: 'messages', where: is(`${SENDER}/distance`, 'SELF'), id: person(SENDER), isOwner: chat.always },
  ],
  chats: { rows: 'conversations', id: 'conversationUrn' },
  members: { each: PARTICIPANTS, person: person(MEMBER) },
  messages: {
    rows: 'messages',
    chat: 'conversationUrn',
    sender: person(SENDER),
    senderName: nameOf(SENDER),
    text: 'serializedMessage/body/text',
    sentAt: at.unixMs('deliveredAt'),
  },
  example: {
    store: {
      tables: {
        conversations: [
          {
            conversationUrn: 'urn:li:msg_conversation:(1,2-ab)',
            serializedConversation: `{"conversationParticipants": [
              {"participantType": {"member": {"firstName": {"text": "Robin"}, "lastName": {"text": "Quist"}, "distance": "SELF",
                "profileUrl": "https://www.linkedin.com/in/robin-quist"}}},
              {"participantType": {"member": {"firstName": {"text": "Ada"}, "lastName": {"text": "Moor"}, "distance": "DISTANCE_1",
                "profileUrl": "https://www.linkedin.com/in/ada-moor"}}}]}`,
          },
        ],
        messages: [
          {
            deliveredAt: 1_748_775_600_000,
            conversationUrn: 'urn:li:msg_conversation:(1,2-ab)',
            serializedMessage: `{"body": {"text": "Would you come to Bremen?"}, "sender": {"participantType": {"member":
              {"firstName": {"text": "Ada"}, "lastName": {"text": "Moor"}, "distance": "DISTANCE_1",
              "profileUrl": "https://www.linkedin.com/in/ada-moor"}}}}`,
          },
          {
            deliveredAt: 1_748_775_660_000,
            conversationUrn: 'urn:li:msg_conversation:(1,2-ab)',
            serializedMessage: `{"body": {"text": "Gladly, in June."}, "sender": {"participantType": {"member":
              {"firstName": {"text": "Robin"}, "lastName": {"text": "Quist"}, "distance": "SELF",
              "profileUrl": "https://www.linkedin.com/in/robin-quist"}}}}`,
          },
        ],
      },
    },
    chats: [
      {
        chatId: 'urn:li:msg_conversation:(1,2-ab)',
        kind: 'direct',
        handle: 'linkedin:ada-moor',
        partnerName: 'Ada Moor',
        messageCount: 2,
      },
    ],
    messages: `
      messageId | isFromMe | sender                                        | kind | text                      | sentAt               | attachmentCount
      1         | false    | linkedin:ada-moor | text | Would you come to Bremen? | 2025-06-01T11:00:00Z | 0
      2         | true     |                                               | text | Gladly, in June.          | 2025-06-01T11:01:00Z | 0`,
  },
});
