import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { photoPlacesQuery } from '../../api/photos.ts';
import { placesQuery } from '../../api/places.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readMapSearch } from './map-search.ts';

/** Map of photos and other records with a place. */
export const mapRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'map',
  validateSearch: readMapSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    void queryClient.prefetchQuery(photoPlacesQuery(backupId));
    void queryClient.prefetchQuery(placesQuery(backupId));
  },
}).lazy(() => import('./map-screen.tsx').then(({ Route }) => Route));
