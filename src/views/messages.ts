import { z } from 'zod';
import type { Page } from '../contract/common.ts';
import type { MessageView } from '../contract/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { loadMessages } from './message-rows.ts';
import { peopleOf } from './people.ts';
import { parseRowKey } from './row-key.ts';
import { type Scope, scopeOf } from './scope.ts';
import type { ViewContext } from './types.ts';

/** Order of the messages on a page. */
export type MessageOrder = 'oldest' | 'newest';

/** Which messages of a conversation to show. Of `cursor`, `around` and `at` the first one given counts. */
export interface MessageQuery {
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  /** `oldest` first when absent. */
  readonly order?: MessageOrder;
  /** Key of a message to stand in the middle. */
  readonly around?: string;
  /** UTC milliseconds: begin with the first message from then on (`oldest`), or until then (`newest`). */
  readonly at?: number;
}

/** A page within a conversation: `next` goes on in the asked order, `previous` back. */
export type MessagePage = Page<MessageView> & { readonly previous: string | null };

/** Where time goes from a place in a conversation. */
type Direction = 'older' | 'newer';

/** A place in a conversation: time, then key. */
interface Place {
  readonly at: number;
  readonly message: number;
}

interface ItemRow extends Place {
  readonly deletedAt: number | null;
}

const PlaceCursor = z.tuple([z.enum(['older', 'newer']), z.number(), z.number()]);

/**
 * A page of a conversation, read along its clustered index.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such conversation, or `around` is not in it), BAD_REQUEST (cursor)
 */
export async function listMessages(
  ctx: ViewContext,
  backup: BackupId,
  conversationKey: string,
  query: MessageQuery,
): Promise<MessagePage> {
  const scope = await scopeOf(ctx, backup);
  const conversation = await findConversation(ctx, scope, conversationKey);
  const order = query.order ?? 'oldest';
  const rows = await readPage(new ItemReader(ctx, scope, conversation.key), query, order);
  const [oldest, newest] = [rows.items[0], rows.items.at(-1)];
  const older = rows.hasOlder && oldest !== undefined ? encodeCursor(['older', oldest.at, oldest.message]) : null;
  const newer = rows.hasNewer && newest !== undefined ? encodeCursor(['newer', newest.at, newest.message]) : null;
  const sorted = order === 'oldest' ? rows.items : rows.items.toReversed();
  const items = await loadMessages(
    ctx,
    scope,
    sorted.map(({ message, deletedAt }) => ({ message, deletedAt, conversation: conversation.key })),
    await peopleOf(ctx, scope),
    conversation.handleKeys,
  );
  return order === 'oldest' ? { items, next: newer, previous: older } : { items, next: older, previous: newer };
}

/** One message. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getMessage(ctx: ViewContext, backup: BackupId, key: string): Promise<MessageView> {
  const scope = await scopeOf(ctx, backup);
  const message = parseRowKey(key);
  if (message !== null && scope.messages !== null) {
    const people = await peopleOf(ctx, scope);
    const [view] = await loadMessages(ctx, scope, [{ message }], people, new Map());
    if (view !== undefined) return view;
  }
  throw new DomainError('NOT_FOUND', 'There is no message with this key.');
}

/** Some rows of a conversation, oldest first, and whether there are more on either side. */
interface Rows {
  readonly items: readonly ItemRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

async function readPage(reader: ItemReader, query: MessageQuery, order: MessageOrder): Promise<Rows> {
  const { limit, at } = query;
  if (query.cursor !== undefined) {
    const [direction, at, message] = decodeCursor(query.cursor, PlaceCursor);
    return onwards(reader, direction, { at, message }, limit);
  }
  if (query.around !== undefined) return around(reader, query.around, limit);
  if (order === 'oldest') {
    return onwards(reader, 'newer', at === undefined ? null : { at, message: Number.MIN_SAFE_INTEGER }, limit);
  }
  return onwards(reader, 'older', at === undefined ? null : { at, message: Number.MAX_SAFE_INTEGER }, limit);
}

/** The nearest beyond `from`; null is the end of the conversation from which `direction` leads into it. */
async function onwards(reader: ItemReader, direction: Direction, from: Place | null, limit: number): Promise<Rows> {
  const [found, isBehind] = await Promise.all([
    reader.read(direction, from, limit + 1),
    from === null ? false : reader.exists(direction === 'newer' ? 'older' : 'newer', from),
  ]);
  const hasMore = found.length > limit;
  const page = found.slice(0, limit);
  return direction === 'newer'
    ? { items: page, hasOlder: isBehind, hasNewer: hasMore }
    : { items: page.toReversed(), hasOlder: hasMore, hasNewer: isBehind };
}

/** The message in the middle, as far as there is enough on both sides. */
async function around(reader: ItemReader, key: string, limit: number): Promise<Rows> {
  const middle = await reader.find(parseRowKey(key));
  if (middle === null) throw new DomainError('NOT_FOUND', 'There is no message with this key in this conversation.');
  const [older, newer] = await Promise.all([reader.read('older', middle, limit), reader.read('newer', middle, limit)]);
  const wantedOlder = Math.max(Math.floor((limit - 1) / 2), limit - 1 - newer.length);
  const before = older.slice(0, wantedOlder);
  const after = newer.slice(0, limit - 1 - before.length);
  return {
    items: [...before.toReversed(), middle, ...after],
    hasOlder: older.length > before.length,
    hasNewer: newer.length > after.length,
  };
}

/** Reads the items of one conversation by their primary key (conversation, at, message). */
class ItemReader {
  readonly #ctx: ViewContext;
  readonly #scope: Scope;
  readonly #conversation: number;

