/** Discovers backups off the event loop, as this parses property lists of several megabytes. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { discoverBackups, explainMissingBackup } from '../backup/index.ts';
import type { BackupFolder } from '../backup/types.ts';
import { type StoredMessage } from '../locales/messages.ts';
import { type ErrorCode, isDomainError } from '../model/errors.ts';

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

const found: Discovered[] = [];
for (const path of workerData as readonly string[]) found.push(await discover(path));
(parentPort as MessagePort).postMessage(found);
