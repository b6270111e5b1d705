import type { DatabaseBytes } from './engine.ts';

/** A database whose changed pages are kept in memory: `bytes` are only read. */
export class WrittenPages implements DatabaseBytes {
  readonly #bytes: DatabaseBytes;
  readonly #pages = new Map<number, Uint8Array>();
  #pageSize = 0;
  #size: number;

  constructor(bytes: DatabaseBytes) {
    this.#bytes = bytes;
    this.#size = bytes.size;
  }

  get size(): number {
    return this.#size;
  }

  read(target: Uint8Array, position: number): number {
    const offset = this.#pageSize === 0 ? 0 : position % this.#pageSize;
    const page = this.#pages.get(position - offset);
    if (page === undefined) return this.#bytes.read(target, position);
    target.set(page.subarray(offset, offset + target.length));
    return target.length;
  }

  /** SQLite writes whole pages. */
  write(page: Uint8Array, position: number): void {
    this.#pageSize = page.length;
    this.#pages.set(position, page);
    this.#size = Math.max(this.#size, position + page.length);
  }
}
