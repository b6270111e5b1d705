import { Readable } from 'node:stream';

/** Proxies and browsers close idle connections. */
const HEARTBEAT_MS = 15_000;

/** Source of snapshots. */
export interface SnapshotSource<T> {
  /** The current state. */
  current(): T;
  /** Calls the listener on every change until the returned function is called. */
  watch(listener: (value: T) => void): () => void;
  /** True for a final state, which ends the stream. */
  isFinal(value: T): boolean;
}

/**
 * Server-sent events (HTML standard §9.2) with complete snapshots: the current state, every change, and comments as
 * heartbeat. Slow clients get only the newest state. Ends with a final state, when `closing` aborts, or when the client
 * disconnects.
 */
export function snapshotEvents<T>(event: string, source: SnapshotSource<T>, closing: AbortSignal): Readable {
  let latest: T | null = null;
  let wanted = true;
  const stream = new Readable({
    read() {
      wanted = true;
      flush();
    },
    destroy(error, done) {
      stop();
      done(error);
    },
  });
  const flush = (): void => {
    if (!wanted || latest === null) return;
    const value = latest;
    latest = null;
    wanted = stream.push(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
    if (source.isFinal(value)) end();
  };
  const end = (): void => {
    stop();
    stream.push(null);
  };
  const heartbeat = setInterval(() => {
    if (wanted) wanted = stream.push(': still here\n\n');
  }, HEARTBEAT_MS);
  const unwatch = source.watch((value) => {
    latest = value;
    flush();
  });
  const stop = (): void => {
    clearInterval(heartbeat);
    unwatch();
    closing.removeEventListener('abort', end);
  };
  closing.addEventListener('abort', end, { once: true });
  latest = source.current();
  flush();
  return stream;
}
