import { createRoute } from '@tanstack/react-router';
import { backupsQuery } from '../../api/backups.ts';
import { searchFacetsQuery, searchQuery } from '../../api/search.ts';
import { rootRoute } from '../../routes/root.tsx';
import { hasQuestion, readSearchSearch } from './search-search.ts';
import { zonedSearch } from './zoned-search.ts';

/** Search in the index: `q` is the search text, the others are filters. */
export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'search',
  validateSearch: readSearchSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(backupsQuery);
    if (!hasQuestion(deps)) return;
    void queryClient.prefetchInfiniteQuery(searchQuery(zonedSearch(deps)));
    void queryClient.prefetchQuery(searchFacetsQuery(zonedSearch(deps)));
  },
}).lazy(() => import('./search-screen.tsx').then(({ Route }) => Route));
