import type { TimelineDaysView, TimelinePageView } from '../../contract/timeline.ts';
import type { BackupId } from '../../model/ids.ts';
import type { Area } from '../../model/kind.ts';
import { parseQuery } from '../../storage/index.ts';
import { scopesOf } from '../all-scopes.ts';
import { cachedForRuns } from '../run-cache.ts';
import { hitViews } from '../search/hit-view.ts';
import { SEARCHABLE, selectKinds } from '../search/kind-filter.ts';
import { searchBothWays } from '../search/search-pages.ts';
import type { ViewContext } from '../types.ts';
import { activityOf } from './activity.ts';
import { dayName, dayViews, FIRST_MS } from './local-days.ts';

/** Filter of a timeline. */
export interface TimelineFilter {
  /** Default: all backups. */
  readonly backup?: BackupId | readonly BackupId[];
  /** Ids of kinds. Default: all kinds. */
  readonly type?: string | readonly string[];
  /** Areas of kinds. Default: all areas. */
  readonly area?: Area | readonly Area[];
  /** False to exclude kinds whose time is that of another record. */
  readonly echoes?: boolean;
}

/** Query of a page of a timeline. Of `cursor` and `at`, the first one given is used. */
export interface TimelineRequest extends TimelineFilter {
  /** Default: `newest` first. */
  readonly order?: 'newest' | 'oldest';
  /** UTC milliseconds: starts at or before this time (`newest`) or at or after it (`oldest`). */
  readonly at?: number;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** Kinds whose time is that of another record. */
const ECHOES = SEARCHABLE.filter(({ echoes }) => echoes === true).map(({ id }) => id);

const list = <T extends string>(value: T | readonly T[] | undefined): readonly T[] | null =>
  value === undefined ? null : typeof value === 'string' ? [value] : value;

/** Ids of the kinds of a filter; null for all. */
function wantedKinds({ type, area }: TimelineFilter): readonly string[] | null {
  return selectKinds({ types: list(type) ?? [], areas: list(area) ?? [] }).kinds;
}

/** A page of all records with a time. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor) */
export async function timeline(ctx: ViewContext, request: TimelineRequest): Promise<TimelinePageView> {
  const { order = 'newest', at, limit, cursor } = request;
  const backups = list(request.backup);
  const scopes = await scopesOf(ctx, backups);
  const kinds = wantedKinds(request);
  if (kinds?.length === 0) return { items: [], next: null, previous: null };
  const searchRequest = {
    query: {
      ...parseQuery(''),
      types: kinds ?? [],
      excludedTypes: request.echoes === false ? ECHOES : [],
      after: FIRST_MS,
    },
    sort: order,
    limit,
    ...(backups === null ? {} : { backups }),
    ...(at === undefined ? {} : { at }),
  };
  const { items, next, previous } = await searchBothWays(ctx, searchRequest, cursor);
  return { items: await hitViews(ctx, items, scopes), next, previous };
}

/** Number of records of a timeline per day or month. @throws BACKUP_NOT_FOUND, BAD_REQUEST (time zone) */
export async function timelineDays(
  ctx: ViewContext,
  { timeZone, unit, ...filter }: TimelineFilter & { readonly timeZone: string; readonly unit: 'day' | 'month' },
): Promise<TimelineDaysView> {
  const kinds = wantedKinds(filter);
  const isWanted = (kind: string): boolean =>
    (kinds?.includes(kind) ?? true) && !(filter.echoes === false && ECHOES.includes(kind));
  const scopes = [...(await scopesOf(ctx, list(filter.backup))).values()];
  const runs = scopes.flatMap((scope) => [...scope.runs.values()]);
  const wanted = JSON.stringify([kinds?.toSorted() ?? null, filter.echoes ?? true]);
  return cachedForRuns(ctx, 'timeline-days', [...runs, unit, timeZone, wanted], async () => {
    const days = new Map<number, number>();
    let undated = 0;
    for (const scope of scopes) {
      for (const runId of scope.runs.values()) {
        for (const { type, day, count } of await activityOf(ctx, scope, runId, timeZone)) {
          if (!isWanted(type)) continue;
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
