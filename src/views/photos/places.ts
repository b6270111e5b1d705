import { z } from 'zod';
import type { Page } from '../../contract/common.ts';
import type { PhotoPlaceView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import type { TimelinePlace } from '../paging/timeline-pages.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { checkFilter, type PhotoFilter, photosThatPass } from './photo-filter.ts';
import { photosBeyond } from './photo-timeline.ts';

/** Rows of one query: more at once would hold up the event loop. */
const SLICE = 1000;

const PlaceCursor = z.tuple([z.number().nullable(), z.string()]);

/** Which points of the map to list. */
export interface PhotoPlaceQuery extends PhotoFilter {
  /** 1..5000 */
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * The photos that know where they were taken, newest first, undated ones last; as little of each as a map needs.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box)
 */
export async function listPhotoPlaces(
  ctx: ViewContext,
  backup: BackupId,
  { limit, cursor, ...filter }: PhotoPlaceQuery,
): Promise<Page<PhotoPlaceView>> {
  const scope = await scopeOf(ctx, backup);
  const checked = await checkFilter(ctx, scope, filter);
  const located = () =>
    photosThatPass(ctx, scope, checked).where('latitude', 'is not', null).where('longitude', 'is not', null);
  const points: PhotoPlaceView[] = [];
  for (let from = cursor === undefined ? null : placeOf(cursor); points.length <= limit; ) {
    const slice = await nextPoints(located, from, Math.min(SLICE, limit + 1 - points.length));
    points.push(...slice);
    const last = slice.at(-1);
    if (last === undefined) break;
    from = { at: last[3], key: last[0] };
  }
  const [key, , , at] = points[limit - 1] ?? ['', 0, 0, null];
  return { items: points.slice(0, limit), next: points.length > limit ? encodeCursor([at, key]) : null };
}

async function nextPoints(
  located: () => ReturnType<typeof photosThatPass>,
  from: TimelinePlace | null,
  limit: number,
): Promise<PhotoPlaceView[]> {
  const points: PhotoPlaceView[] = [];
  for (const range of photosBeyond(located, 'older', from)) {
    if (points.length === limit) break;
    const rows = await range
      .select(['photo_assets.key', 'latitude', 'longitude', 'createdAt'])
      .limit(limit - points.length)
      .execute();
    for (const { key, latitude, longitude, createdAt } of rows) {
      points.push([key ?? '', latitude ?? 0, longitude ?? 0, createdAt]);
    }
  }
  return points;
}

function placeOf(cursor: string): TimelinePlace {
  const [at, key] = decodeCursor(cursor, PlaceCursor);
  return { at, key };
}
