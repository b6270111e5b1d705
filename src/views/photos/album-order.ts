import { fold } from '../../model/fold.ts';
import { compare } from '../compare.ts';
import { keyPages } from '../paging/key-pages.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type CheckedFilter, filteredPhotos } from './photo-filter.ts';

/** Maximum number of photos that are sorted in memory; larger albums are in the order of time. */
const MAX_SORTED = 50_000;

/** A photo of an album, as it is sorted and laid out. */
export interface AlbumPhoto {
  readonly key: string;
  readonly createdAt: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Its place when the album is sorted by hand. */
  readonly position: number;
  readonly title: string;
}

const byTime = (a: AlbumPhoto, b: AlbumPhoto): number =>
  (a.createdAt ?? -Infinity) - (b.createdAt ?? -Infinity) || compare(a.key, b.key);

const ORDERS: Readonly<Partial<Record<string, (a: AlbumPhoto, b: AlbumPhoto) => number>>> = {
  manual: (a, b) => a.position - b.position || byTime(a, b),
  title: (a, b) => compare(a.title, b.title) || byTime(a, b),
  'oldest-first': byTime,
};

/**
 * The photos that pass a filter in the order of its album; null without an album, or if it is in the order of time, newest
 * first, like all photos.
 */
export function photosInAlbumOrder(
  ctx: ViewContext,
  scope: Scope,
  filter: CheckedFilter,
): Promise<readonly AlbumPhoto[] | null> {
  const order = ORDERS[filter.albumOrder ?? ''];
  if (order === undefined) return Promise.resolve(null);
  const { marked = null } = filter;
  const parts = [
    runOf(scope, 'photo_assets'),
    JSON.stringify({ ...filter, marked: marked === null ? null : [marked.keeps, ...marked.keys] }),
  ];
  return cachedForRuns(ctx, 'album-order', parts, async () => {
    const photos = await loadPhotos(ctx, scope, filter);
    return photos === null ? null : photos.toSorted(order);
  });
}

async function loadPhotos(ctx: ViewContext, scope: Scope, filter: CheckedFilter): Promise<AlbumPhoto[] | null> {
  const positions = new Map<string | null, number | null>();
  const members = keyPages('', (after, limit) =>
    rowsOf(ctx, scope, 'photo_album_assets')
      .select(['asset as key', 'position'])
      .where('album', '=', filter.album ?? '')
      .where('asset', '>', after)
      .orderBy('asset')
      .limit(limit)
      .execute(),
  );
  for await (const page of members) {
    for (const { key, position } of page) positions.set(key, position);
    if (positions.size > MAX_SORTED) return null;
  }
  const photos: AlbumPhoto[] = [];
  const pages = keyPages('', (after, limit) =>
    filteredPhotos(ctx, scope, filter)
      .select(['key', 'createdAt', 'width', 'height', 'title', 'originalFilename', 'filename'])
      .where('photo_assets.key', '>', after)
      .orderBy('photo_assets.key')
      .limit(limit)
      .execute(),
  );
  for await (const page of pages) {
    for (const { key, title, originalFilename, filename, ...photo } of page) {
      photos.push({
        key: key ?? '',
        ...photo,
        position: positions.get(key) ?? Infinity,
        title: fold(title ?? originalFilename ?? filename ?? ''),
      });
    }
  }
  return photos;
}
