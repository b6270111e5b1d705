/** Size of a chunk in UTF-16 code units: each costs a few system calls and a change of threads. */
const CHUNK = 256 * 1024;

const utf8 = new TextEncoder();

/** Joins texts to large chunks in UTF-8, each in a buffer of its own; bytes are left as they are. */
export async function* largeChunks(
  contents: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let chunk = '';
  for await (const piece of contents) {
    if (typeof piece === 'string') chunk += piece;
    if (chunk.length >= CHUNK || (chunk !== '' && typeof piece !== 'string')) {
      yield utf8.encode(chunk);
      chunk = '';
    }
    if (typeof piece !== 'string') yield piece;
  }
  if (chunk !== '') yield utf8.encode(chunk);
}
