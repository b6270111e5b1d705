/** Discovers and measures backups off the event loop: parses property lists of several megabytes, looks at every file. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { discoverBackups, explainMissingBackup, storedBytes } from '../backup/index.ts';
import type { BackupFolder } from '../backup/types.ts';
import { type StoredMessage } from '../locales/messages.ts';
import { type ErrorCode, isDomainError } from '../model/errors.ts';

/** What the thread does. */
export type DiscoveryTask =
  | { readonly task: 'discover'; readonly paths: readonly string[] }
  | { readonly task: 'measure'; readonly path: string };

/** The result for one path, in the order of the paths. */
export type Discovered =
  | { readonly folders: readonly BackupFolder[] /** Why there are none. */; readonly why: StoredMessage | null }
  | { readonly code: ErrorCode; readonly detail: StoredMessage };

async function discover(path: string): Promise<Discovered> {
  try {
    const folders = await discoverBackups(path);
    return { folders, why: folders.length === 0 ? await explainMissingBackup(path) : null };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { code: error.code, detail: error.detail };
  }
}

async function discoverAll(paths: readonly string[]): Promise<Discovered[]> {
  const found: Discovered[] = [];
  for (const path of paths) found.push(await discover(path));
  return found;
}

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
  task.task === 'discover' ? await discoverAll(task.paths) : await measure(task.path),
);
