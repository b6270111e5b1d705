import { createRoute } from '@tanstack/react-router';
import { tablesQuery } from '../../api/tables.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readTableSearch } from './table-search.ts';

/** Tables of the index: `t` is the open table, `r` the open row. */
export const tablesRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'tables',
  validateSearch: readTableSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(tablesQuery(backupId));
  },
}).lazy(() => import('./tables-screen.tsx').then(({ Route }) => Route));
