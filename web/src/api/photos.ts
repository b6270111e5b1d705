import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type {
  PhotoAlbumView,
  PhotoDayView,
  PhotoFacetsView,
  PhotoLayoutDayView,
  PhotoPersonView,
  PhotoPlaceView,
  PhotoSummaryView,
  PhotoView,
} from '../../../src/contract/photos.ts';
import type { PhotoDayRule } from '../format/photo-zone.ts';
import { backupPath, request, withQuery } from './client.ts';

/** Photo filter: parameters shared by list, layout and map. */
export type PhotoFilter = Readonly<Record<string, string | number | boolean>>;

/** A page of photos with cursors for both directions. */
interface PhotoPage extends Page<PhotoSummaryView> {
  readonly previous: string | null;
}

/** A day of the layout, as the grid needs it. */
export interface LayoutDay {
  /** `YYYY-MM-DD`; null for photos of unknown date, and for all of an album in its own order. */
  readonly day: string | null;
  /** True for all photos of an album in its own order. */
  readonly isAlbum?: true;
  /** UTC milliseconds; 0 if the date is unknown. */
  readonly newest: number;
  readonly oldest: number;
  readonly count: number;
}

/** Aspect ratios of all photos of a filter, newest first. */
export interface PhotoLayout {
  readonly days: readonly LayoutDay[];
  /** Width by height in percent of every photo; 0 if unknown. */
  readonly ratios: Uint16Array;
}

/** Maximum number of photos per request: the limit of the API. */
export const MAX_PAGE = 200;

/** Maximum number of albums and people to choose from. */
const MAX_CHOICES = 1000;

/** Cache time of photos out of view. */
const GRID_GC_MS = 15_000;

/** An index only changes by an index run, which invalidates all queries. */
const STALE_MS = 300_000;

const DAY_MS = 86_400_000;

/** API path of the photos of a backup, or of one photo. */
export const photosPath = (backup: string, ...parts: string[]): string =>
  backupPath(backup, 'artifacts', 'photos', ...parts);

/** Aspect ratios of all photos, by day. */
export function photoLayoutQuery(backup: string, filter: PhotoFilter, rule: PhotoDayRule) {
  return queryOptions({
    queryKey: ['photos', backup, 'layout', filter, rule],
    staleTime: STALE_MS,
    // The same photos stay the same object: what was chosen of them stays chosen when they are requested again.
    structuralSharing: (before, now) =>
      before !== undefined && isSameLayout(before as PhotoLayout, now as PhotoLayout) ? before : now,
    queryFn: async ({ signal }): Promise<PhotoLayout> => {
      const days: PhotoLayoutDayView[] = [];
      let undated = '';
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const path = withQuery(photosPath(backup, 'layout'), { ...filter, ...rule, cursor });
        const page = await request<Page<PhotoLayoutDayView> & { readonly undated: string }>(path, { signal });
        days.push(...page.items);
        ({ undated, next: cursor } = page);
      }
      const photos = unpack(days, undated);
      return filter['order'] === 'album' && days.length === 0
        ? { ...photos, days: photos.days.map((day) => ({ ...day, isAlbum: true })) }
        : photos;
    },
  });
}

function isSameLayout(one: PhotoLayout, other: PhotoLayout): boolean {
  return (
    one.ratios.length === other.ratios.length &&
    one.ratios.every((ratio, index) => ratio === other.ratios[index]) &&
    JSON.stringify(one.days) === JSON.stringify(other.days)
  );
}

function unpack(days: readonly PhotoLayoutDayView[], undated: string): PhotoLayout {
  const parts = days.map(({ ratios }) => ratios.split(','));
  const last = undated === '' ? [] : undated.split(',');
  const ratios = new Uint16Array(parts.reduce((sum, { length }) => sum + length, last.length));
  let at = 0;
  for (const part of [...parts, last]) for (const ratio of part) ratios[at++] = Math.min(Number(ratio), 10_000);
  const counted: LayoutDay[] = days.map(({ day, newest, oldest }, index) => {
    return { day, newest, oldest, count: parts[index]?.length ?? 0 };
  });
  if (last.length > 0) counted.push({ day: null, newest: 0, oldest: 0, count: last.length });
  return { days: counted, ratios };
}

/** Consecutive photos of a layout, loaded by one request. */
export interface PhotoChunk {
  /** Index of the first one in the layout. */
  readonly first: number;
  readonly count: number;
  /** Time of the newest photo in UTC milliseconds; null for photos of unknown date. */
  readonly newest: number | null;
  readonly oldest: number;
  /** Its first and last local day, `YYYY-MM-DD`; null for photos of unknown date. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** True if it is a part of an album in its own order. */
  readonly isAlbum?: true;
  /** Page within its days: a day can have more photos than a request. */
  readonly page: number;
}

