/** Smaller chunks may share their memory with others. */
const SMALLEST = 256 * 1024;

/** Chunks that own their memory. A part of a chunk does not count. */
const own = new WeakSet<Uint8Array>();

/** Marks a large chunk as one whose memory nothing else uses, so that its reader may {@link freeChunk} it. */
export function ownChunk<T extends Uint8Array>(chunk: T): T {
  if (chunk.length >= SMALLEST) own.add(chunk);
  return chunk;
}

/**
 * Frees the memory of a chunk that was written; others are left to the collector. Without this, the collector
 * takes more time than reading and writing large files, because each chunk of them makes it run sooner.
 */
export function freeChunk(chunk: Uint8Array): void {
  if (own.delete(chunk) && chunk.buffer instanceof ArrayBuffer) chunk.buffer.transfer(0);
}
