import { once } from 'node:events';

/** Ctrl-C, service stop and closed terminal. Commands clean up before they exit. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `stop` on every stop signal instead of exiting. Returns a function that removes the listeners. */
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
  // The waits for the other signals are aborted.
  stopped.catch(() => {});
  try {
    await use(stopped);
  } finally {
    ended.abort();
  }
}
