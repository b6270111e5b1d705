import { closeSync, constants, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { DatabaseImage } from '../../formats/sqlite-table-pages.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { Sandbox } from '../sandbox.ts';
import { closeOnce, type PrivateCopy } from './copy.ts';
import { openHardened } from './harden.ts';
import type { PageDigests } from './page-digests.ts';
import { rebuiltPagesOf } from './rebuilt-pages.ts';
import { type ContentsOptions, type CopiedContents, DATABASE_NAME, writeContents } from './sandboxed-contents.ts';

/**
 * The copy of a large database: streamed to a 0600 file in the sandbox, overwritten page by page from its WAL, and
 * opened `immutable` (no locks, no further files). Memory use is bounded for any size.
 */
export async function openSandboxed(
  main: StoredFile,
  wal: StoredFile | null,
  sandbox: Sandbox,
  options: ContentsOptions,
): Promise<PrivateCopy> {
  const folder = await sandbox.dir();
  try {
    return openContents(folder, await writeContents(folder, main, wal, options), options.writable);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Opens a copy whose contents are written. Its folder is removed when it is closed, or if it cannot be opened. */
export function openContents(
  folder: string,
  { sha256, wal, missingBytes, digests }: CopiedContents,
  writable = false,
): PrivateCopy {
  let image: FileImage | null = null;
  let db: DatabaseSync | null = null;
  const close = (): void => {
    if (db !== null) closeOnce(db);
    image?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const path = join(folder, DATABASE_NAME);
    const url = pathToFileURL(path);
    if (!writable) url.searchParams.set('immutable', '1');
    const bytes = new FileImage(path, digests);
    image = bytes;
    db = openHardened(url, !writable);
    const rebuilt = writable ? new Map<number, Uint8Array>() : rebuiltPagesOf(db, bytes);
    if (rebuilt.size > 0) {
      // It has damaged pages in its cache.
      db.close();
      writePages(path, rebuilt, digests);
      db = openHardened(url, true);
    }
    // SQLite has the file open, so its name can go: nothing decrypted outlives the process, even after SIGKILL.
    // A rollback journal would need the name; Windows refuses to unlink open files.
    if (writable) db.exec('PRAGMA journal_mode = MEMORY');
    if (process.platform !== 'win32') rmSync(path);
    const rebuiltPages = rebuilt.size;
    return { db, sha256, wal, missingBytes, rebuiltPages, inMemory: false, image: () => bytes, close };
  } catch (error) {
    close();
    throw error;
  }
}

function writePages(path: string, pages: ReadonlyMap<number, Uint8Array>, digests: PageDigests | null): void {
  const descriptor = openSync(path, constants.O_RDWR);
  try {
    for (const [number, bytes] of pages) {
      writeSync(descriptor, bytes, 0, bytes.length, (number - 1) * bytes.length);
      digests?.set(number, bytes);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of the copy, which has no name by the time they are read. */
class FileImage implements DatabaseImage {
  readonly size: number;
  readonly digests: PageDigests | undefined;
  readonly #descriptor: number;
  #isOpen = true;

  constructor(path: string, digests: PageDigests | null) {
    this.digests = digests ?? undefined;
    this.#descriptor = openSync(path, constants.O_RDONLY);
    this.size = fstatSync(this.#descriptor).size;
  }

  read(target: Uint8Array, position: number): number {
    let filled = 0;
    while (filled < target.length) {
      const count = readSync(this.#descriptor, target, filled, target.length - filled, position + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }
}
