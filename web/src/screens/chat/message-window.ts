import type { MessageView } from '../../../../src/contract/chat.ts';
import type { LoadedMessages } from '../../api/chats.ts';

/** So many pages are kept; beyond it the farthest ones are dropped and read again when they are scrolled to. */
export const MAX_PAGES = 8;

/** The part of a chat that the page holds. */
export interface MessageWindow {
  /** Oldest first. */
  readonly pages: readonly LoadedMessages[];
  /** All of their messages, oldest first. */
  readonly messages: readonly MessageView[];
  /** The last change was at the start: what is in view keeps its distance from the end. */
  readonly shift: boolean;
  /** Raised when another part of the chat is shown: nothing of what was measured holds any more. */
  readonly generation: number;
}

/** What happens to a window. Both ends never change at once, as a list can keep its place only against one of them. */
export type WindowChange =
  | { readonly type: 'open'; readonly page: LoadedMessages }
  /** `cursor` is what led to the page: one that led on from another part of the chat comes too late. */
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

/** What has to be dropped after messages were added; null when nothing has. */
export function trimAfter(window: MessageWindow): 'trim-start' | 'trim-end' | null {
  if (window.pages.length <= MAX_PAGES) return null;
  return window.shift ? 'trim-end' : 'trim-start';
}

/** Cursor to what lies before the window; null at the beginning of the chat. */
export function olderThan(window: MessageWindow): string | null {
  return window.pages[0]?.older ?? null;
}

/** Cursor to what lies after the window; null at the end of the chat. */
export function newerThan(window: MessageWindow): string | null {
  return window.pages.at(-1)?.newer ?? null;
}

function windowOf(pages: readonly LoadedMessages[], shift: boolean, generation: number): MessageWindow {
  return { pages, messages: pages.flatMap(({ items }) => items), shift, generation };
}
