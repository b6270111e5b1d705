import { hash } from 'node:crypto';
import type { SourceFileBytes } from '../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../backup/types.ts';

/** Most bytes of a file that an artifact gets when it names no limit of its own. */
const MAX_BYTES = 64 * 1024 ** 2;

/** Called with the contents of a file that was read: size in bytes and SHA-256 in hex. */
export type OnRead = (entry: BackupEntry, size: number, sha256: string) => void;

/** An entry as artifacts get it: its contents are decrypted when they are asked for, and reported to `onRead` once. */
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
