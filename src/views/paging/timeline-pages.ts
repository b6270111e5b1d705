import { z } from 'zod';
import { DomainError } from '../../model/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** A place on a line of records: time, then key. Records without a time are the oldest. */
export interface TimelinePlace {
  readonly at: number | null;
  readonly key: string;
}

/** Where time goes from a place. */
export type Direction = 'older' | 'newer';

/** Reads along one line of records. */
export interface TimelineReader {
  /** Up to `limit` records beyond `from`, the nearest first; null is the end from which `direction` leads inwards. */
  read(direction: Direction, from: TimelinePlace | null, limit: number): Promise<readonly TimelinePlace[]>;
  /** The record with this key; null where it is not on the line. */
  find(key: string): Promise<TimelinePlace | null>;
}

/** Which part of a line to show. Of `cursor`, `around` and `at` the first one given counts. */
export interface TimelineQuery {
  /** 1..200 */
  readonly limit: number;
  readonly order: 'oldest' | 'newest';
  readonly cursor?: string;
  /** Key of the record to stand in the middle. */
  readonly around?: string;
  /** UTC milliseconds: begin with the first record from then on (`oldest`), or until then (`newest`). */
  readonly at?: number;
}

/** Part of a line in the asked order: `next` goes on, `previous` back. */
export interface TimelinePage {
  readonly keys: readonly string[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** Some records, oldest first, and whether there are more on either side. */
interface Rows {
  readonly items: readonly TimelinePlace[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

const PlaceCursor = z.tuple([z.enum(['older', 'newer']), z.number().nullable(), z.string()]);

/** Sorts after every key there is, and none of them is empty. */
const LAST_KEY = '\u{10ffff}';

/** Reads one page of a line, in either order, from either end or from anywhere. @throws BAD_REQUEST (cursor), NOT_FOUND (`around`) */
export async function readTimelinePage(reader: TimelineReader, query: TimelineQuery): Promise<TimelinePage> {
  const { items, hasOlder, hasNewer } = await readRows(reader, query);
  const [oldest, newest] = [items[0], items.at(-1)];
  const older = hasOlder && oldest !== undefined ? encodeCursor(['older', oldest.at, oldest.key]) : null;
  const newer = hasNewer && newest !== undefined ? encodeCursor(['newer', newest.at, newest.key]) : null;
  const keys = items.map(({ key }) => key);
  return query.order === 'oldest'
    ? { keys, next: newer, previous: older }
    : { keys: keys.toReversed(), next: older, previous: newer };
}

async function readRows(reader: TimelineReader, { order, limit, cursor, around, at }: TimelineQuery): Promise<Rows> {
  if (cursor !== undefined) {
    const [direction, time, key] = decodeCursor(cursor, PlaceCursor);
    return onwards(reader, direction, { at: time, key }, limit);
  }
  if (around !== undefined) return rowsAround(reader, around, limit);
  if (order === 'oldest') return onwards(reader, 'newer', at === undefined ? null : { at, key: '' }, limit);
  return onwards(reader, 'older', at === undefined ? null : { at, key: LAST_KEY }, limit);
}

async function onwards(
  reader: TimelineReader,
  direction: Direction,
  from: TimelinePlace | null,
  limit: number,
): Promise<Rows> {
  const found = await reader.read(direction, from, limit + 1);
  const page = found.slice(0, limit);
  const hasMore = found.length > limit;
  // What lies behind, from the first of the page: a place that nothing stands at is behind nothing.
  const first = page[0] ?? from;
  const behind = first === null || from === null ? [] : await reader.read(opposite(direction), first, 1);
  return direction === 'newer'
    ? { items: page, hasOlder: behind.length > 0, hasNewer: hasMore }
    : { items: page.toReversed(), hasOlder: hasMore, hasNewer: behind.length > 0 };
}

/** The record in the middle, as far as there is enough on both sides. */
async function rowsAround(reader: TimelineReader, key: string, limit: number): Promise<Rows> {
  const middle = await reader.find(key);
  if (middle === null) throw new DomainError('NOT_FOUND', 'There is no record with this key in this list.');
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

function opposite(direction: Direction): Direction {
  return direction === 'newer' ? 'older' : 'newer';
}
