import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChatScreen } from '../chat/chat-screen.tsx';
import { MESSAGES } from './app.ts';

/** The screen Messages. */
export const Route = createLazyRoute('/b/$backupId/messages')({ component: MessagesScreen });

const route = getRouteApi('/b/$backupId/messages');

function MessagesScreen(): ReactNode {
  const { backupId } = route.useParams();
  return <ChatScreen app={MESSAGES} backup={backupId} search={route.useSearch()} />;
}
