import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseImage } from '../../formats/sqlite-table-pages.ts';
import { missingBytesOf, overlaidSize, readWal, toRollbackHeader } from '../../formats/sqlite-wal.ts';
import { freeChunk } from '../../model/own-chunk.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { Sandbox } from '../sandbox.ts';
import { closeOnce, type PrivateCopy } from './copy.ts';
import { openHardened } from './harden.ts';
import { PageDigests } from './page-digests.ts';

const HEADER_BYTES = 100;
/** Options of {@link openSandboxed}. */
interface SandboxedOptions {
  readonly writable: boolean;
  readonly salvage: boolean;
  readonly digests?: boolean;
}

/** Maximum number of missing bytes in a truncated database that is not in memory. */
export const MAX_MISSING_ON_DISK = 4 * 1024 ** 3;

/**
 * The copy of a large database: streamed to a 0600 file in the sandbox, overwritten page by page from its WAL, and
 * opened `immutable` (no locks, no further files). Memory use is bounded for any size.
 */
export async function openSandboxed(
  main: StoredFile,
  wal: StoredFile | null,
  sandbox: Sandbox,
  { writable, salvage, digests: isDigested = false }: SandboxedOptions,
): Promise<PrivateCopy> {
  const folder = await sandbox.dir();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'main.db');
    const digests = isDigested ? new PageDigests(main.size) : null;
    const digest = writable ? null : createHash('sha256');
    await copyTo(path, main, digest, digests);
    const sha256 = digest?.digest('hex') ?? null;
    let outcome: PrivateCopy['wal'] = null;
    if (wal !== null) {
      const walPath = join(folder, 'wal');
      const walDigest = createHash('sha256');
      await copyTo(walPath, wal, walDigest);
      outcome = { ...overlayOnDisk(path, walPath, digests), sha256: walDigest.digest('hex') };
      rmSync(walPath);
    }
    const missingBytes = prepareHeader(path, salvage);
    const url = pathToFileURL(path);
    if (!writable) url.searchParams.set('immutable', '1');
    const image = new FileImage(path, digests);
    const db = openHardened(url, !writable);
    // SQLite has the file open, so its name can go: nothing decrypted outlives the process, even after SIGKILL.
    // A rollback journal would need the name; Windows refuses to unlink open files.
    if (writable) db.exec('PRAGMA journal_mode = MEMORY');
    if (process.platform !== 'win32') rmSync(path);
    const close = (): void => {
      closeOnce(db);
      image.close();
      remove();
    };
    return { db, sha256, wal: outcome, missingBytes, inMemory: false, image: () => image, close };
  } catch (error) {
    remove();
    throw error;
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

/**
 * Copies a file.
 * @param digest receives its contents
 */
async function copyTo(
  path: string,
  file: StoredFile,
  digest: Hash | null,
  digests: PageDigests | null = null,
): Promise<void> {
  const target: FileHandle = await open(path, 'wx', 0o600);
  try {
    // Each chunk is written by a libuv thread while the next one is decrypted and hashed.
    let writing = Promise.resolve();
    try {
      for await (const chunk of file.stream()) {
        digest?.update(chunk);
        digests?.add(chunk);
        await writing;
        writing = writeFully(target, chunk).then(() => freeChunk(chunk));
        // A failure is thrown where the write is awaited; until then it must not count as an unhandled rejection.
        writing.catch(() => undefined);
      }
    } finally {
      await writing;
    }
  } finally {
    await target.close();
  }
}

async function writeFully(target: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; ) written += (await target.write(chunk, written)).bytesWritten;
}

/** Like `overlayWal` but on files, with one page in memory at a time. */
function overlayOnDisk(
  path: string,
  walPath: string,
  digests: PageDigests | null,
): { frames: number; ignoredFrames: number } {
  const main = openSync(path, constants.O_RDWR);
  const wal = openSync(walPath, constants.O_RDONLY);
  try {
    const content = readWal({
      size: fstatSync(wal).size,
      read: (position, length) => readAt(wal, position, length),
    });
    const firstPage = content.pages.get(1);
    const header = firstPage === undefined ? readAt(main, 0, HEADER_BYTES) : readAt(wal, firstPage, HEADER_BYTES);
    const { size, frames, ignoredFrames } = overlaidSize(content, header, fstatSync(main).size);
    if (frames > 0) {
      ftruncateSync(main, size);
      const { pageSize, pages } = content;
      for (const [page, offset] of pages) {
        const bytes = readAt(wal, offset, pageSize);
        digests?.set(page, bytes);
        writeSync(main, bytes, 0, pageSize, (page - 1) * pageSize);
      }
    }
    return { frames, ignoredFrames };
  } finally {
    closeSync(wal);
    closeSync(main);
  }
}

/** Sets the journal mode and, for `salvage`, fills missing bytes with zeros. Returns the number of missing bytes. */
function prepareHeader(path: string, salvage: boolean): number {
  const main = openSync(path, constants.O_RDWR);
  try {
    const { size } = fstatSync(main);
    if (size < HEADER_BYTES) return 0;
    const header = readAt(main, 0, HEADER_BYTES);
    toRollbackHeader(header);
    writeSync(main, header, 0, HEADER_BYTES, 0);
    const missingBytes = salvage ? missingBytesOf(header, size) : 0;
    // Extending a file with zeros writes nothing.
    if (missingBytes > 0 && missingBytes <= MAX_MISSING_ON_DISK) ftruncateSync(main, size + missingBytes);
    return missingBytes;
  } finally {
    closeSync(main);
  }
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, buffer, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}
