import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import { chatAppsQuery } from '../../api/chats.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { type ChatSearch, readChatSearch } from '../chat/chat-search.ts';
import { prefetchChats } from '../chat/prefetch.ts';

/** Chats of any app: `c` is the open chat, `m` a message in it, `at` a time in it. */
export const chatsRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'chats/$app',
  validateSearch: readChatSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId, app }, deps }) => {
    void prefetchChatsOf(queryClient, app, backupId, deps);
  },
}).lazy(() => import('./chats-screen.tsx').then(({ Route }) => Route));

async function prefetchChatsOf(client: QueryClient, app: string, backup: string, search: ChatSearch): Promise<void> {
  const query = chatAppsQuery(backup);
  await client.prefetchQuery(query);
  const found = client.getQueryData(query.queryKey)?.items.find((one) => one.app === app);
  if (found !== undefined) prefetchChats(client, { id: app, path: found.path }, backup, search);
}
