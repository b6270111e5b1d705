import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ChatApp } from '../../api/chats.ts';
import { type ChatSearch, readChatSearch } from './chat-search.ts';

/** Addresses of the screens. */
export const CHAT_PATHS = { messages: '/b/$backupId/messages', whatsapp: '/b/$backupId/whatsapp' } as const;

/** How an address is changed. */
export interface ChatNavigateOptions {
  /** In place, and not as a step that “back” undoes. */
  readonly replace?: boolean;
  /** Where “back” is to lead, where that is not the address of now. */
  readonly leaving?: ChatSearch | null;
}

/** Goes to another address of the same screen; one made from that of now, where it is not known yet what that will be. */
export type ChatNavigate = (
  search: ChatSearch | ((now: ChatSearch) => ChatSearch),
  options?: ChatNavigateOptions,
) => void;

/** Goes to another address of the same screen. */
export function useChatNavigate(app: ChatApp, backup: string): ChatNavigate {
  const navigate = useNavigate();
  const router = useRouter();
  return useCallback(
    (search, { replace = false, leaving = null } = {}) => {
      const go = (to: ChatSearch, inPlace: boolean): Promise<void> =>
        navigate({
          to: CHAT_PATHS[app],
          params: { backupId: backup },
          search: to,
          replace: inPlace,
          resetScroll: false,
        });
      const follow = async (): Promise<void> => {
        if (leaving !== null) await go(leaving, true);
        const now = readChatSearch({ ...router.latestLocation.search });
        await go(typeof search === 'function' ? search(now) : search, replace);
      };
      void follow();
    },
    [navigate, router, app, backup],
  );
}
