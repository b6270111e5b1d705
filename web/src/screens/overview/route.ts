import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { overviewQuery } from '../../api/overview.ts';
import { BROWSER_ZONE } from '../../format/dates.ts';
import { preferredZone } from '../../preferences/preferred-zone.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readOverviewSearch } from './overview-search.ts';

/** Overview of a backup. */
export const overviewRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'overview',
  validateSearch: readOverviewSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    void queryClient.prefetchQuery(overviewQuery(backupId, preferredZone() ?? BROWSER_ZONE));
  },
}).lazy(() => import('./overview-screen.tsx').then(({ Route }) => Route));
