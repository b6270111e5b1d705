const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);

/** A 64-bit hash of numbers and texts, in two halves. One object is reused, because a million messages need one each. */
export class Fingerprint {
  #a = 0;
  #b = 0;

  /** Begins anew. */
  reset(): void {
    this.#a = 0x811c9dc5;
    this.#b = 0x1b873593;
  }

  /** Adds a number; null differs from all numbers. */
  number(value: number | null): void {
    scratch[0] = value ?? Number.NaN;
    this.#word(words[0] as number);
    this.#word(words[1] as number);
  }

  /** Adds a text, with its length, so that two texts in a row are not taken for others; null differs from all texts. */
  text(value: string | null): void {
    const text = value ?? '';
    this.#word(value === null ? 0xffffffff : text.length);
    for (let index = 0; index < text.length; index++) this.#word(text.charCodeAt(index));
  }

  /** The first half. */
  get a(): number {
    return mixed(this.#a);
  }

  /** The second half. */
  get b(): number {
    return mixed(this.#b);
  }

  /** Both halves but for eleven bits, in one number. */
  get number53(): number {
    return this.a * 2 ** 21 + (this.b >>> 11);
  }

  #word(word: number): void {
    const a = Math.imul(this.#a ^ Math.imul(word, 0x85ebca77), 0x9e3779b1);
    this.#a = (a << 15) | (a >>> 17);
    const b = Math.imul(this.#b ^ Math.imul(word, 0xcc9e2d51), 0x85ebca6b);
    this.#b = (b << 13) | (b >>> 19);
  }
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
