import { DomainError } from '../model/errors.ts';
import { BLOCK } from './file/plain-length.ts';
import { payloadFolders, storedSize } from './payload-folders.ts';
import type { Backup, ManifestCounts } from './types.ts';

/** Result of comparing the manifest with the backup folder. */
export interface BackupHealth extends ManifestCounts {
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  readonly unknown: number;
  /** Files listed in the manifest whose payload is not in the folder. */
  readonly missing: number;
  /** Payloads in the folder that the manifest does not list. */
  readonly unlisted: number;
  /**
   * Encrypted payloads whose size is not a multiple of the block size, so they are truncated; null if sizes were not
   * checked.
   */
  readonly truncated: number | null;
  /** Stored size of all listed payloads; null if sizes were not checked. */
  readonly bytes: number | null;
}

/** Options of {@link checkHealth}. */
export interface HealthOptions {
  /** Checks the size of every payload, which takes one system call per file. */
  readonly sizes?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Compares the manifest with the folder using one directory listing for each of the 256 payload folders instead of one
 * system call per file. Memory holds the names of one folder (all of them for the flat layout before iOS 10).
 * @throws CANCELLED, NO_ACCESS, MALFORMED_MANIFEST
 */
export async function checkHealth(backup: Backup, options: HealthOptions = {}): Promise<BackupHealth> {
  const tally = { files: 0, directories: 0, symlinks: 0, unknown: 0, missing: 0, unlisted: 0, truncated: 0, bytes: 0 };
  const sizes = options.sizes === true;
  for await (const { prefix, paths } of payloadFolders(backup.folder.path)) {
    if (options.signal?.aborted) throw new DomainError('CANCELLED', undefined);
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
          // Unencrypted backups may contain keys as well; those are for the device, not for these bytes.
          if (backup.folder.encrypted && entry.wrappedKey !== null && size % BLOCK !== 0) tally.truncated++;
        }
      }
    }
    tally.unlisted += unlisted.size;
  }
  return { ...backup.manifest.counts(), ...tally, ...(sizes ? {} : { truncated: null, bytes: null }) };
}
