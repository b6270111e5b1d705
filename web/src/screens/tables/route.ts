import { createRoute } from '@tanstack/react-router';
import { tablesQuery } from '../../api/tables.ts';
import { loadSchemaWords } from '../../i18n/schema.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readTableSearch } from './table-search.ts';

/** Every table of the index: `t` is the one that is open, `r` a row of it. */
export const tablesRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'tables',
  validateSearch: readTableSearch,
  loader: async ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(tablesQuery(backupId));
    await loadSchemaWords();
  },
}).lazy(() => import('./tables-screen.tsx').then(({ Route }) => Route));
