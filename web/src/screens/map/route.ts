import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { photoPlacesQuery } from '../../api/photos.ts';
import { placesQuery } from '../../api/places.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { textParam } from '../../search-params.ts';

/** Where photos were taken, and what else names a place. `at`: `latitude,longitude,zoom` in view; `area`: the box whose contents are listed. */
export const mapRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'map',
  validateSearch: (raw) => ({ ...textParam(raw, 'at'), ...textParam(raw, 'area') }),
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    void queryClient.prefetchQuery(photoPlacesQuery(backupId));
    void queryClient.prefetchQuery(placesQuery(backupId));
  },
}).lazy(() => import('./map-screen.tsx').then(({ Route }) => Route));
