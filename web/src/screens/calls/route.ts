import { createRoute } from '@tanstack/react-router';
import { callQuery, callsQuery } from '../../api/calls.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { filterOf, readCallSearch } from './call-search.ts';

/** Calls: `log`, `kind`, `q` and `order` are filters, `c` is the open call. */
export const callsRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'calls',
  validateSearch: readCallSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps }) => {
    void queryClient.prefetchInfiniteQuery(callsQuery(backupId, deps.log, filterOf(deps)));
    if (deps.c !== undefined) void queryClient.prefetchQuery(callQuery(backupId, deps.log, deps.c));
  },
}).lazy(() => import('./calls-screen.tsx').then(({ Route }) => Route));
