import { type DeclaredChatRows, registry } from '../../../artifacts/registry.ts';
import type { ChatView } from '../../../contract/chat.ts';
import { handleKey } from '../../../model/handle.ts';
import type { ChatApp } from '../chat-app.ts';
import { type ChatSource, chatSource } from '../chat-source.ts';
import { chatTables } from '../chat-tables.ts';
import { emojiReactions } from '../emoji-reactions.ts';
import { callNoteView, eventView } from '../event-view.ts';
import { partnerOf, senderOf } from '../named-people.ts';
import { declaredCallSource } from './call-source.ts';
import { chatName, chatTitle, declaredChatView } from './chat-view.ts';
import { declaredMessageView, declaredReply } from './message-view.ts';

/** Maximum number of members in the view of a chat. */
const MAX_MEMBERS = 5000;
/** Maximum number of members in a search hit: titles have no more. */
const NAMED_MEMBERS = 3;

interface Types extends Omit<DeclaredChatRows, 'call'> {
  readonly entry: 'title' | 'handle' | 'partnerName' | 'chatId' | 'participants';
  readonly view: ChatView;
  readonly detail: ChatView;
}

function appOf({ id, title, chats }: (typeof registry)[number]): ChatApp<Types> | null {
  if (chats === undefined) return null;
  return {
    tables: chatTables(id, chats),
    entryColumns: ['title', 'handle', 'partnerName', 'chatId', 'participants'],
    plain: {
      id: 'messageId',
      times: ['sentAt', 'deliveredAt', 'readAt'],
      shared: [
        'account',
        'chat',
        'isFromMe',
        'sender',
        'senderName',
        'kind',
        'kindCode',
        'isStarred',
        'attachmentCount',
        'details',
      ],
      unseen: ['sourceFile', 'sourceRow'],
    },
    systemColumns: ['event', 'call'],
    entry(row, people) {
      const members = row.participants ?? [];
      const names = members.flatMap(({ handle, name }) => [people.nameOf(handle, undefined, name), handle]);
      const partner = partnerOf(row);
      const handles = members.map(({ handle }) => handleKey(handle));
      return {
        title: chatTitle(row, people),
        names: [row.title, row.partnerName, row.handle, ...names].filter((part) => part !== null),
        handleKeys: [...new Set([...(partner === null ? [] : [partner]), ...handles])],
        partner,
        partnerName: row.partnerName,
      };
    },
    name(row, people) {
      const name = chatName(row, people);
      const { participants, participantCount } = declaredChatView(title, row, people, null, NAMED_MEMBERS);
      return {
        title: chatTitle(row, people),
        name,
        members: name === null ? participants : [],
        memberCount: participantCount,
        isGroup: partnerOf(row) === null,
      };
    },
    listed: (row, people, last) => declaredChatView(title, row, people, last),
    detailed: (row, people, last) => declaredChatView(title, row, people, last, MAX_MEMBERS),
    messageViews: (people) => (row, context) => declaredMessageView(title, row, people, context),
    relations: {
      columns: ['reactions', 'replyTo', 'replyToKey', 'quoted'],
      views: (people) => (row, original) => ({
        reactions: emojiReactions(row.reactions, people),
        replyTo: declaredReply(row, original, people),
      }),
    },
    systemMessageViews: (people) => (row) => ({
      sender: senderOf(people, row),
      announcement: eventView(row, people),
      call: callNoteView(row),
    }),
    ...(chats.calls === null ? {} : { calls: declaredCallSource(id, title, chats.calls) }),
  };
}

/** The sources of all chat apps made by `defineChats`, in the order of the artifacts. */
export const declaredSources: readonly ChatSource[] = registry.flatMap((artifact) => {
  const app = appOf(artifact);
  return app === null ? [] : chatSource(app);
});
