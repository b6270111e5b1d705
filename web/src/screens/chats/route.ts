import { createRoute } from '@tanstack/react-router';
import { chatAppsQuery } from '../../api/chats.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readChatSearch } from '../chat/chat-search.ts';
import { prefetchChats } from '../chat/prefetch.ts';

/** The chats of any app: `c` the one that is open, `m` a message in it, `at` a moment in it. */
export const chatsRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'chats/$app',
  validateSearch: readChatSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId, app }, deps }) => {
    void queryClient.prefetchQuery(chatAppsQuery(backupId)).then(() => {
      const apps = queryClient.getQueryData(chatAppsQuery(backupId).queryKey)?.items ?? [];
      const found = apps.find((one) => one.app === app);
      if (found !== undefined) prefetchChats(queryClient, { id: app, path: found.path }, backupId, deps);
    });
  },
}).lazy(() => import('./chats-screen.tsx').then(({ Route }) => Route));
