import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { ChatAnchor } from '../../api/chats.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import type { Store } from '../../store.ts';
import type { ChatApp } from './chat-app.ts';
import type { Selection } from './chat-context.ts';
import { toChat, withDialog } from './chat-search.ts';
import type { MessageFeedHandle } from './feed/message-feed.tsx';
import type { ChatNavigate } from './use-chat-navigation.ts';

/** Targets of the shortcuts. */
export interface ChatShortcutsOptions {
  readonly app: ChatApp;
  readonly go: ChatNavigate;
  readonly goTo: (target: ChatAnchor) => void;
  readonly feed: RefObject<MessageFeedHandle | null>;
  readonly selection: Store<Selection>;
  /** Null if no thread is open. */
  readonly leaveThread: (() => void) | null;
  readonly onFind: () => void;
}

/** Shortcuts of an open chat. Enter and X act on the focused message. */
export function useChatShortcuts({ app, go, goTo, feed, selection, leaveThread, onFind }: ChatShortcutsOptions): void {
  const t = useText();
  const words = t.chat.keys;
  const group = app.title(t);
  useShortcuts([
    { keys: 'n', group, label: words.nextMessage, run: () => feed.current?.step(1) },
    { keys: 'p', group, label: words.previousMessage, run: () => feed.current?.step(-1) },
    { keys: 'mod+f', group, label: t.chat.header.find, run: onFind },
    { keys: 'd', group, label: t.chat.header.date, run: () => void go(withDialog('date'), { replace: true }) },
    { keys: 'e', group, label: t.chat.header.export, run: () => void go(withDialog('export'), { replace: true }) },
    {
      keys: 'escape',
      group,
      label: words.leave,
      run: () => {
        if (selection.get() !== null) selection.set(null);
        else if (leaveThread === null) void go((now) => toChat(now));
        else leaveThread();
      },
    },
    { keys: 'home', group, label: words.start, run: () => goTo({ kind: 'start' }) },
    { keys: 'end', group, label: words.end, run: () => goTo({ kind: 'end' }) },
  ]);
}

/** Copies the selected messages if the browser copies and no text is selected. */
export function useCopyEvent(enabled: boolean, text: () => string): void {
  const copy = useEffectEvent((event: ClipboardEvent) => {
    if (document.getSelection()?.isCollapsed === false) return;
    event.clipboardData?.setData('text/plain', text());
    event.preventDefault();
  });
  useEffect(() => {
    if (!enabled) return undefined;
    document.addEventListener('copy', copy);
    return () => document.removeEventListener('copy', copy);
  }, [enabled]);
}
