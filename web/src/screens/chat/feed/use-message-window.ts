import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { anchorQuery, type ChatAnchor, type ChatPlace, readOn } from '../../../api/chats.ts';
import { changeWindow, type MessageWindow, newerThan, olderThan, trimAfter } from './message-window.ts';

/** The loaded part of a chat, and functions to change it. */
export interface UsedWindow {
  /** Null until the first messages are loaded. */
  readonly window: MessageWindow | null;
  /** Position at which the window was opened. */
  readonly anchor: ChatAnchor;
  readonly error: unknown;
  /** True while another part is loading. */
  readonly isOpening: boolean;
  /** Shows another part. */
  readonly open: (anchor: ChatAnchor) => void;
  /** Loads more at an end, unless already loading or at the end of the chat. */
  readonly readOn: (direction: 'older' | 'newer') => void;
}

/** Keeps a bounded part of a chat of any length, starting at `first`. */
export function useMessageWindow(place: ChatPlace, first: ChatAnchor): UsedWindow {
  const client = useQueryClient();
  const [{ anchor, tries }, setWanted] = useState({ anchor: first, tries: 0 });
  const [opened, setOpened] = useState<{ readonly anchor: ChatAnchor; readonly tries: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
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
      if (cursor === null || reading.current !== null) return;
      const controller = new AbortController();
      reading.current = controller;
      const read = async (): Promise<void> => {
        try {
          const page = await readOn({ app, backup, chat, thread }, cursor, controller.signal);
          if (!controller.signal.aborted) change({ type: direction === 'older' ? 'prepend' : 'append', page, cursor });
        } catch (failure) {
          if (!controller.signal.aborted) setError(failure);
        } finally {
          if (reading.current === controller) reading.current = null;
        }
      };
      void read();
    },
    [window, app, backup, chat, thread],
  );

  const open = useCallback((next: ChatAnchor): void => {
    setError(null);
    setWanted((last) => ({ anchor: next, tries: last.tries + 1 }));
  }, []);

  return {
    window,
    anchor: opened?.anchor ?? anchor,
    error,
    isOpening: opened?.anchor !== anchor || opened.tries !== tries,
    open,
    readOn: goOn,
  };
}
