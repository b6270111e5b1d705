import { createHash, hash } from 'node:crypto';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { devNull } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { fileCipher } from './aes.ts';
import type { SyntheticEntry } from './backup-spec.ts';

/** Bytes read from a streamed file at once. */
const CHUNK_BYTES = 256 * 1024;

/** What the manifest has to know of a stored payload. */
interface StoredPayload {
  /** Length of the contents. */
  readonly size: number;
  /** Length of what was stored. */
  readonly storedBytes: number;
  /** SHA-1 of what was stored (before it was cut, if it was). */
  readonly digest: Buffer;
}

/** Bytes that are at hand: stored in one go, since a stream for each of many small files takes ten times as long. */
function storeBytes(contents: Uint8Array, entry: SyntheticEntry, path: string | null, key?: Uint8Array): StoredPayload {
  let stored = contents;
  if (key !== undefined) {
    const cipher = fileCipher(key, entry.noPadding !== true);
    stored = Buffer.concat([cipher.update(contents), cipher.final()]);
  }
  if (path !== null) writeFileSync(path, stored.subarray(0, entry.truncateTo));
  return { size: contents.length, storedBytes: stored.length, digest: hash('sha1', stored, 'buffer') };
}

/** A file on disk: holds one chunk in memory at a time. */
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
 * Stores the contents of `entry` at `path`, encrypted where there is a key; with `path` null nothing is written and
 * only the numbers are worked out.
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
