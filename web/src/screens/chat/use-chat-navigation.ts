import { useCallback } from 'react';
import { type Change, type ChangeOptions, useAddress } from '../../components/use-address.ts';
import { type ChatSearch, readChatSearch } from './chat-search.ts';

/** Options of a URL change. */
export interface ChatNavigateOptions extends ChangeOptions<ChatSearch> {
  /** URL state for “back” if it is not the current one. */
  readonly leaving?: ((now: ChatSearch) => ChatSearch | null) | null;
}

/** Changes the URL state of the screen. */
export type ChatNavigate = Change<ChatSearch, ChatNavigateOptions>;

/** Returns a function that changes the URL state of the screen. */
export function useChatNavigate(): ChatNavigate {
  const { change } = useAddress(readChatSearch);
  return useCallback(
    async (next, { leaving = null, ...options } = {}) => {
      if (leaving !== null) await change(leaving, { replace: true, resetScroll: false });
      await change(next, { resetScroll: false, ...options });
    },
    [change],
  );
}
