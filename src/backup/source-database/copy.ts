import type { DatabaseSync } from 'node:sqlite';

/** A database of the backup in a copy of our own. */
export interface PrivateCopy {
  readonly db: DatabaseSync;
  /** SHA-256 (hex) of the decrypted main file, as it is in the backup. */
  readonly sha256: string;
  /** The effect of the `-wal`, and its own SHA-256; null when there is none. */
  readonly wal: { readonly frames: number; readonly ignoredFrames: number; readonly sha256: string } | null;
  /** How much shorter it is than its header says, where it was salvaged. */
  readonly missingBytes: number;
  readonly inMemory: boolean;
  /** Closes it and removes what it left in the sandbox. Safe to call twice. */
  readonly close: () => void;
}

/** `DatabaseSync.close()` throws when it is closed already. */
export function closeOnce(db: DatabaseSync): void {
  if (db.isOpen) db.close();
}
