import { describe, expect, it } from 'vitest';
import { NO_PROPERTIES } from './chat-properties.ts';
import type { Chat } from './chats.ts';
import { mergeChats } from './merge-chats.ts';

function chat(rowid: number, people: string, more: Partial<Chat> = {}): Chat {
  const members = people.split('').map((id, index) => ({ rowid: index + 1, id, key: id, person: id, service: null }));
  return {
    rowid,
    guid: `guid ${rowid}`,
    kind: people.length > 1 ? 'group' : 'direct',
    identifier: null,
    service: null,
    displayName: null,
    isArchived: false,
    filter: null,
    properties: NO_PROPERTIES,
    members,
    ...more,
  };
}

/** The merged chats as `rowid:reason`, one conversation per line. */
function merge(chats: readonly Chat[], lookups: readonly (readonly number[])[] = []): string[] {
  const groups = mergeChats(chats, lookups, ({ members }) => members.map(({ person }) => person));
  return groups.map((group) => group.map(({ chat, merged }) => `${chat.rowid}:${merged}`).join(' '));
}

describe('mergeChats', () => {
  it('merges the chats with one person on several services', () => {
    expect(merge([chat(1, 'a'), chat(2, 'b'), chat(5, 'a')])).toEqual(['1:first 5:participants', '2:first']);
  });

  it('merges groups with the same members in any order', () => {
    expect(merge([chat(1, 'abc'), chat(2, 'cab'), chat(3, 'ab')])).toEqual(['1:first 2:participants', '3:first']);
  });

  it('does not merge a named group with an unnamed one or one with another name', () => {
    const named = { displayName: 'Climbing' };
    expect(merge([chat(1, 'abc'), chat(2, 'abc', named), chat(3, 'abc', { displayName: 'Trip' })])).toHaveLength(3);
    expect(merge([chat(1, 'abc', named), chat(2, 'abc', named)])).toHaveLength(1);
  });

  it('does not merge a group of one person with the chat with them', () => {
    expect(merge([chat(1, 'a'), chat(2, 'a', { kind: 'group' })])).toHaveLength(2);
  });

  it('follows chat_lookup transitively', () => {
    const chats = [chat(1, 'a'), chat(2, 'b'), chat(3, 'c'), chat(4, 'd')];
    expect(
      merge(chats, [
        [3, 2],
        [99, 1],
        [2, 1],
      ]),
    ).toEqual(['1:first 2:lookup 3:lookup', '4:first']);
    expect(merge([chat(1, 'ab'), chat(2, 'a')], [[1, 2]])).toHaveLength(2);
  });

  it('uses the identifier of a direct chat without members, and never merges empty groups', () => {
    const lost = (rowid: number): Chat => chat(rowid, '', { identifier: '+15551234567' });
    expect(merge([lost(1), lost(2)])).toEqual(['1:first 2:participants']);
    expect(merge([chat(1, '', { kind: 'group' }), chat(2, '', { kind: 'group' })])).toHaveLength(2);
  });
});
