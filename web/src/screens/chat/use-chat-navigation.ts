import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ChatApp } from '../../api/chats.ts';
import type { ChatSearch } from './chat-search.ts';

/** Addresses of the screens. */
export const CHAT_PATHS = { messages: '/b/$backupId/messages', whatsapp: '/b/$backupId/whatsapp' } as const;

/** Changes the address of the screen: as a step that “back” undoes, or in place. */
export type ChatNavigate = (search: ChatSearch, options?: { readonly replace?: boolean }) => void;

/** Goes to another place of the same screen. */
export function useChatNavigate(app: ChatApp, backup: string): ChatNavigate {
  const navigate = useNavigate();
  return useCallback(
    (search, { replace = false } = {}) =>
      void navigate({ to: CHAT_PATHS[app], params: { backupId: backup }, search, replace, resetScroll: false }),
    [navigate, app, backup],
  );
}
