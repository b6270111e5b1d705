import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { overviewQuery } from '../../api/overview.ts';
import { BROWSER_ZONE } from '../../format/dates.ts';
import { preferredZone } from '../../preferences/zone.tsx';
import { backupRoute } from '../../routes/backup.tsx';
import { wholeParam } from '../../search-params.ts';

/** A backup at a glance. `year` is the one whose activity is shown. */
export const overviewRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'overview',
  validateSearch: (raw) => wholeParam(raw, 'year'),
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    void queryClient.prefetchQuery(overviewQuery(backupId, preferredZone() ?? BROWSER_ZONE));
  },
}).lazy(() => import('./overview-screen.tsx').then(({ Route }) => Route));
