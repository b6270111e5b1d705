import { createHash, hash } from 'node:crypto';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { devNull } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { fileCipher } from './aes.ts';
import type { SyntheticEntry } from './backup-spec.ts';

/** Bytes read from a streamed file at once. */
const CHUNK_BYTES = 256 * 1024;

/** Facts about a stored payload for the manifest. */
interface StoredPayload {
  /** Length of the contents in bytes. */
  readonly size: number;
  /** Length of the stored payload in bytes. */
  readonly storedBytes: number;
  /** SHA-1 of the stored payload before truncation. */
  readonly digest: Buffer;
}

/** Stores bytes in one write: a stream per file takes ten times as long for many small files. */
function storeBytes(contents: Uint8Array, entry: SyntheticEntry, path: string | null, key?: Uint8Array): StoredPayload {
  let stored = contents;
  if (key !== undefined) {
    const cipher = fileCipher(key, entry.noPadding !== true);
    stored = Buffer.concat([cipher.update(contents), cipher.final()]);
  }
  if (path !== null) writeFileSync(path, stored.subarray(0, entry.truncateTo));
  return { size: contents.length, storedBytes: stored.length, digest: hash('sha1', stored, 'buffer') };
}

/** Streams a file from disk, one chunk at a time. */
async function storeFile(
  source: string,
  entry: SyntheticEntry,
  path: string | null,
  key?: Uint8Array,
): Promise<StoredPayload> {
  const cipher = key === undefined ? null : fileCipher(key, entry.noPadding !== true);
  const sha1 = createHash('sha1');
  let size = 0;
  let storedBytes = 0;
  const count = (bytes: Uint8Array): Uint8Array => {
    sha1.update(bytes);
    storedBytes += bytes.length;
    return bytes;
  };
  async function* stored(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of createReadStream(source, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      yield count(cipher === null ? chunk : cipher.update(chunk));
    }
    if (cipher !== null) yield count(cipher.final());
  }
  await pipeline(stored, createWriteStream(path ?? devNull));
  if (path !== null && entry.truncateTo !== undefined) await truncate(path, entry.truncateTo);
  return { size, storedBytes, digest: sha1.digest() };
}

/**
 * Stores the contents of `entry` at `path`, encrypted if there is a key. With `path` null nothing is written; only size
 * and digest are computed.
 */
export async function storePayload(
  entry: SyntheticEntry,
  path: string | null,
  key?: Uint8Array,
): Promise<StoredPayload> {
  const contents = entry.contents ?? new Uint8Array();
  return contents instanceof Uint8Array
    ? storeBytes(contents, entry, path, key)
    : await storeFile(contents.path, entry, path, key);
}
