import { FileOpener, folderStamp, sharedClassKeys } from '../backup/index.ts';
import type { ClassKeys } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import { ThreadedBackup } from './backup-handle.ts';
import { ThreadClient } from './thread-client.ts';
import type { Credentials, ThreadOptions } from './thread-protocol.ts';

/** A backup opened in its thread, the keys that opened it, and the folder's stamp at that time. */
export interface OpenedBackup {
  readonly handle: ThreadedBackup;
  /** Null for an unencrypted backup. */
  readonly keys: ClassKeys | null;
  readonly stamp: string;
}

/**
 * Starts a thread and opens the backup in it. All slow work (plists, keybag, manifest) happens there.
 * @throws whatever opening a backup throws, after terminating the thread
 */
export async function openInThread(
  options: ThreadOptions,
  credentials: Credentials,
  onUse: () => void,
): Promise<OpenedBackup> {
  const stamp = await folderStamp(options.path);
  const thread = new ThreadClient(options);
  try {
    const { folder, keys: shared } = await thread.call('open', credentials);
    const keys = shared === null ? null : sharedClassKeys(shared);
    const files = await FileOpener.of(folder, keys);
    return {
      handle: new ThreadedBackup({ folder, thread, files, onUse }),
      keys,
      stamp,
    };
  } catch (error) {
    await thread.close(new DomainError('CANCELLED'));
    throw error;
  }
}

/** Closes the thread and zeroes the keys of both threads; pending calls fail with `reason`. */
export async function closeOpened({ handle, keys }: OpenedBackup, reason: DomainError): Promise<void> {
  keys?.dispose();
  await handle.close(reason);
}
