import { z } from 'zod';
import type { SearchPage, SearchRequest } from '../../storage/index.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import type { ViewContext } from '../types.ts';

const DirectionCursor = z.tuple([z.enum(['on', 'back']), z.string()]);

/** A page of hits by time, with cursors for both directions. @throws BAD_REQUEST (cursor) */
export async function searchBothWays(
  ctx: ViewContext,
  request: Omit<SearchRequest, 'cursor' | 'back'>,
  cursor: string | undefined,
): Promise<SearchPage> {
  const [way, place] = cursor === undefined ? ['on', undefined] : decodeCursor(cursor, DirectionCursor);
  const page = await ctx.store.search.find({
    ...request,
    back: way === 'back',
    ...(place === undefined ? {} : { cursor: place }),
  });
  return {
    ...page,
    next: page.next === null ? null : encodeCursor(['on', page.next]),
    previous: page.previous === null ? null : encodeCursor(['back', page.previous]),
  };
}
