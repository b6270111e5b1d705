import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { photoLayoutQuery } from '../../api/photos.ts';
import { preferredPhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { filterOf, readPhotoSearch } from './photo-search.ts';

/** The photo library of a backup. */
export const photosRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'photos',
  validateSearch: readPhotoSearch,
  loaderDeps: ({ search: { show, album, person, area } }) => ({ show, album, person, area }),
  loader: ({ context: { queryClient }, params: { backupId }, deps }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    const { show, album, person, area } = deps;
    const search = {
      ...(show === undefined ? {} : { show }),
      ...(album === undefined ? {} : { album }),
      ...(person === undefined ? {} : { person }),
      ...(area === undefined ? {} : { area }),
    };
    const rule = preferredPhotoDayRule();
    if (rule !== null) void queryClient.prefetchQuery(photoLayoutQuery(backupId, filterOf(search), rule));
  },
}).lazy(() => import('./photos-screen.tsx').then(({ Route }) => Route));
