import { integer, time } from '../../model/columns.ts';
import type { PagedList } from '../paging/paged-list.ts';
import { pagedRows } from '../paging/paged-rows.ts';
import { parseRowKey } from '../row-key.ts';
import type { ViewContext } from '../types.ts';
import { type ChatItemsPlace, chatItems, rowsOf } from './chat-rows.ts';

/** A message as a chat shows it. */
export interface ChatItem {
  /** UTC milliseconds; 0 when not known. */
  readonly at: number;
  /** Key of the message. */
  readonly message: number;
  /** When it was moved to Recently Deleted, if the app records that. */
  readonly deletedAt?: number | null;
}

/** The messages of one chat by its clustered index: pages cost the same anywhere in a chat of a million messages. */
export function pagedMessages(ctx: ViewContext, place: ChatItemsPlace): PagedList<ChatItem> {
  return pagedRows({
    name: `${place.tables.items} ${place.chat}`,
    rows: () => chatItems(ctx, place),
    order: { sort: 'at', key: ['message'], nulls: 'none' },
    columns: { at: time(), message: integer() },
    positionOf: ({ at, message }) => [at, message],
    read: (range, limit) => selectItems(range, place).limit(limit).execute(),
  });
}

/** Finds a message of the chat by key, using its sent time for the index; null if it is not in the chat. */
export async function findMessage(ctx: ViewContext, place: ChatItemsPlace, key: string): Promise<ChatItem | null> {
  const message = parseRowKey(key);
  if (message === null) return null;
  const sent = await rowsOf(ctx, place, place.tables.messages)
    .select('row.sentAt')
    .where('row.key', '=', message)
    .executeTakeFirst();
  if (sent === undefined) return null;
  const itself = chatItems(ctx, place)
    .where('row.at', '=', sent.sentAt ?? 0)
    .where('row.message', '=', message);
  return (await selectItems(itself, place).executeTakeFirst()) ?? null;
}

function selectItems(rows: ReturnType<typeof chatItems>, { tables }: ChatItemsPlace) {
  return rows.select(['row.at', 'row.message']).$if(tables.hasDeletions, (items) => items.select('row.deletedAt'));
}
