import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { calendarsQuery, eventQuery } from '../../api/calendar.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readCalendarSearch } from './calendar-search.ts';

/** The calendars: `date` and `view` are the view, `hide` the hidden calendars, `e` the open event. */
export const calendarRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'calendar',
  validateSearch: readCalendarSearch,
  loaderDeps: ({ search: { e } }) => ({ e }),
  loader: ({ context: { queryClient }, params: { backupId }, deps: { e } }) => {
    void queryClient.prefetchQuery(backupQuery(backupId));
    void queryClient.prefetchQuery(calendarsQuery(backupId));
    if (e !== undefined) void queryClient.prefetchQuery(eventQuery(backupId, e));
  },
}).lazy(() => import('./calendar-screen.tsx').then(({ Route }) => Route));
