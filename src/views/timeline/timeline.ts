import { z } from 'zod';
import type { TimelineDaysView, TimelinePageView } from '../../contract/timeline.ts';
import type { BackupId } from '../../model/ids.ts';
import { parseQuery } from '../../storage/index.ts';
import { scopesOf } from '../all-scopes.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { cachedForRuns } from '../run-cache.ts';
import { hitViews } from '../search/hit-view.ts';
import type { ViewContext } from '../types.ts';
import { activityOf } from './activity.ts';
import { dayName, dayViews, FIRST_MS } from './local-days.ts';

/** Of what a timeline consists. */
export interface TimelineFilter {
  /** All backups when absent. */
  readonly backup?: BackupId | readonly BackupId[];
  /** Words of `type:`; all types when absent. */
  readonly type?: string | readonly string[];
}

/** Which part of a timeline to show. Of `cursor` and `at` the first one given counts. */
export interface TimelineRequest extends TimelineFilter {
  /** `newest` first when absent. */
  readonly order?: 'newest' | 'oldest';
  /** UTC milliseconds: begin with what was until then (`newest`), or from then on (`oldest`). */
  readonly at?: number;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

const TimelineCursor = z.tuple([z.enum(['on', 'back']), z.string()]);

const list = <T extends string>(value: T | readonly T[] | undefined): readonly T[] | null =>
  value === undefined ? null : typeof value === 'string' ? [value] : value;

/** A page of everything that has a time, over all backups or some. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor) */
export async function timeline(ctx: ViewContext, request: TimelineRequest): Promise<TimelinePageView> {
  const { order = 'newest', at, limit, cursor } = request;
  const asked = list(request.backup);
  const scopes = await scopesOf(ctx, asked);
  const [direction, place] = cursor === undefined ? ['on', undefined] : decodeCursor(cursor, TimelineCursor);
  const page = await ctx.store.search.find({
    query: { ...parseQuery(''), types: [...(list(request.type) ?? [])], after: FIRST_MS },
    sort: order,
    limit,
    back: direction === 'back',
    ...(asked === null ? {} : { backups: asked }),
    ...(place === undefined ? {} : { cursor: place }),
    ...(at === undefined ? {} : { at }),
  });
  return {
    items: await hitViews(ctx, page.items, scopes),
    next: page.next === null ? null : encodeCursor(['on', page.next]),
    previous: page.previous === null ? null : encodeCursor(['back', page.previous]),
  };
}

/** How much a timeline has on each day or in each month. @throws BACKUP_NOT_FOUND, BAD_REQUEST (time zone) */
export async function timelineDays(
  ctx: ViewContext,
  { timeZone, unit, ...filter }: TimelineFilter & { readonly timeZone: string; readonly unit: 'day' | 'month' },
): Promise<TimelineDaysView> {
  const types = list(filter.type)?.map((type) => type.toLowerCase()) ?? null;
  const scopes = [...(await scopesOf(ctx, list(filter.backup))).values()];
  const runs = scopes.flatMap((scope) => [...scope.runs.values()]);
  const wanted = types === null ? null : JSON.stringify(types.toSorted());
  return cachedForRuns(ctx, 'timeline-days', [...runs, unit, timeZone, wanted], async () => {
    const days = new Map<number, number>();
    let undated = 0;
    for (const scope of scopes) {
      for (const runId of scope.runs.values()) {
        for (const { type, day, count } of await activityOf(ctx, scope, runId, timeZone)) {
          if (types?.includes(type.toLowerCase()) === false) continue;
          if (day === null) undated += count;
          else add(days, unit === 'day' ? day : firstOfMonth(day), count);
        }
      }
    }
    return { items: dayViews(days, timeZone), next: null, undated };
  });
}

function add(days: Map<number, number>, day: number, count: number): void {
  days.set(day, (days.get(day) ?? 0) + count);
}

function firstOfMonth(day: number): number {
  return day - Number(dayName(day).slice(8)) + 1;
}
