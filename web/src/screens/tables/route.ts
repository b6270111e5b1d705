import { createRoute } from '@tanstack/react-router';
import { tablesQuery } from '../../api/tables.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readTableSearch } from './table-search.ts';

/** Every table of the index: `t` is the one that is open, `r` a row of it. */
export const tablesRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'tables',
  validateSearch: readTableSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(tablesQuery(backupId));
  },
}).lazy(() => import('./tables-screen.tsx').then(({ Route }) => Route));
