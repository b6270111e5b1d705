import { createRouter } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { backupRoute } from './routes/backup.tsx';
import { backupHomeRoute } from './routes/backup-home.ts';
import { rootRoute } from './routes/root.tsx';
import { NotFound, ScreenError, ScreenPending } from './routes/states.tsx';
import { backupsRoute } from './screens/backups/route.ts';
import { calendarRoute } from './screens/calendar/route.ts';
import { callsRoute } from './screens/calls/route.ts';
import { chatsRoute } from './screens/chats/route.ts';
import { everythingRoute } from './screens/everything/route.ts';
import { filesRoute } from './screens/files/route.ts';
import { ledgerRoute } from './screens/ledger/route.ts';
import { mapRoute } from './screens/map/route.ts';
import { markedRoute } from './screens/marked/route.ts';
import { messagesRoute } from './screens/messages/route.ts';
import { notesRoute } from './screens/notes/route.ts';
import { overviewRoute } from './screens/overview/route.ts';
import { peopleRoute } from './screens/people/route.ts';
import { photosRoute } from './screens/photos/route.ts';
import { recordsRoute } from './screens/records/route.ts';
import { searchRoute } from './screens/search/route.ts';
import { settingsRoute } from './screens/settings/route.ts';
import { startRoute } from './screens/start/route.ts';
import { tablesRoute } from './screens/tables/route.ts';
import { timelineRoute } from './screens/timeline/route.ts';
import { whatsappRoute } from './screens/whatsapp/route.ts';

/** All screens. A new one needs its `route.ts` here and its `nav.ts` in `navigation.ts`. */
const routeTree = rootRoute.addChildren([
  backupsRoute,
  searchRoute,
  timelineRoute,
  settingsRoute,
  backupRoute.addChildren([
    backupHomeRoute,
    startRoute,
    overviewRoute,
    messagesRoute,
    whatsappRoute,
    chatsRoute,
    filesRoute,
    photosRoute,
    mapRoute,
    notesRoute,
    callsRoute,
    peopleRoute,
    calendarRoute,
    recordsRoute,
    everythingRoute,
    markedRoute,
    tablesRoute,
    ledgerRoute,
  ]),
]);

/** Maps URLs below `/app` to screens. */
export const router = createRouter({
  routeTree,
  basepath: '/app',
  defaultPreload: 'intent',
  defaultPendingComponent: ScreenPending,
  defaultErrorComponent: ScreenError,
  defaultNotFoundComponent: NotFound,
  // Queries cache data and decide when it is stale.
  defaultPreloadStaleTime: 0,
  context: { queryClient },
  // Screens whose URL has a day scroll by themselves.
  scrollRestoration: ({ location: { search } }) => !('day' in search),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
