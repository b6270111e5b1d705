import type { DatabaseSync } from 'node:sqlite';
import { type DatabaseImage, imageOfBytes } from '../../formats/sqlite-table-pages.ts';
import type { OverlaidDatabase } from '../../formats/sqlite-wal.ts';
import { freeChunk, ownChunk } from '../../model/own-chunk.ts';

/** A private copy of a database of the backup. */
export interface PrivateCopy {
  readonly db: DatabaseSync;
  /** SHA-256 (hex) of the decrypted main file, as it is in the backup; null for a writable copy, which no record cites. */
  readonly sha256: string | null;
  /** What was applied of the `-wal`, and its own SHA-256; null if there is no WAL. */
  readonly wal: (Omit<OverlaidDatabase, 'database'> & { readonly sha256: string }) | null;
  /** For a salvaged database: number of bytes missing according to its header. */
  readonly missingBytes: number;
  /** Number of damaged pages that were made anew, in a copy that is only read. */
  readonly rebuiltPages: number;
  readonly inMemory: boolean;
  /** See `SourceDatabase.image`. */
  readonly image: () => DatabaseImage;
  /** Closes it and removes its files from the sandbox. Safe to call twice. */
  readonly close: () => void;
}

/** `DatabaseSync.close()` throws if it is already closed. */
export function closeOnce(db: DatabaseSync): void {
  if (db.isOpen) db.close();
}

/** The image of a database in memory, which is copied until it is released. */
export function imageOf(db: DatabaseSync): () => DatabaseImage {
  let bytes: Uint8Array | null = null;
  return () => {
    const all = (bytes ??= ownChunk(db.serialize()));
    return {
      release() {
        if (bytes !== null) freeChunk(bytes);
        bytes = null;
      },
      ...imageOfBytes(all),
    };
  };
}
