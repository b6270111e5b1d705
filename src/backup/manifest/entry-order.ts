import type { BackupEntry } from '../types.ts';

/** Bytewise, by domain and path. */
export function byPlace(a: BackupEntry, b: BackupEntry): number {
  return (
    Buffer.compare(Buffer.from(a.domain), Buffer.from(b.domain)) ||
    Buffer.compare(Buffer.from(a.relativePath), Buffer.from(b.relativePath))
  );
}
