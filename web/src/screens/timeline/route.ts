import { createRoute } from '@tanstack/react-router';
import { backupsQuery } from '../../api/backups.ts';
import { timelineMonthsQuery, timelineQuery } from '../../api/timeline.ts';
import { BROWSER_ZONE } from '../../format/dates.ts';
import { preferredZone } from '../../preferences/preferred-zone.ts';
import { rootRoute } from '../../routes/root.tsx';
import { startOf } from './start-of.ts';
import { filterOf, readTimelineSearch } from './timeline-search.ts';

/** All indexed records by time. */
export const timelineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'timeline',
  validateSearch: readTimelineSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps, cause }) => {
    // The URL follows the user's scrolling.
    if (cause === 'stay') return;
    const filter = filterOf(deps);
    void queryClient.prefetchQuery(timelineMonthsQuery(filter, preferredZone() ?? BROWSER_ZONE));
    // The start depends on the list of backups, which is usually cached.
    const { backups } = await queryClient.ensureQueryData(backupsQuery);
    void queryClient.prefetchInfiniteQuery(timelineQuery(filter, deps.at ?? startOf(backups, filter)));
  },
}).lazy(() => import('./timeline-screen.tsx').then(({ Route }) => Route));
