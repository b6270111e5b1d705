import { type FileHandle, open } from 'node:fs/promises';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import { freeChunk, ownChunk } from '../../model/own-chunk.ts';
import { blockDecipher } from './cipher.ts';
import { ioError } from './io-error.ts';
import { OPEN_FLAGS } from './open-payload.ts';
import { BLOCK, listedLength, plainLength } from './plain-length.ts';
import { readFullySync } from './read-fully.ts';

/**
 * Bytes read and decrypted at a time: the fastest size for the cipher alone and for reading ahead of it
 * (bench/decrypt.ts).
 */
export const STREAM_CHUNK = 1024 * 1024;

/** Maximum size of a single `read`; larger ranges are streamed. */
const MAX_READ = 1024 ** 3;

/** Largest range of {@link StoredFile.readSync} whose ciphertext is read into a buffer that the thread keeps. */
const KEPT_BUFFER = 64 * 1024;

/** For ciphertext: pages of databases are read in thousands, and each would have a buffer of its own. */
const kept = Buffer.allocUnsafeSlow(KEPT_BUFFER);

/** A byte range, with an optional signal to cancel. `end` is exclusive; both ends are clamped to the file. */
export interface StreamRange {
  readonly start?: number;
  readonly end?: number;
  readonly signal?: AbortSignal;
}

/**
 * A file of the backup folder, readable at any byte range and decrypted on the fly if it has a key. Writes nothing to
 * disk.
 */
export class StoredFile {
  /** Exact length of the contents in bytes. */
  readonly size: number;
  readonly integrity: FileIntegrity;
  /** Size on disk. */
  readonly storedSize: number;
  readonly #handle: FileHandle;
  readonly #key: Buffer | null;
  readonly #what: string;
  #closed = false;

  private constructor(
    handle: FileHandle,
    key: Buffer | null,
    storedSize: number,
    what: string,
    size: number,
    integrity: FileIntegrity,
  ) {
    this.#handle = handle;
    this.#key = key;
    this.#what = what;
    this.storedSize = storedSize;
    this.size = size;
    this.integrity = integrity;
  }

