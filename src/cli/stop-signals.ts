import { constants } from 'node:os';

/** Ctrl-C, service stop and closed terminal. Commands clean up before they exit. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first one that a command was sent. */
let received: NodeJS.Signals | null = null;

/** Exit status of a command that a signal has ended, as shells report it: 129, 130 or 143. Null if there was no signal. */
export function stopStatus(): number | null {
  return received === null ? null : 128 + constants.signals[received];
}

/** Calls `stop` on every stop signal instead of exiting. Returns a function that removes the listeners. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  const listen = (signal: NodeJS.Signals): void => {
    received ??= signal;
    stop(signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, listen);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, listen);
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
