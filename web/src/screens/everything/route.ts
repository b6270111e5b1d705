import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { kindCountsQuery } from '../../api/kinds.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readEverythingSearch } from './everything-search.ts';

/** All record kinds: `q` is part of a name, `area` filters by area, `show` by presence of records. */
export const everythingRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'everything',
  validateSearch: readEverythingSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(kindCountsQuery(backupId));
    void queryClient.prefetchQuery(backupQuery(backupId));
  },
}).lazy(() => import('./everything-screen.tsx').then(({ Route }) => Route));