  /**
   * Opens `path`. With a `key` (32 bytes) it is AES-256-CBC with a zero IV, and its length is derived from the padding
   * with one read of at most 32 bytes. Without a key, the bytes are used as stored. `what` names the file in messages.
   * @throws PAYLOAD_MISSING, UNSAFE_PATH (a link, or not a regular file), NO_ACCESS, DAMAGED_BACKUP
   */
  static async open(path: string, key: Buffer | null, sizeHint: number | null, what: string): Promise<StoredFile> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(path, OPEN_FLAGS);
      const stat = await handle.stat();
      if (!stat.isFile()) throw new DomainError('UNSAFE_PATH', msg('detail.not-regular-file', { what }));
      const { size, integrity } =
        key === null
          ? listedLength(stat.size, sizeHint)
          : plainLength(stat.size, await decryptLastBlock(handle, key, stat.size, what), sizeHint);
      return new StoredFile(handle, key, stat.size, what, size, integrity);
    } catch (error) {
      await handle?.close();
      throw ioError(error, what);
    }
  }

  /**
   * Reads `length` bytes from `position`, fewer only at the end of the file.
   * @throws BAD_REQUEST, LIMIT_EXCEEDED (more than {@link MAX_READ}), DAMAGED_BACKUP
   */
  async read(position: number, length: number): Promise<Buffer> {
    if (!Number.isSafeInteger(position) || !Number.isSafeInteger(length) || position < 0 || length < 0) {
      throw new DomainError('BAD_REQUEST', msg('detail.invalid-range'));
    }
    const end = Math.min(position + length, this.size);
    if (end <= position) return Buffer.alloc(0);
    if (end - position > MAX_READ) throw new DomainError('LIMIT_EXCEEDED', msg('detail.read-too-large'));
    const { from, first, to } = this.#blocks(position, end);
    const raw = await this.#readRaw(Buffer.allocUnsafe(to - from), from);
    if (this.#key === null) return raw;
    const decipher = blockDecipher(this.#key, first === from ? null : raw.subarray(0, BLOCK));
    const plain = decipher.update(raw.subarray(first - from));
    return plain.subarray(position - first, end - first);
  }

  /**
   * As {@link read}, into `target` and synchronously, for readers in a dedicated thread. Returns the number of bytes.
   * @throws CANCELLED (the file is closed), DAMAGED_BACKUP
   */
  readSync(target: Uint8Array, position: number): number {
    const end = Math.min(position + target.length, this.size);
    if (end <= position) return 0;
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    const { from, first, to } = this.#blocks(position, end);
    const raw = this.#key === null ? target.subarray(0, end - position) : bufferOf(to - from);
    readFullySync(this.#handle.fd, raw, from, this.#what);
    if (this.#key !== null) {
      const decipher = blockDecipher(this.#key, first === from ? null : raw.subarray(0, BLOCK));
      target.set(decipher.update(raw.subarray(first - from)).subarray(position - first, end - first));
    }
    return end - position;
  }

  /**
   * The bytes of a range in chunks of about {@link STREAM_CHUNK}. The next chunk is read while the current one is
   * decrypted and used. At most one extra 16-byte block is read on either side of the range. Large chunks may be freed
   * with `freeChunk`.
   * @throws CANCELLED when the signal aborts, and like `read`
   */
  async *stream(range: StreamRange = {}): AsyncGenerator<Buffer, void, undefined> {
    const start = Math.max(0, range.start ?? 0);
    const end = Math.min(range.end ?? this.size, this.size);
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) {
      throw new DomainError('BAD_REQUEST', msg('detail.invalid-range'));
    }
    if (end <= start) return;
    const { from, first, to } = this.#blocks(start, end);
    const key = this.#key;
    // Decrypted chunks are new buffers, so two input buffers suffice. Plain chunks are yielded and must be new.
    const chunk = Math.min(STREAM_CHUNK, to - first);
    const sizes = key === null ? [] : [chunk, chunk < to - first ? chunk : 0];
    const spare = sizes.map((size) => ownChunk(Buffer.allocUnsafe(size)));
    const previous = key !== null && first > from ? await this.#readRaw(Buffer.allocUnsafe(BLOCK), from) : null;
    const decipher = key === null ? null : blockDecipher(key, previous);
    let turn = 0;
    const readAhead = (position: number): Promise<Buffer> => {
      const length = Math.min(STREAM_CHUNK, to - position);
      const target = spare[turn++ & 1]?.subarray(0, length) ?? Buffer.allocUnsafe(length);
      const reading = this.#readRaw(target, position);
      // A failure is thrown where the chunk is awaited; until then it must not count as an unhandled rejection.
      reading.catch(() => undefined);
      return reading;
    };
    let pending: Promise<Buffer> | null = readAhead(first);
    try {
      for (let position = first; pending !== null; ) {
        const raw: Buffer = await pending;
        const next = position + raw.length;
        pending = next < to ? readAhead(next) : null;
        if (range.signal?.aborted) throw new DomainError('CANCELLED', undefined);
        const plain = decipher?.update(raw) ?? raw;
        yield ownChunk(plain.subarray(Math.max(0, start - position), Math.min(plain.length, end - position)));
        position = next;
      }
    } finally {
      // If the consumer stops early, a pending read still owns a buffer and the descriptor; its failure is irrelevant.
      await pending?.catch(() => undefined);
      for (const buffer of spare) freeChunk(buffer);
    }
  }

  /** Closes the descriptor after pending reads. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#handle.close();
  }

  /**
   * The bytes to read for [start, end): whole blocks from `first` to `to`, and from `from` including the block before.
   */
  #blocks(start: number, end: number): { from: number; first: number; to: number } {
    if (this.#key === null) return { from: start, first: start, to: end };
    const first = start - (start % BLOCK);
    return { from: Math.max(0, first - BLOCK), first, to: Math.ceil(end / BLOCK) * BLOCK };
  }

  async #readRaw(target: Buffer, position: number): Promise<Buffer> {
    if (this.#closed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    return readFully(this.#handle, target, position, this.#what);
  }
}

async function decryptLastBlock(
  handle: FileHandle,
  key: Buffer,
  stored: number,
  what: string,
): Promise<Uint8Array | null> {
  if (stored < BLOCK || stored % BLOCK !== 0) return null;
  const tail = Math.min(stored, 2 * BLOCK);
  const raw = await readFully(handle, Buffer.alloc(tail), stored - tail, what);
  const previous = tail > BLOCK ? raw.subarray(0, BLOCK) : null;
  return blockDecipher(key, previous).update(raw.subarray(tail - BLOCK));
}

/** Fills `target` from `position`. @throws DAMAGED_BACKUP if the file ends before that */
async function readFully(handle: FileHandle, target: Buffer, position: number, what: string): Promise<Buffer> {
  let filled = 0;
  try {
    while (filled < target.length) {
      const { bytesRead } = await handle.read(target, filled, target.length - filled, position + filled);
      if (bytesRead === 0) throw new DomainError('DAMAGED_BACKUP', msg('detail.file-became-shorter', { what }));
      filled += bytesRead;
    }
  } catch (error) {
    throw ioError(error, what);
  }
  return target;
}

function bufferOf(size: number): Buffer {
  return size <= KEPT_BUFFER ? kept.subarray(0, size) : Buffer.allocUnsafeSlow(size);
}
