import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { devNull } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { fileCipher } from './aes.ts';
import type { SyntheticEntry } from './backup-spec.ts';

/** Bytes read from a streamed file at once. */
const CHUNK_BYTES = 256 * 1024;

/** What the manifest has to know of a stored payload. */
export interface StoredPayload {
  /** Length of the contents. */
  readonly size: number;
  /** Length of what was stored. */
  readonly storedBytes: number;
  /** SHA-1 of what was stored (before it was cut, if it was). */
  readonly digest: Buffer;
}

async function* contentsOf(entry: SyntheticEntry): AsyncGenerator<Uint8Array, void, undefined> {
  const contents = entry.contents ?? new Uint8Array();
  if (contents instanceof Uint8Array) {
    yield contents;
    return;
  }
  yield* createReadStream(contents.path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
}

/**
 * Stores the contents of `entry` at `path`, encrypted where there is a key; with `path` null nothing is written and
 * only the numbers are worked out. Holds a chunk in memory at a time.
 */
export async function storePayload(
  entry: SyntheticEntry,
  path: string | null,
  key: Uint8Array | undefined,
): Promise<StoredPayload> {
  const cipher = key === undefined ? null : fileCipher(key, entry.noPadding !== true);
  const sha1 = createHash('sha1');
  let size = 0;
  let storedBytes = 0;
  const store = (bytes: Uint8Array): Uint8Array => {
    sha1.update(bytes);
    storedBytes += bytes.length;
    return bytes;
  };
  async function* stored(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of contentsOf(entry)) {
      size += chunk.length;
      yield store(cipher === null ? chunk : cipher.update(chunk));
    }
    if (cipher !== null) yield store(cipher.final());
  }
  await pipeline(stored, createWriteStream(path ?? devNull));
  if (path !== null && entry.truncateTo !== undefined) await truncate(path, entry.truncateTo);
  return { size, storedBytes, digest: sha1.digest() };
}
