import type { DeclaredChatRows } from '../../../artifacts/registry.ts';
import type { ChatView, SystemMessageView } from '../../../contract/chat.ts';
import type { People } from '../../people/people.ts';
import { namedPerson } from '../named-people.ts';

type ChatRow = DeclaredChatRows['chat'];

/** The columns that determine the title of a chat. */
export type NamedChat = Pick<ChatRow, 'kind' | 'title' | 'handle' | 'partnerName' | 'chatId' | 'participants'>;

/** Maximum number of member names in the title of an unnamed group. */
const NAMED = 3;
/** Maximum number of members of a chat in a list. */
const LISTED_MEMBERS = 10;

/** Name of the group or of the other person; null if the title is made of the members' names. */
export function chatName({ title, kind, handle, partnerName }: NamedChat, people: People): string | null {
  if (kind === 'direct' && handle !== null) return people.withHandle(handle, undefined, partnerName).name;
  return title;
}

/** Title of the chat: its name, else the names of its members, else its id. */
export function chatTitle(row: NamedChat, people: People): string {
  const names = (row.participants ?? []).slice(0, NAMED).map((member) => namedPerson(people, member).name);
  const more = (row.participants?.length ?? 0) - names.length;
  const members = names.length === 0 ? null : [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return chatName(row, people) ?? members ?? row.title ?? row.chatId ?? 'Unknown';
}

/** A chat of a declared app with up to `members` members; `last` is its newest message if it is a system message. */
export function declaredChatView(
  app: string,
  row: ChatRow,
  people: People,
  last: SystemMessageView | null,
  members: number = LISTED_MEMBERS,
): ChatView {
  const participants = row.participants ?? [];
  return {
    key: String(row.key),
    title: chatTitle(row, people),
    name: chatName(row, people),
    kind: row.kind ?? 'unknown',
    service: app,
    participants: participants.slice(0, members).map((member) => namedPerson(people, member)),
    participantCount: participants.length,
    messageCount: row.messageCount ?? 0,
    unreadCount: row.unreadCount,
    firstAt: row.firstAt,
    lastAt: row.lastAt,
    lastText: row.lastText,
    lastGist: null,
    lastSystemMessage: last,
    isArchived: row.isArchived ?? false,
    isPinned: row.isPinned ?? false,
    isMuted: row.isMuted ?? false,
    photo: row.photo === null ? null : { fileID: row.photo, state: 'present' },
  };
}