/** The photos of a chunk. Later pages of a large day need the cursor of the earlier ones, which are loaded first. */
export function photoChunkQuery(
  client: QueryClient,
  backup: string,
  filter: PhotoFilter,
  rule: PhotoDayRule,
  chunk: PhotoChunk,
) {
  const { first, newest, oldest, page, fromDay, toDay, isAlbum = false } = chunk;
  return queryOptions({
    queryKey: ['photos', backup, 'chunk', filter, rule, fromDay, toDay, newest, oldest, page, isAlbum],
    staleTime: STALE_MS,
    gcTime: GRID_GC_MS,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<PhotoPage> => {
      const range = isAlbum
        ? {}
        : newest === null
          ? { order: 'oldest' }
          : { from: oldest, to: newest + 1, fromDay, toDay, ...rule };
      let cursor: string | null | undefined;
      if (page > 0) {
        const before = { ...chunk, page: page - 1, first: first - MAX_PAGE };
        ({ next: cursor } = await client.ensureQueryData(photoChunkQuery(client, backup, filter, rule, before)));
        if (cursor === null) return { items: [], next: null, previous: null };
      }
      return request<PhotoPage>(withQuery(photosPath(backup), { ...filter, ...range, limit: MAX_PAGE, cursor }), {
        signal,
      });
    },
  });
}

/** Number of photos loaded around the one in view. */
const NEIGHBOURS = 41;

/** The photos around one of them, with more pages in both directions. */
export function neighboursQuery(backup: string, filter: PhotoFilter, key: string) {
  return infiniteQueryOptions({
    queryKey: ['photos', backup, 'around', filter, key],
    staleTime: STALE_MS,
    gcTime: GRID_GC_MS,
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const place = pageParam === null ? { around: key } : { cursor: pageParam };
      return request<PhotoPage>(withQuery(photosPath(backup), { ...filter, ...place, limit: NEIGHBOURS }), { signal });
    },
    getNextPageParam: ({ next }) => next,
    getPreviousPageParam: ({ previous }) => previous,
  });
}

/** All details of a photo. */
export function photoQuery(backup: string, key: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'one', key],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => request<PhotoView>(photosPath(backup, key), { signal }),
  });
}

/** Number of photos in the library taken on a local day (`2024-03-31`). */
export function photosOfDayQuery(backup: string, day: string, rule: PhotoDayRule) {
  return queryOptions({
    queryKey: ['photos', backup, 'of day', day, rule],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<number> => {
      // Local days lie within a day of that in UTC; the limits are found by index.
      const [from, to] = [Date.parse(day) - DAY_MS, Date.parse(day) + 2 * DAY_MS];
      const path = withQuery(photosPath(backup, 'days'), {
        library: true,
        from,
        to,
        fromDay: day,
        toDay: day,
        ...rule,
      });
      const { items } = await request<Page<PhotoDayView>>(path, { signal });
      return items.reduce((sum, { count }) => sum + count, 0);
    },
  });
}

/** Albums with photos. */
export function photoAlbumsQuery(backup: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'albums'],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => readAll<PhotoAlbumView>(photosPath(backup, 'albums'), {}, signal),
  });
}

/** Traits, apps and editors of the photos in the library. */
export function photoFacetsQuery(backup: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'facets'],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => request<PhotoFacetsView>(photosPath(backup, 'facets'), { signal }),
  });
}

/** Named people recognised by the phone. */
export function photoPeopleQuery(backup: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'people'],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => readAll<PhotoPersonView>(photosPath(backup, 'people'), { named: true }, signal),
  });
}

async function readAll<T>(path: string, query: PhotoFilter, signal: AbortSignal): Promise<readonly T[]> {
  const all: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null && all.length < MAX_CHOICES; ) {
    const page: Page<T> = await request<Page<T>>(withQuery(path, { ...query, limit: MAX_PAGE, cursor }), { signal });
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

/** Maximum number of points per request: the limit of the API. */
const MAX_POINTS = 5000;

/** Places of photos in the library that have one; of one person, if given. */
export function photoPlacesQuery(backup: string, person?: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'places', ...(person === undefined ? [] : [person])],
    staleTime: STALE_MS,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<readonly PhotoPlaceView[]> => {
      const points: PhotoPlaceView[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const path = withQuery(photosPath(backup, 'places'), { library: true, person, limit: MAX_POINTS, cursor });
        const page = await request<Page<PhotoPlaceView>>(path, { signal });
        points.push(...page.items);
        cursor = page.next;
      }
      return points;
    },
  });
}

/** The first photos of a filter, for an area of the map. */
export function photoPreviewQuery(backup: string, filter: PhotoFilter, limit: number) {
  return queryOptions({
    queryKey: ['photos', backup, 'preview', filter, limit],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => request<PhotoPage>(withQuery(photosPath(backup), { ...filter, limit }), { signal }),
  });
}
