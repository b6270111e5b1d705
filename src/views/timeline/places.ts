import { kinds } from '../../artifacts/kinds.ts';
import type { Page } from '../../contract/common.ts';
import type { PlaceView } from '../../contract/places.ts';
import type { BackupId } from '../../model/ids.ts';
import { parseQuery } from '../../storage/index.ts';
import { scopeOf } from '../scope.ts';
import { hitViews } from '../search/hit-view.ts';
import type { ViewContext } from '../types.ts';

/** Kinds with a separate, more compact list of points, because there may be a hundred thousand. */
const WITHOUT = kinds.filter(({ ownMapLayer }) => ownMapLayer === true).map(({ id }) => id);

/**
 * Records with a location, except kinds with their own map layer; newest first.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor)
 */
export async function listPlaces(
  ctx: ViewContext,
  backup: BackupId,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<Page<PlaceView>> {
  const scope = await scopeOf(ctx, backup);
  const page = await ctx.store.search.find({
    query: { ...parseQuery('has:location'), excludedTypes: WITHOUT },
    backups: [backup],
    sort: 'newest',
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  });
  const hits = await hitViews(ctx, page.items, new Map([[backup, scope]]));
  const points = new Map(page.items.map(({ type, ref, payload }) => [`${type} ${ref}`, payload]));
  const items = hits.flatMap((hit) => {
    const { latitude, longitude, locationName } = points.get(`${hit.type} ${hit.ref}`) ?? {};
    if (typeof latitude !== 'number' || typeof longitude !== 'number') return [];
    return { ...hit, latitude, longitude, locationName: typeof locationName === 'string' ? locationName : null };
  });
  return { items, next: page.next };
}
