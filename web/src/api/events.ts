import { useEffect, useEffectEvent } from 'react';
import { connection } from './connection.ts';

/** Pause before a stream that the server refused or ended is opened again. */
const REOPEN_MS = 2000;

/** How to listen to a stream of snapshots. */
export interface EventsOptions<T> {
  /** Name of the event. */
  readonly event: string;
  /** Not listened to while false. */
  readonly enabled: boolean;
  readonly onSnapshot: (value: T) => void;
  /** True for a snapshot after which the server ends the stream. */
  readonly isFinal: (value: T) => boolean;
}

/**
 * Listens to server-sent events whose data are whole snapshots as JSON. Opens again after an interruption, so nothing is
 * missed that is still true; ends with a final snapshot.
 */
export function useEvents<T>(url: string, { event, enabled, onSnapshot, isFinal }: EventsOptions<T>): void {
  const receive = useEffectEvent((value: T) => {
    onSnapshot(value);
    return isFinal(value);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = (): void => {
      source = new EventSource(url);
      source.addEventListener(event, (message: MessageEvent<string>) => {
        if (receive(JSON.parse(message.data) as T)) source?.close();
      });
      source.addEventListener('error', () => {
        // The browser opens an interrupted stream again by itself; a refused one it gives up.
        if (source?.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(reopen, REOPEN_MS);
      });
    };
    const reopen = (): void => {
      if (connection.get() === 'up') open();
      else timer = setTimeout(reopen, REOPEN_MS);
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [url, event, enabled]);
}
