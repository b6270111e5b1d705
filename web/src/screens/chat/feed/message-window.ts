import type { MessageView } from '../../../../../src/contract/chat.ts';
import type { LoadedMessages } from '../../../api/chats.ts';

/** Maximum number of loaded pages; more distant ones are dropped and loaded again on scrolling. */
export const MAX_PAGES = 8;

/** The loaded part of a chat. */
export interface MessageWindow {
  /** Oldest first. */
  readonly pages: readonly LoadedMessages[];
  /** All of their messages, oldest first. */
  readonly messages: readonly MessageView[];
  /** True if the last change was at the start: the scroll position is kept relative to the end. */
  readonly shift: boolean;
  /** Incremented when another part of the chat is shown, which invalidates measured heights. */
  readonly generation: number;
}

/**
 * Changes of a window. Both ends never change at once, because a list can keep its position relative to one end only.
 */
export type WindowChange =
  | { readonly type: 'open'; readonly page: LoadedMessages }
  /** `cursor` is that of the page; a response for a cursor of another part is ignored. */
  | { readonly type: 'prepend' | 'append'; readonly page: LoadedMessages; readonly cursor: string }
  | { readonly type: 'trim-start' | 'trim-end' };

/** The window after a change. */
export function changeWindow(window: MessageWindow | null, change: WindowChange): MessageWindow | null {
  if (change.type === 'open') return windowOf([change.page], false, (window?.generation ?? 0) + 1);
  if (window === null) return null;
  const { pages, generation } = window;
  if (change.type === 'prepend') {
    return olderThan(window) === change.cursor ? windowOf([change.page, ...pages], true, generation) : window;
  }
  if (change.type === 'append') {
    return newerThan(window) === change.cursor ? windowOf([...pages, change.page], false, generation) : window;
  }
  if (change.type === 'trim-start') return windowOf(pages.slice(-MAX_PAGES), true, generation);
  return windowOf(pages.slice(0, MAX_PAGES), false, generation);
}

/** The end to trim after messages were added; null if none. */
export function trimAfter(window: MessageWindow): 'trim-start' | 'trim-end' | null {
  if (window.pages.length <= MAX_PAGES) return null;
  return window.shift ? 'trim-end' : 'trim-start';
}

/** Cursor before the window; null at the beginning of the chat. */
export function olderThan(window: MessageWindow): string | null {
  return window.pages[0]?.older ?? null;
}

/** Cursor after the window; null at the end of the chat. */
export function newerThan(window: MessageWindow): string | null {
  return window.pages.at(-1)?.newer ?? null;
}

function windowOf(pages: readonly LoadedMessages[], shift: boolean, generation: number): MessageWindow {
  return { pages, messages: pages.flatMap(({ items }) => items), shift, generation };
}
