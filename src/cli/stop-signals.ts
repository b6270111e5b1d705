import { once } from 'node:events';

/** Ctrl-C, the end of a service, and a terminal that was closed: each ends what runs, after it has cleaned up. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `stop` for every stop signal, instead of ending the process. Returns a function that ends this. */
export function onStopSignal(stop: () => void): () => void {
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
  };
}

/** Runs `use` with a promise that resolves at the first stop signal. */
export async function untilStopSignal(use: (stopped: Promise<unknown>) => Promise<void>): Promise<void> {
  const ended = new AbortController();
  const { signal } = ended;
  const stopped = Promise.race(STOP_SIGNALS.map((name) => once(process, name, { signal })));
  // Waiting for the other signals ends with an AbortError.
  stopped.catch(() => {});
  try {
    await use(stopped);
  } finally {
    ended.abort();
  }
}
