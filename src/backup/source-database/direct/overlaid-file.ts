import {
  missingBytesOf,
  type OverlaidDatabase,
  overlaidSize,
  readLog,
  toRollbackHeader,
} from '../../../formats/sqlite-wal.ts';
import type { StoredFile } from '../../file/stored-file.ts';
import { MAX_MISSING_ON_DISK } from '../sandboxed-contents.ts';
import type { DatabaseBytes } from './engine.ts';

/** Size of the header of a database. */
export const HEADER_BYTES = 100;
/** Position of the last byte of the text encoding, of which SQLite uses two bits: 0 and 1 are UTF-8. */
const ENCODING_OFFSET = 59;
/** Largest amount that is read ahead of SQLite, which asks for a page at a time. */
const MAX_AHEAD = 256 * 1024;

/** A database with its `-wal` laid over it. */
export interface OverlaidFile extends DatabaseBytes {
  readonly wal: Omit<OverlaidDatabase, 'database'> | null;
  /** See `PrivateCopy.missingBytes`. */
  readonly missingBytes: number;
  /** False for text in UTF-16, which SQLite as WebAssembly is built without. */
  readonly isUtf8: boolean;
}

/**
 * The database that SQLite would read from the two files, decrypted page by page when it is read: the committed pages of
 * the `-wal` instead of those of `main`, in rollback journal mode, and with zeros for missing bytes. Both files stay in
 * use. @throws like `readLog`, LIMIT_EXCEEDED, and like `StoredFile.readSync`
 */
export function overlaidFile(main: StoredFile, wal: StoredFile | null): OverlaidFile {
  const read = (file: StoredFile, position: number, length: number): Uint8Array => {
    const target = new Uint8Array(length);
    return target.subarray(0, file.readSync(target, position));
  };
  const content =
    wal === null
      ? null
      : readLog(
          { size: wal.size, read: (position, length) => read(wal, position, length) },
          read(main, 0, HEADER_BYTES),
        );
  const firstPage = content?.pages.get(1);
  const header =
    wal === null || firstPage === undefined ? read(main, 0, HEADER_BYTES) : read(wal, firstPage, HEADER_BYTES);
  const { size: overlaidBytes, ...overlay } =
    content === null ? { size: main.size, frames: 0, ignoredFrames: 0 } : overlaidSize(content, header, main.size);
  const pages = overlay.frames === 0 ? null : content;
  // A WAL that does not belong to the database has not changed its header either.
  const first = pages === null ? read(main, 0, HEADER_BYTES) : header;
  const size = overlaidBytes;
  const missingBytes = missingBytesOf(first, size);
  const ahead = new ReadAhead(main);

  return {
    wal: content === null ? null : overlay,
    missingBytes,
    isUtf8: hasUtf8(first),
    size: size + (missingBytes <= MAX_MISSING_ON_DISK ? missingBytes : 0),
    read(target, position) {
      const end = Math.min(position + target.length, this.size);
      for (let at = position; at < end; ) {
        const inPage = pages === null ? 0 : at % pages.pageSize;
        const length = pages === null ? end - at : Math.min(end - at, pages.pageSize - inPage);
        const part = target.subarray(at - position, at - position + length);
        const offset = pages?.pages.get((at - inPage) / pages.pageSize + 1);
        const filled =
          wal === null || offset === undefined ? ahead.read(part, at, size) : wal.readSync(part, offset + inPage);
        part.fill(0, filled);
        at += length;
      }
      target.fill(0, Math.max(0, end - position));
      if (position === 0) toRollbackHeader(target);
      return Math.max(0, end - position);
    },
  };
}

/** The file with further pages laid over it, by number. */
export function withPages(file: OverlaidFile, pages: ReadonlyMap<number, Uint8Array>): OverlaidFile {
  return {
    ...file,
    read(target, position) {
      const read = file.read(target, position);
      for (const [number, page] of pages) {
        const at = (number - 1) * page.length - position;
        if (at >= read || at + page.length <= 0) continue;
        target.set(page.subarray(Math.max(0, -at), read - at), Math.max(0, at));
      }
      return read;
    },
  };
}

/** False for the header of a database with text in UTF-16. */
export function hasUtf8(header: Uint8Array): boolean {
  return ((header[ENCODING_OFFSET] ?? 0) & 3) <= 1;
}

/** Reads a file with a growing amount ahead while the ranges follow each other, as those of a table scan do. */
class ReadAhead {
  readonly #file: StoredFile;
  #buffer = new Uint8Array(0);
  #start = 0;
  #next = 0;
  /** Bytes that were read last. */
  #ahead = 0;

  constructor(file: StoredFile) {
    this.#file = file;
  }

  /** Reads like `StoredFile.readSync`, nothing from `end` on. */
  read(target: Uint8Array, position: number, end: number): number {
    const length = Math.min(target.length, Math.max(0, Math.min(end, this.#file.size) - position));
    const offset = position - this.#start;
    const follows = position === this.#next && position > 0;
    this.#next = position + length;
    if (offset < 0 || offset + length > this.#buffer.length) {
      if (!follows) {
        this.#ahead = length;
        return this.#file.readSync(target.subarray(0, length), position);
      }
      this.#fill(position, length);
    }
    target.set(this.#buffer.subarray(position - this.#start, position - this.#start + length));
    return length;
  }

  #fill(position: number, length: number): void {
    this.#ahead = Math.min(MAX_AHEAD, Math.max(length, 2 * this.#ahead));
    const buffer = new Uint8Array(this.#ahead);
    this.#buffer = buffer.subarray(0, this.#file.readSync(buffer, position));
    this.#start = position;
  }
}
