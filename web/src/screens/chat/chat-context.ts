import { createContext, useContext } from 'react';
import type { AttachmentView, FoundMessageView, MessageView } from '../../../../src/contract/chat.ts';
import type { ChatAnchor, ChatPlace } from '../../api/chats.ts';
import { createStore, type Store } from '../../store.ts';
import type { ChatApp } from './chat-app.ts';

/** Information about a message that can be shown next to it. */
export type Aspect = 'details' | 'edits' | 'reactions' | 'day';

/** Selected messages by key, in order; null if not selecting. */
export type Selection = ReadonlyMap<string, MessageView> | null;

/** Data and actions of a chat for its messages. */
export interface ChatContextValue {
  readonly app: ChatApp;
  readonly place: ChatPlace;
  readonly isGroup: boolean;
  /** Shows another part of the chat, with a history entry or in place. */
  readonly goTo: (target: ChatAnchor, isStep?: boolean) => void;
  /** Shows the thread of replies of a message, with a history entry. */
  readonly openThread: (message: MessageView) => void;
  /** Shows information about a message next to `element`. */
  readonly show: (aspect: Aspect, message: MessageView, element: HTMLElement) => void;
  /** Shows a picture or video in full size. */
  readonly enlarge: (attachment: AttachmentView) => void;
  readonly selection: Store<Selection>;
  /** Selects all messages from the last selected one to this one. */
  readonly selectTo: (message: MessageView) => void;
  /** Search hits by message. */
  readonly found: ReadonlyMap<string, FoundMessageView>;
}

/** Default outside of a chat. */
const NO_APP: ChatApp = {
  id: '',
  path: '',
  screen: '',
  tables: { chats: '', messages: '' },
  exportName: '',
  title: () => '',
  kinds: [],
};

const ChatContext = createContext<ChatContextValue>({
  app: NO_APP,
  place: { app: NO_APP, backup: '', chat: '' },
  isGroup: false,
  goTo: () => undefined,
  openThread: () => undefined,
  show: () => undefined,
  enlarge: () => undefined,
  selection: createStore<Selection>(null),
  selectTo: () => undefined,
  found: new Map(),
});

/** Provides the chat to its messages. */
export const ChatProvider = ChatContext.Provider;

/** The chat of a message. */
export function useChat(): ChatContextValue {
  return useContext(ChatContext);
}
