import type { RowOf } from '../../../model/columns.ts';
import type { messageConversations } from './tables.ts';

type Row = RowOf<typeof messageConversations>;

/**
 * Merges the rows of a conversation from two slices: counts are added, and the excerpt comes from the newest message.
 * Of two messages at the same time the one with the higher ROWID is newer, as in one pass.
 */
export function mergeConversations(one: Row, other: Row): Row {
  const newest = isNewer(other, one) ? other : one;
  return {
    ...newest,
    messageCount: (one.messageCount ?? 0) + (other.messageCount ?? 0),
    firstAt: earliest(one.firstAt, other.firstAt),
  };
}

function isNewer(one: Row, other: Row): boolean {
  if (one.lastMessage === null || other.lastMessage === null) return other.lastMessage === null;
  const [time, otherTime] = [one.lastAt ?? 0, other.lastAt ?? 0];
  return time === otherTime ? one.lastMessage > other.lastMessage : time > otherTime;
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
