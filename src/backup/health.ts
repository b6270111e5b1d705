import { DomainError } from '../model/errors.ts';
import { BLOCK } from './file/plain-length.ts';
import { payloadFolders, storedSize } from './payload-folders.ts';
import type { Backup, ManifestCounts } from './types.ts';

/** What is, and what is not, in a backup folder. */
export interface BackupHealth extends ManifestCounts {
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  readonly unknown: number;
  /** Files the manifest lists whose payload is not in the folder. */
  readonly missing: number;
  /** Payloads in the folder that the manifest does not list. */
  readonly unlisted: number;
  /** Encrypted payloads that are no whole number of blocks, so cut short; null where sizes were not looked at. */
  readonly truncated: number | null;
  /** Stored length of all listed payloads; null where sizes were not looked at. */
  readonly bytes: number | null;
}

/** What to look at, and a way to give up. */
export interface HealthOptions {
  /** Looks at the size of every payload: one system call a file. */
  readonly sizes?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Compares the manifest with the folder: one directory listing for each of the 256 payload folders, not a system call a
 * file. Memory holds one folder's names (all of them for the flat layout before iOS 10).
 * @throws CANCELLED, NO_ACCESS, MALFORMED_MANIFEST
 */
export async function checkHealth(backup: Backup, options: HealthOptions = {}): Promise<BackupHealth> {
  const tally = { files: 0, directories: 0, symlinks: 0, unknown: 0, missing: 0, unlisted: 0, truncated: 0, bytes: 0 };
  const sizes = options.sizes === true;
  for await (const { prefix, paths } of payloadFolders(backup.folder.path)) {
    if (options.signal?.aborted) throw new DomainError('CANCELLED', 'Checking the backup was cancelled.');
    const unlisted = new Set(paths.keys());
    for (const entry of backup.manifest.withPrefix(prefix)) {
      unlisted.delete(entry.fileID);
      if (entry.kind === 'directory') tally.directories++;
      else if (entry.kind === 'symlink') tally.symlinks++;
      else {
        tally[entry.kind === 'file' ? 'files' : 'unknown']++;
        const path = paths.get(entry.fileID);
        if (path === undefined && entry.kind === 'file') tally.missing++;
        else if (path !== undefined && sizes) {
          const size = storedSize(path);
          tally.bytes += size;
          // Plain backups may hold keys too: for the device, not for these bytes.
          if (backup.folder.encrypted && entry.wrappedKey !== null && size % BLOCK !== 0) tally.truncated++;
        }
      }
    }
    tally.unlisted += unlisted.size;
  }
  return { ...backup.manifest.counts(), ...tally, ...(sizes ? {} : { truncated: null, bytes: null }) };
}
