import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChatScreen } from '../chat/chat-screen.tsx';
import { WHATSAPP } from './app.ts';

/** The screen WhatsApp. */
export const Route = createLazyRoute('/b/$backupId/whatsapp')({ component: WhatsappScreen });

const route = getRouteApi('/b/$backupId/whatsapp');

function WhatsappScreen(): ReactNode {
  const { backupId } = route.useParams();
  return <ChatScreen app={WHATSAPP} backup={backupId} search={route.useSearch()} />;
}
