import { useCallback } from 'react';
import { type Change, type ChangeOptions, useAddress } from '../../components/use-address.ts';
import { type ChatSearch, readChatSearch } from './chat-search.ts';

/** How an address is changed. */
export interface ChatNavigateOptions extends ChangeOptions<ChatSearch> {
  /** Where “back” is to lead, where that is not the address of now. */
  readonly leaving?: ((now: ChatSearch) => ChatSearch | null) | null;
}

/** Goes to another address of the same screen. */
export type ChatNavigate = Change<ChatSearch, ChatNavigateOptions>;

/** Goes to another address of the same screen. */
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
