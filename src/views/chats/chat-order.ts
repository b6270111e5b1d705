import { z } from 'zod';
import { compare } from '../compare.ts';
import { decodeCursor } from '../paging/cursor.ts';
import type { ChatEntry } from './chat-directory.ts';

/** Orders of a list of chats: newest message first, by title, most messages first. */
export type ChatSort = 'recent' | 'title' | 'messages';

/** What the entries of a list are compared by. */
type Place = Pick<ChatEntry, 'key' | 'sortTitle' | 'messageCount' | 'lastAt'>;

/** One order of chats, and how a place in it becomes a cursor. */
export interface ChatOrder {
  readonly compare: (a: Place, b: Place) => number;
  readonly place: (cursor: string) => Place;
  readonly cursor: (entry: Place | undefined) => (string | number | null)[];
}

const RecentPlace = z.tuple([z.literal('recent'), z.number().nullable(), z.number()]);
const MessagesPlace = z.tuple([z.literal('messages'), z.number(), z.number()]);
const TitlePlace = z.tuple([z.literal('title'), z.string(), z.number()]);

const NOWHERE: Place = { key: 0, sortTitle: '', messageCount: 0, lastAt: null };

/** Every order of chats. */
export const CHAT_ORDERS: Readonly<Record<ChatSort, ChatOrder>> = {
  recent: {
    compare: (a, b) => (b.lastAt ?? -Infinity) - (a.lastAt ?? -Infinity) || b.key - a.key,
    place(cursor) {
      const [, lastAt, key] = decodeCursor(cursor, RecentPlace);
      return { ...NOWHERE, lastAt, key };
    },
    cursor: ({ lastAt, key } = NOWHERE) => ['recent', lastAt, key],
  },
  title: {
    compare: (a, b) => compare(a.sortTitle, b.sortTitle) || a.key - b.key,
    place(cursor) {
      const [, sortTitle, key] = decodeCursor(cursor, TitlePlace);
      return { ...NOWHERE, sortTitle, key };
    },
    cursor: ({ sortTitle, key } = NOWHERE) => ['title', sortTitle, key],
  },
  messages: {
    compare: (a, b) => b.messageCount - a.messageCount || a.key - b.key,
    place(cursor) {
      const [, messageCount, key] = decodeCursor(cursor, MessagesPlace);
      return { ...NOWHERE, messageCount, key };
    },
    cursor: ({ messageCount, key } = NOWHERE) => ['messages', messageCount, key],
  },
};

/** Up to `limit` entries beyond the cursor, in this order. @throws BAD_REQUEST (a cursor of another order) */
export function entriesBeyond<E extends Place>(
  entries: readonly E[],
  order: ChatOrder,
  limit: number,
  cursor: string | undefined,
): E[] {
  const start = cursor === undefined ? null : order.place(cursor);
  return entries
    .filter((entry) => start === null || order.compare(entry, start) > 0)
    .toSorted(order.compare)
    .slice(0, limit);
}
