/** Ctrl-C, service stop and closed terminal. Commands clean up before they exit. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `stop` on every stop signal instead of exiting. Returns a function that removes the listeners. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
  };
}

/**
 * Signals within this many milliseconds are the same one. A terminal sends Ctrl-C to all of its processes, and
 * `bin/apple-juicer.js` sends it on when it has started this process.
 */
const SAME_WITHIN_MS = 1_000;

/** Runs `use` with a promise that resolves at the first stop signal. A later one ends the process at once. */
export async function untilStopSignal(use: (stopped: Promise<unknown>) => Promise<void>): Promise<void> {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  let firstAt: number | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    firstAt ??= performance.now();
    resolve();
    if (performance.now() - firstAt < SAME_WITHIN_MS) return;
    off();
    process.kill(process.pid, signal);
  };
  const off = onStopSignal(stop);
  try {
    await use(stopped);
  } finally {
    off();
  }
}
