import { discoverBackups, explainMissingBackup } from '../backup/index.ts';
import { type StoredMessage } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { type ErrorCode, isDomainError } from '../model/errors.ts';

/** The result for one path. */
export type Discovered =
  | { readonly folders: readonly BackupFolder[] /** Why there are none. */; readonly why: StoredMessage | null }
  | { readonly code: ErrorCode; readonly detail: StoredMessage };

/** Discovers the backups at each path in this thread, which it may block for seconds. */
export async function discoverPaths(paths: readonly string[]): Promise<ReadonlyMap<string, Discovered>> {
  const found = new Map<string, Discovered>();
  for (const path of new Set(paths)) found.set(path, await discover(path));
  return found;
}

async function discover(path: string): Promise<Discovered> {
  try {
    const folders = await discoverBackups(path);
    return { folders, why: folders.length === 0 ? await explainMissingBackup(path) : null };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { code: error.code, detail: error.detail };
  }
}
