import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { ConnectionLostError, hasCode } from '../../../api/api-error.ts';
import { anchorQuery, type ChatAnchor, type ChatPlace, readOn } from '../../../api/chats.ts';
import { connection } from '../../../api/connection.ts';
import type { MorePages } from '../../../api/more-pages.ts';
import { useStore } from '../../../store.ts';
import { changeWindow, type MessageWindow, newerThan, olderThan, trimAfter } from './message-window.ts';

/** The loaded part of a chat, and functions to change it. */
export interface UsedWindow {
  /** Null until the first messages are loaded. */
  readonly window: MessageWindow | null;
  /** Position at which the window was opened. */
  readonly anchor: ChatAnchor;
  /** Position that was requested last: another one while it is loading. */
  readonly requested: ChatAnchor;
  readonly error: unknown;
  /** True while another part is loading. */
  readonly isOpening: boolean;
  /** Shows another part. */
  readonly open: (anchor: ChatAnchor) => void;
  /** Loads more at an end, unless already loading, at the end of the chat, or after a failure. */
  readonly readOn: (direction: 'older' | 'newer') => void;
  /** Why the messages do not go on, or another part is not shown; null if nothing failed. */
  readonly failed: Pick<MorePages, 'error' | 'retry'> | null;
}

/** Keeps a bounded part of a chat of any length, starting at `first`. */
export function useMessageWindow(place: ChatPlace, first: ChatAnchor): UsedWindow {
  const client = useQueryClient();
  const [{ anchor, tries }, setWanted] = useState({ anchor: first, tries: 0 });
  const [opened, setOpened] = useState<{ readonly anchor: ChatAnchor; readonly tries: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [endError, setEndError] = useState<unknown>(null);
  const [window, change] = useReducer(changeWindow, null);
  const reading = useRef<AbortController | null>(null);
  const { app, backup, chat, thread } = place;

  useEffect(() => {
    let current = true;
    reading.current?.abort();
    reading.current = null;
    const read = async (): Promise<void> => {
      try {
        const page = await client.fetchQuery(anchorQuery({ app, backup, chat, thread }, anchor));
        if (!current) return;
        reading.current?.abort();
        reading.current = null;
        change({ type: 'open', page });
        setError(null);
        setEndError(null);
      } catch (failure) {
        if (!current) return;
        setError(failure);
      }
      setOpened({ anchor, tries });
    };
    void read();
    return () => {
      current = false;
    };
  }, [client, app, backup, chat, thread, anchor, tries]);

  useEffect(() => () => reading.current?.abort(), []);

  // Trimmed in a separate change: a list keeps its position relative to one end at a time.
  const trim = window === null ? null : trimAfter(window);
  useEffect(() => {
    if (trim !== null) change({ type: trim });
  }, [trim]);

  const goOn = useCallback(
    (direction: 'older' | 'newer'): void => {
      const cursor = window === null ? null : direction === 'older' ? olderThan(window) : newerThan(window);
      // It would fail again at once, as often as the list is drawn.
      if (cursor === null || reading.current !== null || endError !== null) return;
      const controller = new AbortController();
      reading.current = controller;
      const read = async (): Promise<void> => {
        try {
          const page = await readOn({ app, backup, chat, thread }, cursor, controller.signal);
          if (!controller.signal.aborted) change({ type: direction === 'older' ? 'prepend' : 'append', page, cursor });
        } catch (failure) {
          if (!controller.signal.aborted) setEndError(failure);
        } finally {
          if (reading.current === controller) reading.current = null;
        }
      };
      void read();
    },
    [window, app, backup, chat, thread, endError],
  );

  const open = useCallback((next: ChatAnchor): void => {
    setError(null);
    setWanted((last) => ({ anchor: next, tries: last.tries + 1 }));
  }, []);

  // The page says that the server is gone, and finds out when it is there again.
  const isUp = useStore(connection) === 'up';
  const isLost = endError instanceof ConnectionLostError;
  if (isLost && isUp) setEndError(null);
  // The messages in view stay if a link leads to one that is not there.
  const openError = window === null || hasCode(error, 'NOT_FOUND') ? null : error;
  const retry = (): void => {
    setEndError(null);
    if (openError !== null) open(anchor);
  };
  const shownError = openError ?? (isLost ? null : endError);

  return {
    window,
    anchor: opened?.anchor ?? anchor,
    requested: anchor,
    error,
    failed: shownError === null ? null : { error: shownError, retry },
    isOpening: opened?.anchor !== anchor || opened.tries !== tries,
    open,
    readOn: goOn,
  };
}
