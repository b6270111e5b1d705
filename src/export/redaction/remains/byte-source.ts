/** Bytes that are read in pieces of any size. Chunks are not copied unless a piece is over several. */
export class ByteSource {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #ready: Buffer[] = [];
  #isDone = false;
  /** Number of bytes that were taken. */
  position = 0;

  constructor(contents: AsyncIterable<Uint8Array>) {
    this.#iterator = contents[Symbol.asyncIterator]();
  }

  /** Up to `length` bytes from here without taking them; fewer only at the end. */
  async peek(length: number): Promise<Buffer> {
    let size = this.#ready.reduce((sum, chunk) => sum + chunk.length, 0);
    while (size < length && !this.#isDone) size += await this.#load();
    const [first] = this.#ready;
    if (first !== undefined && first.length >= length) return first.subarray(0, length);
    this.#ready = size === 0 ? [] : [Buffer.concat(this.#ready)];
    return (this.#ready[0] ?? Buffer.alloc(0)).subarray(0, length);
  }

  /** Takes the next chunk, of at most `limit` bytes; null at the end. */
  async take(limit = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
    while (this.#ready.length === 0 && !this.#isDone) await this.#load();
    const chunk = this.#ready.shift();
    if (chunk === undefined) return null;
    if (chunk.length > limit) this.#ready.unshift(chunk.subarray(limit));
    const taken = chunk.length > limit ? chunk.subarray(0, limit) : chunk;
    this.position += taken.length;
    return taken;
  }

  /** Takes `length` bytes; fewer only at the end. */
  async read(length: number): Promise<Buffer> {
    const bytes = await this.peek(length);
    let left = bytes.length;
    while (left > 0) left -= (await this.take(left))?.length ?? left;
    return bytes;
  }

  /** Puts back the last bytes that were taken. */
  putBack(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#ready.unshift(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.position -= bytes.length;
  }

  /** All chunks up to the end, or of the next `length` bytes. */
  async *chunks(length = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer, void, undefined> {
    let left = length;
    while (left > 0) {
      const chunk = await this.take(left);
      if (chunk === null) return;
      left -= chunk.length;
      yield chunk;
    }
  }

  /** Ends the source without reading it to its end. */
  async close(): Promise<void> {
    this.#isDone = true;
    this.#ready = [];
    await this.#iterator.return?.();
  }

  async #load(): Promise<number> {
    const { value, done } = await this.#iterator.next();
    if (done === true) {
      this.#isDone = true;
      return 0;
    }
    const chunk: Uint8Array = value;
    if (chunk.length > 0) this.#ready.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return chunk.length;
  }
}

/** Reads to the end. */
export async function skip(contents: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = contents[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

/** A source of bytes in memory. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
