import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type {
  PhotoAlbumView,
  PhotoDayView,
  PhotoLayoutDayView,
  PhotoPersonView,
  PhotoPlaceView,
  PhotoSummaryView,
  PhotoView,
} from '../../../src/contract/photos.ts';
import { startOfDay } from '../format/start-of-day.ts';
import { backupPath, request, withQuery } from './client.ts';

/** Which photos: parameters of the API that lists, layout and map share. */
export type PhotoFilter = Readonly<Record<string, string | number | boolean>>;

/** A page of photos with ways to go on in both directions. */
interface PhotoPage extends Page<PhotoSummaryView> {
  readonly previous: string | null;
}

/** A day of the layout: what of it the grid needs to place and to ask for its photos. */
export interface LayoutDay {
  /** `YYYY-MM-DD`; null for the photos whose day is not known. */
  readonly day: string | null;
  /** UTC milliseconds; 0 where the day is not known. */
  readonly newest: number;
  readonly oldest: number;
  readonly count: number;
}

/** The shapes of all photos that pass a filter, newest first. */
export interface PhotoLayout {
  readonly days: readonly LayoutDay[];
  /** Width by height in percent of every photo; 0 where it is not known. */
  readonly ratios: Uint16Array;
}

/** Photos of one request at most: the limit of the API. */
export const MAX_PAGE = 200;

/** Albums and people that are offered: a list to choose from that is longer helps nobody. */
const MAX_CHOICES = 1000;

/** How long photos stay in memory after they went out of view. */
const GRID_GC_MS = 15_000;

/** Nothing of an index changes but by another index run, which invalidates everything. */
const STALE_MS = 300_000;

/** Address of the photos of a backup, or of one. */
export const photosPath = (backup: string, ...parts: string[]): string =>
  backupPath(backup, 'artifacts', 'photos', ...parts);

/** The shapes of all photos, by days of `zone`. */
export function photoLayoutQuery(backup: string, filter: PhotoFilter, zone: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'layout', filter, zone],
    staleTime: STALE_MS,
    // Typed arrays are compared and merged element by element otherwise.
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<PhotoLayout> => {
      const days: PhotoLayoutDayView[] = [];
      let undated = '';
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const path = withQuery(photosPath(backup, 'layout'), { ...filter, timeZone: zone, cursor });
        const page = await request<Page<PhotoLayoutDayView> & { readonly undated: string }>(path, { signal });
        days.push(...page.items);
        ({ undated, next: cursor } = page);
      }
      return unpack(days, undated);
    },
  });
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

/** Some consecutive photos of a layout that one request brings. */
export interface PhotoChunk {
  /** Place of the first one in the layout. */
  readonly first: number;
  readonly count: number;
  /** UTC milliseconds, the newest one; null for photos without a time. */
  readonly newest: number | null;
  readonly oldest: number;
  /** Which page of its days it is: a day may have more photos than one request brings. */
  readonly page: number;
}

/** The photos of a chunk. Later pages of a large day ask for the earlier ones first: those know the way. */
export function photoChunkQuery(client: QueryClient, backup: string, filter: PhotoFilter, chunk: PhotoChunk) {
  const { first, newest, oldest, page } = chunk;
  return queryOptions({
    queryKey: ['photos', backup, 'chunk', filter, newest, oldest, page],
    staleTime: STALE_MS,
    gcTime: GRID_GC_MS,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<PhotoPage> => {
      const range = newest === null ? { order: 'oldest' } : { from: oldest, to: newest + 1 };
      let cursor: string | null | undefined;
      if (page > 0) {
        const before = { ...chunk, page: page - 1, first: first - MAX_PAGE };
        ({ next: cursor } = await client.ensureQueryData(photoChunkQuery(client, backup, filter, before)));
        if (cursor === null) return { items: [], next: null, previous: null };
      }
      return request<PhotoPage>(withQuery(photosPath(backup), { ...filter, ...range, limit: MAX_PAGE, cursor }), {
        signal,
      });
    },
  });
}

/** How many photos around the one in view are read at once. */
const NEIGHBOURS = 41;

/** The photos around one of them, further ones by pages in both directions. */
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

/** Everything about one photo. */
export function photoQuery(backup: string, key: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'one', key],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => request<PhotoView>(photosPath(backup, key), { signal }),
  });
}

/** How many photos of those that the library shows were taken on a day (`2024-03-31`) of a zone. */
export function photosOfDayQuery(backup: string, day: string, zone: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'of day', day, zone],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<number> => {
      const [from, to] = [startOfDay(day, zone), startOfDay(day, zone, 1)];
      const path = withQuery(photosPath(backup, 'days'), { library: true, from, to, timeZone: zone });
      const { items } = await request<Page<PhotoDayView>>(path, { signal });
      return items.reduce((sum, { count }) => sum + count, 0);
    },
  });
}

/** The albums that hold photos. */
export function photoAlbumsQuery(backup: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'albums'],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => readAll<PhotoAlbumView>(photosPath(backup, 'albums'), {}, signal),
  });
}

/** The people whom the phone recognised and somebody named. */
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

/** Points of one request at most: the limit of the API. */
const MAX_POINTS = 5000;

/** Where the photos that the library shows were taken, those that know. */
export function photoPlacesQuery(backup: string) {
  return queryOptions({
    queryKey: ['photos', backup, 'places'],
    staleTime: STALE_MS,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<readonly PhotoPlaceView[]> => {
      const points: PhotoPlaceView[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const path = withQuery(photosPath(backup, 'places'), { library: true, limit: MAX_POINTS, cursor });
        const page = await request<Page<PhotoPlaceView>>(path, { signal });
        points.push(...page.items);
        cursor = page.next;
      }
      return points;
    },
  });
}

/** The first photos of a filter: a look into an area of the map. */
export function photoPreviewQuery(backup: string, filter: PhotoFilter, limit: number) {
  return queryOptions({
    queryKey: ['photos', backup, 'preview', filter, limit],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => request<PhotoPage>(withQuery(photosPath(backup), { ...filter, limit }), { signal }),
  });
}
