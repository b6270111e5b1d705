import type { WhatsappChatDetailView, WhatsappChatView } from '../../contract/whatsapp.ts';
import { handleKey } from '../../model/handle.ts';
import type { ChatApp } from '../chats/chat-app.ts';
import { chatSource } from '../chats/chat-source.ts';
import { chatTables } from '../chats/chat-tables.ts';
import { emojiReactions } from '../chats/emoji-reactions.ts';
import { callNoteView, eventView } from '../chats/event-view.ts';
import { partnerOf, senderOf } from '../chats/named-people.ts';
import { whatsappCalls } from './call-source.ts';
import { detailedChat, listedChat, whatsappTitle } from './chat-view.ts';
import { mayHaveMarkup } from './markup.ts';
import { namedText, whatsappMessageView, whatsappReply } from './message-view.ts';
import type { WhatsappAttachmentRow, WhatsappChatRow, WhatsappMessageRow } from './rows.ts';

/** Maximum number of members to find a group by; WhatsApp allows 1,024. */
const MAX_MEMBERS = 2000;

interface Types {
  readonly chat: WhatsappChatRow;
  readonly entry: 'title' | 'subject' | 'handle' | 'jid' | 'participants';
  readonly message: WhatsappMessageRow;
  readonly attachment: WhatsappAttachmentRow;
  readonly view: WhatsappChatView;
  readonly detail: WhatsappChatDetailView;
}

const mayHaveMentions = (text: string): boolean => /@\d/.test(text);

const app: ChatApp<Types> = {
  tables: chatTables('whatsapp', {
    chats: 'whatsapp_chats',
    messages: 'whatsapp_messages',
    attachments: 'whatsapp_attachments',
    items: 'whatsapp_chat_items',
  }),
  entryColumns: ['title', 'subject', 'handle', 'jid', 'participants'],
  plain: {
    id: 'stanzaId',
    times: ['sentAt', 'storedAt'],
    shared: [
      'app',
      'chat',
      'isFromMe',
      'sender',
      'senderJid',
      'senderName',
      'kind',
      'typeCode',
      'textSource',
      'isStarred',
      'isViewOnce',
      'status',
      'statusCode',
      'flagsCode',
      'receipts',
      'attachmentCount',
    ],
    unseen: ['sourceKey', 'sort'],
    isText: (text) => !mayHaveMarkup(text),
  },
  systemColumns: ['event', 'call'],
  entry(row, people) {
    const title = whatsappTitle(row, people);
    const members = (row.participants ?? []).slice(0, MAX_MEMBERS);
    const names = members.flatMap(({ handle, name }) => [people.nameOf(handle, undefined, name), handle]);
    const partner = partnerOf(row);
    return {
      title,
      names: [row.title, row.subject, row.handle, ...names].filter((part) => part !== null),
      handleKeys: [
        ...new Set([...(partner === null ? [] : [partner]), ...members.map(({ handle }) => handleKey(handle))]),
      ],
      partner,
      partnerName: partner === null ? null : title,
    };
  },
  name(row, people) {
    const title = whatsappTitle(row, people);
    return { title, name: title, members: [], memberCount: 0, isGroup: partnerOf(row) === null };
  },
  lastWords: {
    isNeeded: mayHaveMentions,
    columns: ['key', 'text', 'mentions'],
    words: (people) => (row) => namedText(row, people),
  },
  listed: listedChat,
  detailed: detailedChat,
  messageViews: (people) => (row, context) => whatsappMessageView(row, people, context),
  relations: {
    columns: ['reactions', 'replyTo', 'replyToKey', 'quoted'],
    views: (people) => (row, original) => ({
      reactions: emojiReactions(row.reactions, people),
      replyTo: whatsappReply(row, original, people),
    }),
  },
  systemMessageViews: (people) => (row) => ({
    sender: senderOf(people, row),
    announcement: eventView(row, people),
    call: callNoteView(row),
  }),
  calls: whatsappCalls,
};

/** The chats of WhatsApp and WhatsApp Business. */
export const whatsappSource = chatSource(app);
