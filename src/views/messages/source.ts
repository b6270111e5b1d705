import type { ConversationView } from '../../contract/messages.ts';
import { distinctPeople } from '../../locales/distinct-people.ts';
import type { ChatApp, ChatName } from '../chats/chat-app.ts';
import { chatSource } from '../chats/chat-source.ts';
import { chatTables } from '../chats/chat-tables.ts';
import type { People } from '../people/people.ts';
import { announcementView } from './announcement.ts';
import { conversationName, conversationTitle, participantsOf } from './conversation-title.ts';
import { conversationView } from './conversation-view.ts';
import { messageView, reactionViews, replyView } from './message-view.ts';
import type { AttachmentRow, ConversationRow, MessageRow } from './rows.ts';

/** Maximum number of members in a search hit: titles have no more. */
const NAMED_MEMBERS = 3;

/** Kinds of reactions that have a picture. */
const STICKERS: ReadonlySet<string> = new Set(['sticker', 'sticker-tapback']);

interface Types {
  readonly chat: ConversationRow;
  readonly entry: 'title' | 'participants' | 'chats';
  readonly message: MessageRow;
  readonly attachment: AttachmentRow;
  readonly view: ConversationView;
  readonly detail: ConversationView;
}

const app: ChatApp<Types> = {
  tables: chatTables('messages', {
    chats: 'message_conversations',
    messages: 'messages',
    attachments: 'message_attachments',
    items: 'message_conversation_items',
    threads: 'message_threads',
  }),
  exportName: 'conversations',
  path: 'artifacts/messages/conversations',
  entryColumns: ['title', 'participants', 'chats'],
  plain: {
    id: 'guid',
    times: ['sentAt', 'deliveredAt', 'readAt'],
    shared: [
      'conversation',
      'isFromMe',
      'sender',
      'account',
      'service',
      'kind',
      'attachmentCount',
      'flags',
      'textSource',
    ],
    unseen: [],
  },
  systemColumns: ['announcement'],
  entry(row, people) {
    const participants = (row.participants ?? []).map(({ handle, handleKey }) => ({
      name: people.nameOf(handle, handleKey),
      contact: people.contactOf(handle, handleKey),
      handle,
    }));
    const handleKeys = (row.participants ?? []).map(({ handleKey }) => handleKey);
    // A direct chat is with one person, who may write from several addresses.
    const [first = null] = handleKeys;
    return {
      title: conversationTitle(row, participants),
      names: participants.flatMap(({ name, handle }) => [name, handle]),
      handleKeys,
      partner: row.kind === 'group' ? null : first,
      partnerName: null,
    };
  },
  name(row, people): ChatName {
    const members = distinctPeople(participantsOf(row, people));
    return {
      title: conversationTitle(row, members),
      name: conversationName(row, members),
      members: members.slice(0, NAMED_MEMBERS),
      memberCount: members.length,
      isGroup: row.kind === 'group',
    };
  },
  stickersOf: ({ reactions }) => (reactions ?? []).flatMap(({ kind, message }) => (STICKERS.has(kind) ? message : [])),
  listed: conversationView,
  detailed: conversationView,
  messageViews(people, conversation) {
    const person = personOf(people, conversation === null ? [] : [conversation]);
    return (row, context) => messageView(row, person, context);
  },
  relations: {
    columns: ['reactions', 'replyTo', 'replyToKey', 'replyRange', 'replyPart'],
    views(people, conversation) {
      const person = personOf(people, conversation === null ? [] : [conversation]);
      return (row, original) => ({ reactions: reactionViews(row, person), replyTo: replyView(row, original) });
    },
  },
  systemMessageViews(people, conversations) {
    const person = personOf(people, conversations);
    return ({ isFromMe, sender: handle, account, announcement }) => {
      if (announcement === null) return null;
      const sender = person(isFromMe ?? false, handle, account);
      return { sender, announcement: announcementView(announcement, sender, person), call: null };
    };
  },
};

/** Resolves people by handle; for members of these conversations the canonical handle is known. */
function personOf(people: People, conversations: readonly ConversationRow[]) {
  const members = conversations.flatMap(({ participants }) => participants ?? []);
  const handleKeys = new Map(members.map(({ handle, handleKey }) => [handle, handleKey]));
  return (isFromMe: boolean, handle: string | null, account: string | null = null) =>
    people.sender(isFromMe, handle, account, handleKeys.get(handle ?? ''));
}

/** The conversations of Messages: iMessage, SMS and RCS. */
export const messagesSource = chatSource(app);
