import type { SystemMessageView } from '../../contract/chat.ts';
import type { ConversationView } from '../../contract/messages.ts';
import { distinctPeople } from '../../locales/distinct-people.ts';
import type { People } from '../people/people.ts';
import { conversationName, conversationTitle, participantsOf } from './conversation-title.ts';
import type { ConversationRow } from './rows.ts';

/** A conversation; `last` is its newest message if that is a system message. */
export function conversationView(
  row: ConversationRow,
  people: People,
  last: SystemMessageView | null,
): ConversationView {
  const participants = participantsOf(row, people);
  return {
    key: String(row.key),
    title: conversationTitle(row, participants),
    name: conversationName(row, participants),
    kind: row.kind ?? 'orphaned',
    service: row.service,
    participants,
    participantCount: distinctPeople(participants).length,
    messageCount: row.messageCount ?? 0,
    unreadCount: null,
    firstAt: row.firstAt,
    lastAt: row.lastAt,
    lastText: row.lastText,
    lastGist: null,
    lastSystemMessage: last,
    isArchived: row.isArchived ?? false,
    isPinned: false,
    isMuted: false,
    photo: row.groupPhoto === null ? null : { fileID: row.groupPhoto, state: row.groupPhotoState ?? 'not-in-backup' },
    summary: row.chats?.findLast(({ summary }) => summary !== undefined)?.summary ?? null,
    draft: row.chats?.findLast(({ draft }) => draft !== undefined)?.draft ?? null,
    hasBackground: row.chats?.findLast(({ hasBackground }) => hasBackground !== undefined)?.hasBackground ?? null,
    isFiltered: row.isFiltered ?? false,
    chats: (row.chats ?? []).map(({ rowid, guid, service }) => ({ rowid, guid, service })),
  };
}
