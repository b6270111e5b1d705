import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  missingBytesOf,
  type OverlaidDatabase,
  overlaidSize,
  readLog,
  toRollbackHeader,
} from '../../formats/sqlite-wal.ts';
import { freeChunk } from '../../model/own-chunk.ts';
import type { StoredFile } from '../file/stored-file.ts';
import type { PrivateCopy } from './copy.ts';
import { PageDigests } from './page-digests.ts';

/** How the contents of a copy are written. */
export interface ContentsOptions {
  readonly writable: boolean;
  readonly salvage: boolean;
  readonly digests?: boolean;
}

/** What is known of the contents of a copy. */
export interface CopiedContents extends Pick<PrivateCopy, 'sha256' | 'wal' | 'missingBytes'> {
  readonly digests: PageDigests | null;
}

/** Name of the database in the folder of a copy. */
export const DATABASE_NAME = 'main.db';

const HEADER_BYTES = 100;

/** Maximum number of missing bytes in a truncated database that is not in memory. */
export const MAX_MISSING_ON_DISK = 4 * 1024 ** 3;

/**
 * Writes a database to a 0600 file in an empty folder of the sandbox, and overwrites it page by page from its WAL. Memory
 * use is bounded for any size.
 */
export async function writeContents(
  folder: string,
  main: StoredFile,
  wal: StoredFile | null,
  { writable, salvage, digests: isDigested = false }: ContentsOptions,
): Promise<CopiedContents> {
  const path = join(folder, DATABASE_NAME);
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
  return { sha256, wal: outcome, missingBytes: prepareHeader(path, salvage), digests };
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
function overlayOnDisk(path: string, walPath: string, digests: PageDigests | null): Omit<OverlaidDatabase, 'database'> {
  const main = openSync(path, constants.O_RDWR);
  const wal = openSync(walPath, constants.O_RDONLY);
  try {
    const log = { size: fstatSync(wal).size, read: (at: number, length: number) => readAt(wal, at, length) };
    const content = readLog(log, readAt(main, 0, HEADER_BYTES));
    const firstPage = content.pages.get(1);
    const header = firstPage === undefined ? readAt(main, 0, HEADER_BYTES) : readAt(wal, firstPage, HEADER_BYTES);
    const { size, ...outcome } = overlaidSize(content, header, fstatSync(main).size);
    if (outcome.frames > 0) {
      ftruncateSync(main, size);
      const { pageSize, pages } = content;
      for (const [page, offset] of pages) {
        const bytes = readAt(wal, offset, pageSize);
        digests?.set(page, bytes);
        writeSync(main, bytes, 0, pageSize, (page - 1) * pageSize);
      }
    }
    return outcome;
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
