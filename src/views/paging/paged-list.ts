import { z } from 'zod';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** Position of an item in a list: the values of the sort columns, ending with its key. */
export type Position = readonly (string | number | null)[];

/** Direction in which a list is read. */
export type Direction = 'asc' | 'desc';

/** Result of one read. */
export interface ReadResult<T> {
  /** In reading order. */
  readonly items: readonly T[];
  /** Set if the read reached its scan limit before finding enough items. */
  readonly stoppedAt?: Position;
}

/** An ordered list that can be read from any position in either direction. */
export interface PagedList<T> {
  /** Part of its cursors, to reject cursors of other lists. */
  readonly name: string;
  positionOf(item: T): Position;
  /** Validates a position from a cursor, which is untrusted. */
  isPosition(position: Position): boolean;
  /** Items of one query; 1000 when absent, as more would hold up other requests. */
  readonly atOnce?: number;
  /**
   * Up to `limit` items after a position in reading direction, from the start if null. A position without a key precedes
   * all items with the same sort values.
   */
  read(direction: Direction, from: Position | null, limit: number): Promise<ReadResult<T>>;
}

/** Query of a page. Of `cursor`, `around` and `from`, the first one given is used. */
export interface PageQuery<T> {
  readonly limit: number;
  /** Default: `asc`. */
  readonly order?: Direction;
  readonly cursor?: string | undefined;
  /** Item in the middle of the page. */
  readonly around?: T | undefined;
  /** Start position. */
  readonly from?: Position | undefined;
}

/** A page in the requested order: `next` continues in this order, `previous` in the opposite direction. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly previous: string | null;
}

const ITEMS_AT_ONCE = 1000;

const AnyCursor = z.tuple([z.string(), z.enum(['asc', 'desc'])], z.union([z.string(), z.number(), z.null()]));

/** A page with forward paging only: `previous` is null. @throws BAD_REQUEST (cursor) */
export async function readPage<T>(list: PagedList<T>, query: PageQuery<T>): Promise<ListPage<T>> {
  const { direction, from } = startOf(list, query);
  const { items, next } = await readOnwards(list, direction, from, query.limit);
  return { items, next, previous: null };
}

/** A page with paging in both directions. @throws BAD_REQUEST (cursor) */
export async function readPageBothWays<T>(list: PagedList<T>, query: PageQuery<T>): Promise<ListPage<T>> {
  const { order = 'asc', limit, cursor, around } = query;
  if (cursor === undefined && around !== undefined) return readAround(list, around, order, limit);
  const { direction, from } = startOf(list, query);
  const { items, next } = await readOnwards(list, direction, from, limit);
  const first = items[0];
  const behind =
    first === undefined || from === null ? [] : (await list.read(opposite(direction), list.positionOf(first), 1)).items;
  const back =
    first === undefined || behind.length === 0 ? null : cursorAt(list, opposite(direction), list.positionOf(first));
  return direction === order
    ? { items, next, previous: back }
    : { items: items.toReversed(), next: back, previous: next };
}

function startOf<T>(
  list: PagedList<T>,
  { order = 'asc', cursor, from }: PageQuery<T>,
): { direction: Direction; from: Position | null } {
  if (cursor === undefined) return { direction: order, from: from ?? null };
  const [name, direction, ...position] = decodeCursor(cursor, AnyCursor);
  if (name === list.name && list.isPosition(position)) return { direction, from: position };
  throw new DomainError('BAD_REQUEST', msg('detail.cursor-of-another-list'));
}

async function readOnwards<T>(list: PagedList<T>, direction: Direction, from: Position | null, limit: number) {
  const found: T[] = [];
  let stoppedAt: Position | undefined;
  for (let position = from; found.length <= limit && stoppedAt === undefined; ) {
    const wanted = Math.min(list.atOnce ?? ITEMS_AT_ONCE, limit + 1 - found.length);
    const reading = await list.read(direction, position, wanted);
    found.push(...reading.items);
    stoppedAt = reading.stoppedAt;
    const last = reading.items.at(-1);
    if (last === undefined || reading.items.length < wanted) break;
    position = list.positionOf(last);
  }
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const end = found.length > limit && last !== undefined ? list.positionOf(last) : stoppedAt;
  return { items, next: end === undefined ? null : cursorAt(list, direction, end) };
}

/** A page with `around` in the middle, unless one side has too few items. */
async function readAround<T>(list: PagedList<T>, around: T, order: Direction, limit: number): Promise<ListPage<T>> {
  const middle = list.positionOf(around);
  const [{ items: lower }, { items: higher }] = await Promise.all([
    list.read('desc', middle, limit),
    list.read('asc', middle, limit),
  ]);
  const wanted = Math.max(Math.floor((limit - 1) / 2), limit - 1 - higher.length);
  const before = lower.slice(0, wanted);
  const after = higher.slice(0, limit - 1 - before.length);
  const items = [...before.toReversed(), around, ...after];
  const [first = around, last = around] = [items[0], items.at(-1)];
  const down = lower.length > before.length ? cursorAt(list, 'desc', list.positionOf(first)) : null;
  const up = higher.length > after.length ? cursorAt(list, 'asc', list.positionOf(last)) : null;
  return order === 'asc'
    ? { items, next: up, previous: down }
    : { items: items.toReversed(), next: down, previous: up };
}

function cursorAt<T>({ name }: PagedList<T>, direction: Direction, position: Position): string {
  return encodeCursor([name, direction, ...position]);
}

function opposite(direction: Direction): Direction {
  return direction === 'asc' ? 'desc' : 'asc';
}
