import { handleKey } from '../../../model/handle.ts';
import { UnionFind } from '../../kit/union-find.ts';
import type { Chat } from './chats.ts';
import type { SourceChat } from './tables.ts';

/** Why a chat belongs to a conversation. */
type MergeReason = SourceChat['merged'];

/** Chats of one conversation by ROWID, each with the reason it was merged. */
export type ChatGroup = readonly { readonly chat: Chat; readonly merged: MergeReason }[];

/**
 * Groups chats into conversations: those that Apple's `chat_lookup` joins, and those with the same members. Otherwise
 * one person's chats on iMessage, SMS and RCS would be separate conversations, as would chats with their phone number
 * and e-mail address. Groups are merged by members only if their names are equal or both missing.
 *
 * @param chats by ascending ROWID
 * @param lookups sets of ROWIDs that belong together
 * @param personOf returns the person of a handle, by its canonical form
 * @returns in the order of the lowest ROWID of each
 */
export function mergeChats(
  chats: readonly Chat[],
  lookups: Iterable<readonly number[]>,
  personOf: (chat: Chat) => readonly string[],
): ChatGroup[] {
  const sets = new UnionFind(chats.length);
  const reasons = chats.map((): MergeReason => 'first');
  const join = (a: number, b: number, reason: MergeReason): void => {
    if (chats[a]?.kind !== chats[b]?.kind || !sets.union(a, b)) return;
    const later = Math.max(a, b);
    if (reasons[later] === 'first') reasons[later] = reason;
  };

  const positions = new Map(chats.map((chat, position) => [chat.rowid, position]));
  for (const lookup of lookups) {
    const known = lookup.map((rowid) => positions.get(rowid)).filter((position) => position !== undefined);
    for (const position of known.slice(1)) join(known[0] as number, position, 'lookup');
  }
  const firstWithMembers = new Map<string, number>();
  chats.forEach((chat, position) => {
    const members = membersKey(chat, personOf(chat));
    if (members === null) return;
    const first = firstWithMembers.get(members);
    if (first === undefined) firstWithMembers.set(members, position);
    else join(first, position, 'participants');
  });

  const groups = new Map<number, { chat: Chat; merged: MergeReason }[]>();
  chats.forEach((chat, position) => {
    const root = sets.find(position);
    const member = { chat, merged: root === position ? 'first' : (reasons[position] ?? 'participants') } as const;
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [member]);
    else group.push({ ...member, merged: member.merged === 'first' ? 'participants' : member.merged });
  });
  return [...groups.values()];
}

/** Equal for chats with the same members; null for a chat without known members. */
function membersKey(chat: Chat, people: readonly string[]): string | null {
  if (people.length === 0) {
    if (chat.kind === 'group' || chat.identifier === null) return null;
    return JSON.stringify(['direct', handleKey(chat.identifier)]);
  }
  const members = [...new Set(people)].sort();
  return JSON.stringify(chat.kind === 'group' ? ['group', chat.displayName, ...members] : ['direct', ...members]);
}
