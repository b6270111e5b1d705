import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { photoLayoutQuery } from '../../api/photos.ts';
import { preferredPhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { chosenBy, filterOf, readPhotoSearch } from './photo-search.ts';

/** The photo library of a backup. */
export const photosRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'photos',
  validateSearch: readPhotoSearch,
  loaderDeps: ({ search }) => chosenBy(search),
  loader: ({ context: { queryClient }, params: { backupId }, deps }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    const rule = preferredPhotoDayRule();
    if (rule !== null) void queryClient.prefetchQuery(photoLayoutQuery(backupId, filterOf(deps), rule));
  },
}).lazy(() => import('./photos-screen.tsx').then(({ Route }) => Route));
