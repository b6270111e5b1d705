/** Bits for each fileID: about one look-up in 16 of an absent one is answered by the manifest after all. */
const BITS_EACH = 16;
/** Bytes for a manifest of 32 million files; a longer one is filtered less well. */
const MAX_BYTES = 2 ** 26;

/**
 * A Bloom filter over fileIDs, which are SHA-1 and so need no other hash. Asking whether a file is absent takes a
 * twentieth of a SELECT, and artifacts ask for every name that a file could have.
 */
export class FileIDFilter {
  readonly #bytes: Uint8Array;
  readonly #mask: number;

  constructor(fileIDs: number) {
    const bytes = Math.min(MAX_BYTES, 2 ** Math.ceil(Math.log2(Math.max(1, fileIDs) * (BITS_EACH / 8))));
    this.#bytes = new Uint8Array(bytes);
    this.#mask = bytes - 1;
  }

  add(fileID: string): void {
    const bits = bitsOf(fileID);
    const at = (bits >>> 3) & this.#mask;
    this.#bytes[at] = (this.#bytes[at] ?? 0) | (1 << (bits & 7));
  }

  /** False only if the fileID was not added. */
  mayHold(fileID: string): boolean {
    const bits = bitsOf(fileID);
    return ((this.#bytes[(bits >>> 3) & this.#mask] ?? 0) & (1 << (bits & 7))) !== 0;
  }
}

function bitsOf(fileID: string): number {
  return Number.parseInt(fileID.slice(0, 8), 16);
}
