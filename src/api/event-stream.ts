import { Readable } from 'node:stream';

/** Proxies and browsers drop connections on which nothing comes for long. */
const HEARTBEAT_MS = 15_000;

/** Where the events come from: one snapshot at once, further ones through `watch`. */
export interface SnapshotSource<T> {
  /** The state now. */
  current(): T;
  /** Calls back at every change until the returned function is called. */
  watch(listener: (value: T) => void): () => void;
  /** True for a state after which nothing changes any more: the stream ends with it. */
  isFinal(value: T): boolean;
}

/**
 * Server-sent events (HTML standard §9.2), each a whole snapshot: the state at once, every change, a comment as heartbeat.
 * A client that reads slowly gets the newest state and not the ones between. Ends with a final state, and when `closing`
 * aborts; a client that goes away is no longer listened for.
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
