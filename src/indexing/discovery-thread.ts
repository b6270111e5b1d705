/** Discovers and measures backups off the event loop: parses property lists of several megabytes, looks at every file. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { storedBytes } from '../backup/index.ts';
import { isDomainError } from '../model/errors.ts';
import { discoverPaths } from './discover-paths.ts';

/** What the thread does. */
export type DiscoveryTask =
  | { readonly task: 'discover'; readonly paths: readonly string[] }
  | { readonly task: 'measure'; readonly path: string };

/** Null if not all of the backup can be read. */
async function measure(path: string): Promise<number | null> {
  try {
    return await storedBytes(path);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

const task = workerData as DiscoveryTask;
(parentPort as MessagePort).postMessage(
  task.task === 'discover' ? await discoverPaths(task.paths) : await measure(task.path),
);
