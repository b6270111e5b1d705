import { hash } from 'node:crypto';
import type { SourceFileBytes } from '../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../backup/types.ts';

/** Default maximum size of a file that an artifact reads. */
const MAX_BYTES = 64 * 1024 ** 2;

/** Receives what became of reading files. */
export interface ReadObserver {
  /** Called once with the size in bytes and the SHA-256 (hex) of a file that was read. */
  onRead(entry: BackupEntry, size: number, sha256: string): void;
  /** Called with every error of reading a file, which the artifact may go on without. */
  onFailure(error: unknown): void;
}

/** Wraps an entry for artifacts: its contents are decrypted on demand. */
export function sourceBytes(backup: Backup, entry: BackupEntry, observer: ReadObserver): SourceFileBytes {
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
      const bytes = orReport(observer, () => backup.readWhole(entry, maxBytes));
      if (!isReported) observer.onRead(entry, bytes.length, hash('sha256', bytes));
      isReported = true;
      return bytes;
    },
    readPart: (position, length) => orReport(observer, () => backup.readPart(entry, position, length)),
  };
}

function orReport(observer: ReadObserver, read: () => Uint8Array): Uint8Array {
  try {
    return read();
  } catch (error) {
    observer.onFailure(error);
    throw error;
  }
}
