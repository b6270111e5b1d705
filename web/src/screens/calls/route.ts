import { createRoute } from '@tanstack/react-router';
import { callQuery, callsQuery } from '../../api/calls.ts';
import { BROWSER_ZONE } from '../../format/dates.ts';
import { preferredZone } from '../../preferences/preferred-zone.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { filterOf, readCallSearch } from './call-search.ts';

/** Calls: `log`, `kind`, `time`, `q` and `order` are filters, `c` is the open call. */
export const callsRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'calls',
  validateSearch: readCallSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps }) => {
    void queryClient.prefetchInfiniteQuery(
      callsQuery(backupId, deps.log, filterOf(deps, preferredZone() ?? BROWSER_ZONE)),
    );
    if (deps.c !== undefined) void queryClient.prefetchQuery(callQuery(backupId, deps.log, deps.c));
  },
}).lazy(() => import('./calls-screen.tsx').then(({ Route }) => Route));
