import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { imageOfBytes } from '../../formats/sqlite-table-pages.ts';
import { missingBytesOf, overlayWal, toRollbackHeader } from '../../formats/sqlite-wal.ts';
import { msg } from '../../locales/messages.ts';
import { freeChunk, ownChunk } from '../../model/own-chunk.ts';
import { ioError } from '../file/io-error.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { Sandbox } from '../sandbox.ts';
import { closeOnce, imageOf, type PrivateCopy } from './copy.ts';
import { databaseError } from './database-error.ts';
import { openHardened } from './harden.ts';
import { rebuiltPagesOf } from './rebuilt-pages.ts';
import type { CopiedContents } from './sandboxed-contents.ts';
import { openContents, openSandboxed } from './sandboxed-copy.ts';

/**
 * Databases up to this size including their `-wal` are opened in memory (taking about twice the size); larger ones go
 * to the sandbox.
 */
export const MAX_IN_MEMORY = 64 * 1024 * 1024;

/** Maximum number of missing bytes to fill with zeros. A header that claims more would exhaust memory. */
const MAX_MISSING_IN_MEMORY = 64 * 1024 * 1024;

/** Options of a private copy. */
export interface CopyOptions {
  /** For a large database; without it the copy is in memory, whatever its size. */
  readonly sandbox: (() => Promise<Sandbox>) | null;
  /** The caller adds an index to the copy; otherwise it is opened read-only. */
  readonly writable: boolean;
  /** Open a truncated database with the pages it has, instead of reporting it as malformed. */
  readonly salvage?: boolean;
  /** Give digests of pages to the image of a copy that is not in memory. */
  readonly digests?: boolean;
  readonly maxInMemory?: number;
}

/**
 * Decrypts `main`, overlays the committed frames of `wal` and opens the result: exactly what SQLite would read from the
 * two files. The backup is only read. The copy is set to rollback journal mode, so SQLite needs no further files.
 * @throws MALFORMED_DATABASE, LIMIT_EXCEEDED, DISK_FULL, and like `StoredFile.read`
 */
export async function openPrivateCopy(
  main: StoredFile,
  wal: StoredFile | null,
  { sandbox, writable, salvage = false, digests = false, maxInMemory = MAX_IN_MEMORY }: CopyOptions,
): Promise<PrivateCopy> {
  try {
    return sandbox === null || main.size + (wal?.size ?? 0) <= maxInMemory
      ? await openInMemory(main, wal, { writable, salvage })
      : await openSandboxed(main, wal, await sandbox(), { writable, salvage, digests });
  } catch (error) {
    throw ioError(databaseError(error), msg('detail.database-of-backup'));
  }
}

/** Opens a copy that another thread has made. @throws like {@link openPrivateCopy} */
export function openAhead({
  folder,
  contents,
}: {
  readonly folder: string;
  readonly contents: CopiedContents;
}): PrivateCopy {
  try {
    return openContents(folder, contents);
  } catch (error) {
    throw ioError(databaseError(error), msg('detail.database-of-backup'));
  }
}

async function openInMemory(
  main: StoredFile,
  wal: StoredFile | null,
  { writable, salvage }: Required<Pick<CopyOptions, 'writable' | 'salvage'>>,
): Promise<PrivateCopy> {
  let bytes: Uint8Array = await readWhole(main);
  // Before the overlay: the digest is that of the file in the backup.
  const sha256 = writable ? null : hash('sha256', bytes);
  let outcome: PrivateCopy['wal'] = null;
  if (wal !== null) {
    const log = await readWhole(wal);
    const { database, ...overlaid } = overlayWal(bytes, log);
    bytes = database;
    outcome = { ...overlaid, sha256: hash('sha256', log) };
  }
  toRollbackHeader(bytes);
  const missingBytes = salvage ? missingBytesOf(bytes, bytes.length) : 0;
  if (missingBytes > 0 && missingBytes <= MAX_MISSING_IN_MEMORY) {
    const padded = new Uint8Array(bytes.length + missingBytes);
    padded.set(bytes);
    bytes = padded;
  }
  const db = openHardened(':memory:', false);
  let rebuiltPages = 0;
  try {
    // SQLite treats an empty file as an empty database, but it cannot be deserialized.
    if (bytes.length > 0) db.deserialize(bytes);
    if (salvage && !writable) rebuiltPages = rebuildPages(db, bytes);
    freeChunk(bytes);
  } catch (error) {
    db.close();
    throw error;
  }
  const image = imageOf(db);
  return { db, sha256, wal: outcome, missingBytes, rebuiltPages, inMemory: true, image, close: () => closeOnce(db) };
}

/** Lays rebuilt pages over a database that `db` has in memory. Returns their number. */
function rebuildPages(db: DatabaseSync, database: Uint8Array): number {
  const rebuilt = rebuiltPagesOf(db, imageOfBytes(database));
  for (const [number, bytes] of rebuilt) database.set(bytes, (number - 1) * bytes.length);
  if (rebuilt.size > 0) db.deserialize(database);
  return rebuilt.size;
}

async function readWhole(file: StoredFile): Promise<Buffer> {
  const bytes = Buffer.alloc(file.size);
  let filled = 0;
  for await (const chunk of file.stream()) {
    bytes.set(chunk, filled);
    filled += chunk.length;
    freeChunk(chunk);
  }
  return ownChunk(bytes);
}
