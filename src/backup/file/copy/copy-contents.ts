import { closeSync, readSync, writeSync } from 'node:fs';
import { blockDecipher } from '../cipher.ts';
import { openPayloadSync } from '../open-payload.ts';
import { BLOCK, listedLength, plainLength } from '../plain-length.ts';
import type { CopyOrder, CopyOutcome, FailedCall } from './copy-order.ts';

/** Bytes read, decrypted and written at a time: what is read and what is decrypted stay in the cache of a core. */
const PIECE = 256 * 1024;
/** Bytes between two reports of progress. */
const REPORTED = 16 * 1024 * 1024;

let memory: Buffer | null = null;

/**
 * Copies a stored file in one thread with the same memory for each piece: nothing is passed between threads, and no new
 * pages are asked of the system. `onWritten` gets the bytes written so far of a large file.
 */
export function copyContents(order: CopyOrder, onWritten: (bytes: number) => void): CopyOutcome {
  const decrypt = decryption(order.key);
  const open = calling(() => openPayloadSync(order.from));
  if (open === null) return { kind: 'not-a-file' };
  if ('code' in open) return { kind: 'not-read', call: open };
  try {
    return copyOpen(open.descriptor, open.stored, decrypt, order, onWritten);
  } finally {
    closeSync(open.descriptor);
  }
}

function copyOpen(
  from: number,
  stored: number,
  decrypt: Decryption | null,
  order: CopyOrder,
  onWritten: (bytes: number) => void,
): CopyOutcome {
  const input = (memory ??= Buffer.allocUnsafeSlow(PIECE));
  const cancelled = new Int32Array(order.cancelled);
  const whole = decrypt === null ? stored : stored - (stored % BLOCK);
  const end = (lastBlock: Uint8Array | null): ReturnType<typeof plainLength> =>
    decrypt === null ? listedLength(stored, order.sizeHint) : plainLength(stored, lastBlock, order.sizeHint);
  let { integrity } = end(null);
  for (let position = 0; position < whole; position += PIECE) {
    if (Atomics.load(cancelled, 0) !== 0) return { kind: 'cancelled' };
    if (position > 0 && position % REPORTED === 0) onWritten(position);
    let length = Math.min(PIECE, whole - position);
    const filled = calling(() => fill(from, input, length, position));
    if (typeof filled !== 'number') return { kind: 'not-read', call: filled };
    if (filled < length) return { kind: 'short' };
    const piece = input.subarray(0, length);
    const plain = decrypt?.(piece) ?? piece;
    if (position + length === whole) {
      const last = end(whole === stored ? plain.subarray(-BLOCK) : null);
      length = last.size - position;
      ({ integrity } = last);
    }
    const written = calling(() => writeAll(order.to, plain, length));
    // Freed at once, the memory is that of the next piece. The collector would free it much later.
    if (plain.buffer !== input.buffer) (plain.buffer as ArrayBuffer).transfer(0);
    if (typeof written !== 'number') return { kind: 'not-written', call: written };
  }
  return { kind: 'done', integrity };
}

/** Decrypts one piece after the other. */
type Decryption = (piece: Buffer) => Uint8Array;

function decryption(shared: SharedArrayBuffer | null): Decryption | null {
  if (shared === null) return null;
  const key = new Uint8Array(shared);
  const decipher = blockDecipher(key, null);
  key.fill(0);
  return (piece) => decipher.update(piece);
}

/** Reads until `length` bytes are there or the file ends; returns how many there are. */
function fill(descriptor: number, target: Buffer, length: number, position: number): number {
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, target, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** Writes the first `length` bytes where the last ended. */
function writeAll(descriptor: number, bytes: Uint8Array, length: number): number {
  let written = 0;
  while (written < length) written += writeSync(descriptor, bytes, written, length - written);
  return written;
}

/** What `call` returns, or how a system call in it failed. @throws all other errors */
function calling<T>(call: () => T): T | FailedCall {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    return { code: error.code, message: error.message };
  }
}
