import type { Direction, TimelinePlace, TimelineReader } from '../paging/timeline-pages.ts';
import { parseRowKey } from '../row-key.ts';
import type { ViewContext } from '../types.ts';
import { chatItems, rowsOf } from './chat-rows.ts';
import type { ChatPlace } from './chat-tables.ts';

/** Reads the messages of one chat along its clustered index: the same cost anywhere in a chat of a million. */
export class ChatTimeline implements TimelineReader {
  readonly #ctx: ViewContext;
  readonly #place: ChatPlace;
  /** When messages were recently deleted from the chat, of those that were read so far, by key. */
  readonly deletedAt = new Map<string, number>();

  constructor(ctx: ViewContext, place: ChatPlace) {
    this.#ctx = ctx;
    this.#place = place;
  }

  async read(direction: Direction, from: TimelinePlace | null, limit: number): Promise<TimelinePlace[]> {
    const order = direction === 'newer' ? 'asc' : 'desc';
    const ranges = from === null ? [this.#items()] : this.#beyond(direction, from);
    const rows = await Promise.all(
      ranges.map((range) => range.orderBy('row.at', order).orderBy('row.message', order).limit(limit).execute()),
    );
    return rows
      .flat()
      .slice(0, limit)
      .map((row) => this.#placeOf(row));
  }

  /** The place of a message is the time at which it was sent. */
  async find(key: string): Promise<TimelinePlace | null> {
    const message = parseRowKey(key);
    if (message === null) return null;
    const sent = await rowsOf(this.#ctx, this.#place, this.#place.tables.messages)
      .select('row.sentAt')
      .where('row.key', '=', message)
      .executeTakeFirst();
    if (sent === undefined) return null;
    const at = sent.sentAt ?? 0;
    const row = await this.#items().where('row.at', '=', at).where('row.message', '=', message).executeTakeFirst();
    return row === undefined ? null : this.#placeOf(row);
  }

  /**
   * What lies beyond a place: the rest of its moment, then all other moments. As one comparison of pairs it would be read
   * from the start of the moment on, and a hostile chat has a million messages in one.
   */
  #beyond(direction: Direction, { at, key }: TimelinePlace) {
    const operator = direction === 'newer' ? '>' : '<';
    const message = key === '' ? Number.MIN_SAFE_INTEGER : (parseRowKey(key) ?? Number.MAX_SAFE_INTEGER);
    return [
      this.#items()
        .where('row.at', '=', at ?? 0)
        .where('row.message', operator, message),
      this.#items().where('row.at', operator, at ?? 0),
    ];
  }

  #items() {
    return chatItems(this.#ctx, this.#place)
      .select(['row.at', 'row.message'])
      .$if(this.#place.tables.hasDeletions, (items) => items.select('row.deletedAt'));
  }

  #placeOf({ at, message, deletedAt }: { at: number; message: number; deletedAt?: number | null }): TimelinePlace {
    const key = String(message);
    if (typeof deletedAt === 'number') this.deletedAt.set(key, deletedAt);
    return { at, key };
  }
}
