import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { kindCountsQuery } from '../../api/kinds.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readEverythingSearch } from './everything-search.ts';

/** Every kind of record: `q` is a part of its name, `area` what it is about, `show` says whether it has to be there. */
export const everythingRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'everything',
  validateSearch: readEverythingSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(kindCountsQuery(backupId));
    void queryClient.prefetchQuery(backupQuery(backupId));
  },
}).lazy(() => import('./everything-screen.tsx').then(({ Route }) => Route));
