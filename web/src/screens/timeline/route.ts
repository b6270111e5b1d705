import { createRoute } from '@tanstack/react-router';
import { backupsQuery } from '../../api/backups.ts';
import { timelineMonthsQuery, timelineQuery } from '../../api/timeline.ts';
import { BROWSER_ZONE } from '../../format/dates.ts';
import { preferredZone } from '../../preferences/zone.tsx';
import { rootRoute } from '../../routes/root.tsx';
import { startOf } from './start-of.ts';
import { filterOf, readTimelineSearch } from './timeline-search.ts';

/** Everything that was indexed, in the order in which it happened. */
export const timelineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'timeline',
  validateSearch: readTimelineSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps, cause }) => {
    // While a person scrolls, the address follows.
    if (cause === 'stay') return;
    const filter = filterOf(deps);
    void queryClient.prefetchQuery(timelineMonthsQuery(filter, preferredZone() ?? BROWSER_ZONE));
    // Where to begin stands in the list of backups, which is there already, as a rule.
    const { backups } = await queryClient.ensureQueryData(backupsQuery);
    void queryClient.prefetchInfiniteQuery(timelineQuery(filter, deps.at ?? startOf(backups, filter)));
  },
}).lazy(() => import('./timeline-screen.tsx').then(({ Route }) => Route));
