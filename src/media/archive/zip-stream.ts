import { finished, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of an archive. */
export interface ZipEntry {
  /** Relative, with `/` between safe names (see `SafePaths`). */
  readonly path: string;
  /** UTC milliseconds; the time of packing where it is null or no time at all. */
  readonly modifiedAt: number | null;
  /** False for what is compressed already. */
  readonly compress: boolean;
  /** Read when its turn has come, and to its end. */
  readonly contents: AsyncIterable<Uint8Array | string>;
}

/** Compressed bytes that wait for a slow reader. */
const BUFFERED_BYTES = 1024 * 1024;
/** rw-r--r--, a regular file. */
const MODE = 0o100644;
/** Extensions of what hardly gets smaller. */
const COMPRESSED =
  /\.(?:jpe?g|jpg|heic|heif|png|gif|webp|avif|mov|mp4|m4v|m4a|3gp|mp3|aac|amr|caf|zip|gz|pdf|docx|xlsx|pptx|pages|epub|ipa)$/i;

/** Whether a file of this name is worth compressing. */
export function isCompressible(name: string): boolean {
  return !COMPRESSED.test(name);
}

/**
 * A ZIP (ZIP64 where needed, names in UTF-8) that is made while it is read: one entry is open at a time and nothing
 * waits but what a slow reader has not taken. An entry is asked for when the one before it has been read, or nobody reads
 * any more: `entries` can close then what it opened. Destroying the stream ends `entries`. An entry that throws breaks the
 * stream, so that nobody takes half an archive for a whole one.
 */
export function zipStream(entries: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: Error): void => void output.destroy(error);
  zip.on('error', fail);
  addAll(zip, entries, output).catch(fail);
  return output;
}

async function addAll(zip: ZipFile, entries: AsyncIterable<ZipEntry>, output: Readable): Promise<void> {
  for await (const entry of entries) {
    if (output.destroyed) return;
    await add(zip, entry, output);
    if (output.destroyed) return;
  }
  zip.end();
}

/** Resolves when the contents of the entry are read, or nobody reads any more. */
function add(zip: ZipFile, { path, modifiedAt, compress, contents }: ZipEntry, output: Readable): Promise<void> {
  const source = Readable.from(contents, { objectMode: false, highWaterMark: BUFFERED_BYTES });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onGone = (): void => void source.destroy();
  output.once('close', onGone);
  finished(source, (error) => {
    output.off('close', onGone);
    if (error && !output.destroyed) reject(error);
    else resolve();
  });
  const time = new Date(modifiedAt ?? Number.NaN);
  const mtime = Number.isNaN(time.getTime()) ? new Date() : time;
  zip.addReadStreamLazy(path, { mtime, mode: MODE, compress }, (give) => give(null, source));
  return promise;
}
