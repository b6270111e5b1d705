/** Thread that kills its process once it takes too much memory. */

/** Twice what a volume of the greatest size takes. */
const MAX_BYTES = 1024 * 1024 * 1024;
const INTERVAL_MS = 100;

setInterval(() => {
  if (process.memoryUsage.rss() > MAX_BYTES) process.kill(process.pid, 'SIGKILL');
}, INTERVAL_MS);
