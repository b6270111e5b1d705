import { readSync, writeSync } from 'node:fs';
import { blockDecipher } from '../cipher.ts';
import { BLOCK } from '../plain-length.ts';
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
  const { from, to, size } = order;
  const input = (memory ??= Buffer.allocUnsafeSlow(PIECE));
  const cancelled = new Int32Array(order.cancelled);
  const decrypt = decryption(order.key);
  const stored = order.key === null ? size : Math.ceil(size / BLOCK) * BLOCK;
  for (let position = 0; position < stored; position += PIECE) {
    if (Atomics.load(cancelled, 0) !== 0) return { kind: 'cancelled' };
    if (position > 0 && position % REPORTED === 0) onWritten(position);
    const length = Math.min(PIECE, stored - position);
    const filled = calling(() => fill(from, input, length, position));
    if (typeof filled !== 'number') return { kind: 'not-read', call: filled };
    if (filled < length) return { kind: 'short' };
    const plain = decrypt(input.subarray(0, length));
    const written = calling(() => writeAll(to, plain, Math.min(length, size - position)));
    // Freed at once, the memory is that of the next piece. The collector would free it much later.
    if (plain.buffer !== input.buffer) (plain.buffer as ArrayBuffer).transfer(0);
    if (typeof written !== 'number') return { kind: 'not-written', call: written };
  }
  return { kind: 'done' };
}

/** Decrypts one piece after the other; does nothing without a key. */
function decryption(shared: SharedArrayBuffer | null): (piece: Buffer) => Uint8Array {
  if (shared === null) return (piece) => piece;
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

/** The number that `call` returns, or how a system call in it failed. @throws all other errors */
function calling(call: () => number): number | FailedCall {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    return { code: error.code, message: error.message };
  }
}
