import { useEffect, useEffectEvent } from 'react';
import { connection } from './connection.ts';

/** Delay before reopening a stream that the server refused or ended. */
const REOPEN_MS = 2000;

/** Options of a stream of snapshots. */
export interface EventsOptions<T> {
  /** Name of the event. */
  readonly event: string;
  /** False to close the stream. */
  readonly enabled: boolean;
  readonly onSnapshot: (value: T) => void;
  /** True for the last snapshot, after which the server ends the stream. */
  readonly isFinal: (value: T) => boolean;
}

/**
 * Subscribes to server-sent events whose data are complete snapshots as JSON. Reopens after an interruption, which
 * misses no current state. Ends with a final snapshot.
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
        // The browser reopens an interrupted stream, but not a refused one.
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
