import { createRoute } from '@tanstack/react-router';
import { backupRoute } from '../../routes/backup.tsx';
import { readChatSearch } from '../chat/chat-search.ts';
import { prefetchChats } from '../chat/prefetch.ts';
import { WHATSAPP } from './app.ts';

/** Chats of WhatsApp: `c` is the open chat, `m` a message in it, `at` a time in it. */
export const whatsappRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'whatsapp',
  validateSearch: readChatSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps }) =>
    prefetchChats(queryClient, WHATSAPP, backupId, deps),
}).lazy(() => import('./whatsapp-screen.tsx').then(({ Route }) => Route));
