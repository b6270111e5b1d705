import { finished, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of an archive. */
export interface ZipEntry {
  /** Relative, with `/` between safe names (see `SafePaths`). */
  readonly path: string;
  /** UTC milliseconds. The time of packing is used if null or invalid. */
  readonly modifiedAt: number | null;
  /** False for contents that are already compressed. */
  readonly compress: boolean;
  /** Read to the end when it is this entry's turn. */
  readonly contents: AsyncIterable<Uint8Array | string>;
}

/** Number of compressed bytes buffered for a slow reader. */
const BUFFERED_BYTES = 1024 * 1024;
/** rw-r--r--, a regular file. */
const MODE = 0o100644;
/** Extensions of file types that hardly compress. */
const COMPRESSED =
  /\.(?:jpe?g|jpg|heic|heif|png|gif|webp|avif|mov|mp4|m4v|m4a|3gp|mp3|aac|amr|caf|zip|gz|pdf|docx|xlsx|pptx|pages|epub|ipa)$/i;

/** True for a name of a type that compression makes clearly smaller. */
export function isCompressible(name: string): boolean {
  return !COMPRESSED.test(name);
}

/**
 * A ZIP archive (ZIP64 if needed, names in UTF-8) produced while it is read. Only one entry is open at a time, and only
 * the data that a slow reader has not taken yet is buffered. The next entry is requested when the previous one has been
 * read or the reader has gone, so `entries` can close what it opened. Destroying the stream ends `entries`. An entry
 * that throws breaks the stream, so that a partial archive is not mistaken for a complete one.
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

/** Resolves when the contents of the entry have been read or the reader has gone. */
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
