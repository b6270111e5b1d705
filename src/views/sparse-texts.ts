/** Number of marks, one for each value of the hash. */
const MARKS = 2 ** 18;
/** Number of characters that are hashed: the last ones, in which ids differ. */
const HASHED = 5;

/**
 * Values of texts that are mostly asked for others. A map looks each up among all texts of the thread; this one first
 * hashes a few characters, which takes a tenth of that.
 */
export class SparseTexts<T> {
  readonly #values: ReadonlyMap<string | null, T>;
  readonly #marks = new Uint8Array(MARKS);

  constructor(entries: readonly (readonly [text: string, value: T])[]) {
    this.#values = new Map(entries);
    for (const [text] of entries) this.#marks[markOf(text)] = 1;
  }

  get(text: string | null): T | undefined {
    return text !== null && this.#marks[markOf(text)] === 1 ? this.#values.get(text) : undefined;
  }
}

function markOf(text: string): number {
  let hash = text.length;
  for (let at = Math.max(0, text.length - HASHED); at < text.length; at++) {
    hash = Math.imul(hash, 31) + text.charCodeAt(at);
  }
  return (hash >>> 0) % MARKS;
}
