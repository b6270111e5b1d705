import { createHash } from 'node:crypto';
import { msg } from '../../../locales/messages.ts';
import { ioError } from '../../file/io-error.ts';
import type { StoredFile } from '../../file/stored-file.ts';
import type { PrivateCopy } from '../copy.ts';
import { databaseError } from '../database-error.ts';
import { rebuiltPagesOf } from '../rebuilt-pages.ts';
import { DirectDatabase } from './direct-database.ts';
import { type OverlaidFile, overlaidFile, withPages } from './overlaid-file.ts';
import { WrittenPages } from './written-pages.ts';

/** A database that is read where it is. */
export interface InPlace {
  readonly db: DirectDatabase;
  /** SHA-256 (hex) of the decrypted main file, which is read for it. */
  readonly sha256: () => Promise<string>;
  readonly image: () => OverlaidFile;
  readonly wal: PrivateCopy['wal'];
  readonly missingBytes: number;
  /** See `PrivateCopy.rebuiltPages`. */
  readonly rebuiltPages: number;
  /** Closes it and its files. Safe to call twice. */
  readonly close: () => void;
}

/** Largest database whose pages are looked at when it is opened in place: each of them is decrypted for it. */
const MAX_REBUILT_IN_PLACE = 256 * 1024 * 1024;

/**
 * Opens a database where it is. It takes over the two files. If it is `writable`, changes are kept in memory; for
 * `salvage`, damaged pages that can be made anew are.
 * @throws MALFORMED_DATABASE, LIMIT_EXCEEDED, and like `StoredFile.read`
 */
export async function openInPlace(
  main: StoredFile,
  wal: StoredFile | null,
  {
    file: given = overlaidFile(main, wal),
    writable = false,
    salvage = false,
  }: { readonly file?: OverlaidFile; readonly writable?: boolean; readonly salvage?: boolean } = {},
): Promise<InPlace> {
  try {
    const log = wal === null || given.wal === null ? null : { ...given.wal, sha256: await sha256Of(wal) };
    let file = given;
    let db = await DirectDatabase.open(writable ? new WrittenPages(file) : file);
    const rebuilt =
      salvage && file.size <= MAX_REBUILT_IN_PLACE ? rebuiltPagesOf(db, file) : new Map<number, Uint8Array>();
    if (rebuilt.size > 0) {
      // It has damaged pages in its cache.
      db.close();
      file = withPages(given, rebuilt);
      db = await DirectDatabase.open(file);
    }
    let digest: Promise<string> | null = null;
    return {
      db,
      sha256: () => (digest ??= sha256Of(main)),
      image: () => file,
      wal: log,
      missingBytes: file.missingBytes,
      rebuiltPages: rebuilt.size,
      close: () => {
        db.close();
        void main.close();
        void wal?.close();
      },
    };
  } catch (error) {
    throw ioError(databaseError(error), msg('detail.database-of-backup'));
  }
}

async function sha256Of(file: StoredFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.stream()) hash.update(chunk);
  return hash.digest('hex');
}