  constructor(ctx: ViewContext, scope: Scope, conversation: number) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#conversation = conversation;
  }

  /** Up to `limit` items beyond `from`, the nearest first. */
  async read(direction: Direction, from: Place | null, limit: number): Promise<ItemRow[]> {
    const order = direction === 'newer' ? 'asc' : 'desc';
    const ranges = from === null ? [this.#items()] : this.#beyond(direction, from);
    const rows = await Promise.all(
      ranges.map((range) => range.orderBy('at', order).orderBy('message', order).limit(limit).execute()),
    );
    return rows.flat().slice(0, limit).map(itemOf);
  }

  /** True when there is something at `from` or beyond it. */
  async exists(direction: Direction, from: Place): Promise<boolean> {
    const itself = this.#items().where('at', '=', from.at).where('message', '=', from.message);
    const ranges = [itself, ...this.#beyond(direction, from)];
    const rows = await Promise.all(ranges.map((range) => range.limit(1).execute()));
    return rows.flat().length > 0;
  }

  /** The item of a message: its place is the time at which it was sent. */
  async find(message: number | null): Promise<ItemRow | null> {
    if (message === null) return null;
    const sent = await this.#ctx.store.read
      .selectFrom('messages')
      .select('sentAt')
      .where('backupId', '=', this.#scope.backupId)
      .where('runId', '=', this.#scope.messages ?? 0)
      .where('key', '=', message)
      .executeTakeFirst();
    if (sent === undefined) return null;
    const items = this.#items()
      .where('at', '=', sent.sentAt ?? 0)
      .where('message', '=', message);
    const row = await items.executeTakeFirst();
    return row === undefined ? null : itemOf(row);
  }

  /**
   * What lies beyond a place: the rest of its moment, then all other moments. As one comparison of pairs it would be read
   * from the start of the moment on, and a hostile conversation has a million messages in one.
   */
  #beyond(direction: Direction, { at, message }: Place) {
    const operator = direction === 'newer' ? '>' : '<';
    return [
      this.#items().where('at', '=', at).where('message', operator, message),
      this.#items().where('at', operator, at),
    ];
  }

  #items() {
    return this.#ctx.store.read
      .selectFrom('message_conversation_items')
      .select(['at', 'message', 'deletedAt'])
      .where('backupId', '=', this.#scope.backupId)
      .where('runId', '=', this.#scope.messages ?? 0)
      .where('conversation', '=', this.#conversation);
  }
}

function itemOf(row: { at: number | null; message: number | null; deletedAt: number | null }): ItemRow {
  return { at: row.at ?? 0, message: row.message ?? 0, deletedAt: row.deletedAt };
}

async function findConversation(
  { store }: ViewContext,
  { backupId, messages }: Scope,
  key: string,
): Promise<{ key: number; handleKeys: ReadonlyMap<string, string> }> {
  const rowKey = parseRowKey(key);
  const row =
    rowKey === null || messages === null
      ? undefined
      : await store.read
          .selectFrom('message_conversations')
          .select('participants')
          .where('backupId', '=', backupId)
          .where('runId', '=', messages)
          .where('key', '=', rowKey)
          .executeTakeFirst();
  if (row === undefined || rowKey === null) {
    throw new DomainError('NOT_FOUND', 'There is no conversation with this key.');
  }
  return {
    key: rowKey,
    handleKeys: new Map((row.participants ?? []).map(({ handle, handleKey }) => [handle, handleKey])),
  };
}
