import { createRoute } from '@tanstack/react-router';
import { backupRoute } from '../../routes/backup.tsx';
import { readChatSearch } from '../chat/chat-search.ts';
import { prefetchChats } from '../chat/prefetch.ts';
import { MESSAGES } from './app.ts';

/** Chats of Messages: `c` is the open chat, `m` a message in it, `at` a time in it. */
export const messagesRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'messages',
  validateSearch: readChatSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps }) =>
    prefetchChats(queryClient, MESSAGES, backupId, deps),
}).lazy(() => import('./messages-screen.tsx').then(({ Route }) => Route));
