import { PHOTO_TRAITS } from '../../contract/photo-traits.ts';
import type { PhotoFacetsView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { filteredPhotos } from './photo-filter.ts';
import { TRAIT_RULES } from './traits.ts';

/** Maximum number of apps and editors, those with most photos first. */
const MAX_APPS = 100;

/** What photos of the library can be filtered by, with the number of photos of each. @throws BACKUP_NOT_FOUND */
export async function countPhotoFacets(ctx: ViewContext, backup: BackupId): Promise<PhotoFacetsView> {
  const scope = await scopeOf(ctx, backup);
  return cachedForRuns(ctx, 'photo-facets', [runOf(scope, 'photo_assets')], () => countFacets(ctx, scope));
}

async function countFacets(ctx: ViewContext, scope: Scope): Promise<PhotoFacetsView> {
  const photos = () => filteredPhotos(ctx, scope, { library: true });
  const [counts, apps, editors] = await Promise.all([
    photos()
      .select(({ fn }) =>
        PHOTO_TRAITS.map((trait) => {
          const { column, value } = TRAIT_RULES[trait];
          const count = fn.countAll<number>();
          const shown =
            value === undefined ? count.filterWhere(column, 'is not', null) : count.filterWhere(column, '=', value);
          return shown.as(trait);
        }),
      )
      .executeTakeFirstOrThrow(),
    photos()
      .where('sourceApp', 'is not', null)
      .select(({ fn }) => ['sourceApp', fn.max('sourceAppName').as('name'), fn.countAll<number>().as('count')])
      .groupBy('sourceApp')
      .orderBy('count', 'desc')
      .orderBy('sourceApp')
      .limit(MAX_APPS)
      .execute(),
    photos()
      .where('editor', 'is not', null)
      .select(({ fn }) => ['editor', fn.countAll<number>().as('count')])
      .groupBy('editor')
      .orderBy('count', 'desc')
      .orderBy('editor')
      .limit(MAX_APPS)
      .execute(),
  ]);
  return {
    traits: PHOTO_TRAITS.map((trait) => ({ trait, count: counts[trait] })).filter(({ count }) => count > 0),
    apps: apps.map(({ sourceApp, name, count }) => ({ app: sourceApp ?? '', name, count })),
    editors: editors.map(({ editor, count }) => ({ editor: editor ?? '', count })),
  };
}
