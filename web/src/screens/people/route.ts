import { createRoute } from '@tanstack/react-router';
import { peopleQuery, personQuery } from '../../api/people.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readPersonSearch } from './person-search.ts';

/** People of a backup over all channels: `q` and `sort` are the filter, `p` is the open person. */
export const peopleRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'people',
  validateSearch: readPersonSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps: { q, sort, p } }) => {
    void queryClient.prefetchInfiniteQuery(peopleQuery(backupId, { q, sort }));
    if (p !== undefined) void queryClient.prefetchQuery(personQuery(backupId, p));
  },
}).lazy(() => import('./people-screen.tsx').then(({ Route }) => Route));
