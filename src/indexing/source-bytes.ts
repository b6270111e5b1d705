import { hash } from 'node:crypto';
import type { SourceFileBytes } from '../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../backup/types.ts';

/** Default maximum size of a file that an artifact reads. */
const MAX_BYTES = 64 * 1024 ** 2;

/** Called with the size in bytes and the SHA-256 (hex) of a file that was read. */
export type OnRead = (entry: BackupEntry, size: number, sha256: string) => void;

/** Wraps an entry for artifacts: its contents are decrypted on demand, and reported to `onRead` once. */
export function sourceBytes(backup: Backup, entry: BackupEntry, onRead: OnRead): SourceFileBytes {
  let isReported = false;
  return {
    fileID: entry.fileID,
    domain: entry.domain,
    relativePath: entry.relativePath,
    size: entry.sizeHint,
    createdAt: entry.createdAt,
    modifiedAt: entry.modifiedAt,
    state: backup.hasPayload(entry) ? 'present' : 'payload-missing',
    read(maxBytes = MAX_BYTES) {
      const bytes = backup.readWhole(entry, maxBytes);
      if (!isReported) onRead(entry, bytes.length, hash('sha256', bytes));
      isReported = true;
      return bytes;
    },
  };
}
