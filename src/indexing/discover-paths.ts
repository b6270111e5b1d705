import { backupWithUnreadableName, discoverBackups, explainMissingBackup } from '../backup/index.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { type ErrorCode, isDomainError } from '../model/errors.ts';

/** Backups found at a path. */
interface FoundBackups {
  readonly folders: readonly BackupFolder[];
  /** Why there are none. */
  readonly why: StoredMessage | null;
  /** Why a backup is left out, whether or not there are others. */
  readonly leftOut: StoredMessage | null;
}

/** The result for one path. */
export type Discovered = FoundBackups | { readonly code: ErrorCode; readonly detail: StoredMessage };

/** Discovers the backups at each path in this thread, which it may block for seconds. Looks at each backup once. */
export async function discoverPaths(paths: readonly string[]): Promise<ReadonlyMap<string, Discovered>> {
  const found = new Map<string, Discovered>();
  const seen = new Map<string, BackupFolder>();
  for (const path of new Set(paths)) {
    const earlier = seen.get(path);
    const result = earlier === undefined ? await discover(path) : { folders: [earlier], why: null, leftOut: null };
    found.set(path, result);
    for (const folder of 'folders' in result ? result.folders : []) seen.set(folder.path, folder);
  }
  return found;
}

async function discover(path: string): Promise<Discovered> {
  try {
    const folders = await discoverBackups(path);
    const unreadable = folders.some((folder) => folder.path === path) ? null : await backupWithUnreadableName(path);
    return {
      folders,
      why: folders.length === 0 ? await explainMissingBackup(path) : null,
      leftOut: unreadable === null ? null : msg('place.unreadable-name', { name: unreadable }),
    };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { code: error.code, detail: error.detail };
  }
}
