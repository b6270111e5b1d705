import { createContext, useContext } from 'react';
import type { AttachmentView, FoundMessageView, MessageView } from '../../../../src/contract/chat.ts';
import type { ChatAnchor, ChatPlace } from '../../api/chats.ts';
import { createStore, type Store } from '../../store.ts';
import type { ChatApp } from './chat-app.ts';

/** What can be shown about a message beside it. */
export type Aspect = 'details' | 'edits' | 'reactions' | 'day';

/** Messages that are selected, by key, in the order in which they were; null while nobody selects. */
export type Selection = ReadonlyMap<string, MessageView> | null;

/** What the messages of a chat know about the chat around them. */
export interface ChatContextValue {
  readonly app: ChatApp;
  readonly place: ChatPlace;
  readonly isGroup: boolean;
  /** Shows another part of the chat: as a step that “back” undoes, or in place. */
  readonly goTo: (target: ChatAnchor, isStep?: boolean) => void;
  /** Shows something about a message beside `element`. */
  readonly show: (aspect: Aspect, message: MessageView, element: HTMLElement) => void;
  /** Shows a picture or movie in full. */
  readonly enlarge: (attachment: AttachmentView) => void;
  readonly selection: Store<Selection>;
  /** What was looked for, by message. */
  readonly found: ReadonlyMap<string, FoundMessageView>;
}

/** Outside of a chat. */
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
  show: () => undefined,
  enlarge: () => undefined,
  selection: createStore<Selection>(null),
  found: new Map(),
});

/** Gives what is below the chat around it. */
export const ChatProvider = ChatContext.Provider;

/** The chat around a message. */
export function useChat(): ChatContextValue {
  return useContext(ChatContext);
}
