import { writeFile, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { freeChunk } from '../../model/own-chunk.ts';

/** Bytes up to which writing blocks this thread: more are written while the next are read and decrypted. */
const AT_ONCE = 256 * 1024;

const writeAside = promisify(writeFile);

/** A file that is being written. */
export class TargetFile {
  readonly #descriptor: number;
  #writing: Promise<void> | null = null;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Writes after what was written before. The bytes must not be changed or read any more: their memory may be freed. */
  async write(chunk: Uint8Array | string): Promise<void> {
    await this.#writing;
    this.#writing = null;
    if (chunk.length <= AT_ONCE) {
      writeFileSync(this.#descriptor, chunk);
      return;
    }
    this.#writing = this.#writeLarge(chunk);
    // A failure is thrown by the next call; until then it must not count as an unhandled rejection.
    this.#writing.catch(() => undefined);
  }

  /** Writes all of these in their order. */
  async writeAll(chunks: AsyncIterable<Uint8Array | string>): Promise<void> {
    for await (const chunk of chunks) await this.write(chunk);
  }

  async #writeLarge(chunk: Uint8Array | string): Promise<void> {
    await writeAside(this.#descriptor, chunk);
    if (typeof chunk !== 'string') freeChunk(chunk);
  }

  /** Waits until all is written. */
  async end(): Promise<void> {
    await this.#writing;
  }
}
