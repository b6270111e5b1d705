import { Worker } from 'node:worker_threads';

/**
 * Limits of its memory. Below 2 GB V8 lets garbage grow to at most twice what is in use, not four times; a large young
 * generation makes exports no faster.
 */
const MEMORY = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

/** The thread that was started ahead of its export; null for none. */
let early: Worker | null = null;

/**
 * Starts the thread of an export, or gives the one that was started ahead. It keeps no process alive.
 * @param what exporter that it loads at once; null for none
 */
export function startWorker(what: string | null): Worker {
  const started = early;
  early = null;
  if (started !== null) return started;
  // Without execArgv, a thread inherits flags that threads refuse (test runners, --title …).
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: MEMORY,
    workerData: what,
  });
  worker.unref();
  return worker;
}

/**
 * Starts a thread ahead of an export of `what`, so that both load their code at the same time. This module imports
 * nothing that would have to be loaded before.
 */
export function startWorkerAhead(what: string | null): Worker {
  const worker = startWorker(what);
  const forget = (): void => {
    if (early === worker) early = null;
  };
  // What goes wrong before it is needed shows again in the one that is started then.
  worker.once('error', forget).once('exit', forget);
  early = worker;
  return worker;
}
