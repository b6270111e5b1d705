import type { SystemMessageView } from '../../contract/chat.ts';
import type { WhatsappChatDetailView, WhatsappChatView } from '../../contract/whatsapp.ts';
import { namedPerson } from '../chats/named-people.ts';
import type { People } from '../people/people.ts';
import type { WhatsappChatRow } from './rows.ts';

/** Maximum number of members of a chat in a list. */
const LISTED_MEMBERS = 10;
/** Maximum number of members in the view of a chat; WhatsApp allows 1,024. */
const MAX_MEMBERS = 5000;

/** Title of a chat: the contact's name for a direct chat, else the name in WhatsApp. */
export function whatsappTitle(
  row: Pick<WhatsappChatRow, 'kind' | 'title' | 'subject' | 'handle' | 'jid'>,
  people: People,
): string {
  if (row.kind === 'direct' && row.handle !== null) return people.nameOf(row.handle, undefined, row.title);
  if (row.kind === 'status') return row.title ?? 'Status';
  return row.title ?? row.subject ?? row.jid ?? 'Unknown';
}

/** A chat in a list; `last` is its newest message if that is a system message. */
export function listedChat(row: WhatsappChatRow, people: People, last: SystemMessageView | null): WhatsappChatView {
  return chatView(row, people, last, LISTED_MEMBERS);
}

/** A chat with all its members. */
export function detailedChat(
  row: WhatsappChatRow,
  people: People,
  last: SystemMessageView | null,
): WhatsappChatDetailView {
  return {
    ...chatView(row, people, last, MAX_MEMBERS),
    subject: row.subject,
    about: row.about,
    owner: row.owner === null ? null : people.withHandle(row.owner),
    createdAt: row.createdAt,
    draft: row.draft,
    disappearingSeconds: row.disappearingSeconds,
    liveLocationUntil: row.liveLocationUntil,
    sessions: (row.sessions ?? []).map((session) => ({ ...session })),
  };
}

function chatView(
  row: WhatsappChatRow,
  people: People,
  last: SystemMessageView | null,
  members: number,
): WhatsappChatView {
  const participants = (row.participants ?? []).slice(0, members).map((member) => ({
    ...namedPerson(people, member),
    isAdmin: member.isAdmin,
    isActive: member.isActive,
  }));
  // Direct chats have no member rows.
  const other =
    participants.length === 0 && row.kind === 'direct' && row.handle !== null
      ? [{ ...namedPerson(people, { handle: row.handle, name: row.title }), isAdmin: false, isActive: true }]
      : participants;
  return {
    key: String(row.key),
    title: whatsappTitle(row, people),
    name: whatsappTitle(row, people),
    kind: row.kind ?? 'unknown',
    service: row.app,
    participants: other,
    participantCount: Math.max(other.length, row.participants?.length ?? 0),
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
    photo:
      row.photoState === null || row.photoState === 'no-path' ? null : { fileID: row.photo, state: row.photoState },
    jid: row.jid,
    isHidden: row.isHidden ?? false,
    isRemoved: row.isRemoved ?? false,
    isBlocked: row.isBlocked ?? false,
    mutedUntil: row.mutedUntil,
  };
}
