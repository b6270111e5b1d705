const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
// Taken from the prototype once: V8 looks up `text.charCodeAt` on every call when it has seen more than four kinds of strings.
// oxlint-disable-next-line typescript/unbound-method -- always called with a text as `this`
const { charCodeAt } = String.prototype;

/** Words that mark the kind of a value in {@link Fingerprint.value}. */
const KIND = {
  null: 1,
  no: 2,
  yes: 3,
  number: 4,
  text: 5,
  list: 6,
  field: 7,
  end: 8,
  json: 9,
  other: 10,
  integer: 11,
} as const;
/** Added to the number of a column, so that it is none of {@link KIND}. */
const COLUMN = 16;
/** Nesting depth from which objects are hashed as JSON text. */
const DEPTH = 4;

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
    const { length } = text;
    this.#word(value === null ? 0xffffffff : length);
    const even = length & ~1;
    // #word inlined, so that both halves stay in registers instead of being loaded and stored for each pair.
    let [a, b] = [this.#a, this.#b];
    for (let index = 0; index < even; index += 2) {
      const word = charCodeAt.call(text, index) | (charCodeAt.call(text, index + 1) << 16);
      const c = Math.imul(a ^ Math.imul(word, 0x85ebca77), 0x9e3779b1);
      a = (c << 15) | (c >>> 17);
      const d = Math.imul(b ^ Math.imul(word, 0xcc9e2d51), 0x85ebca6b);
      b = (d << 13) | (d >>> 19);
    }
    this.#a = a;
    this.#b = b;
    if (even < length) this.#word(charCodeAt.call(text, even));
  }

  /** Begins the value of a column, which {@link value} adds. Columns that are null need no value. */
  column(index: number): void {
    this.#word(COLUMN + index);
  }

  /** Adds a value of any kind; one of another kind differs. Undefined is like null. */
  value(value: unknown, depth = 0): void {
    switch (typeof value) {
      case 'string':
        this.#word(KIND.text);
        return this.text(value);
      case 'number':
        if ((value | 0) === value) {
          this.#word(KIND.integer);
          return this.#word(value);
        }
        this.#word(KIND.number);
        return this.number(value);
      case 'boolean':
        return this.#word(value ? KIND.yes : KIND.no);
      case 'object':
        if (value !== null) return this.#object(value, depth);
        break;
      case 'undefined':
        break;
      case 'bigint':
      case 'function':
      case 'symbol':
        this.#word(KIND.other);
        return this.text(String(value));
    }
    this.#word(KIND.null);
  }

  #object(value: object, depth: number): void {
    if (depth >= DEPTH) {
      this.#word(KIND.json);
      return this.text(JSON.stringify(value));
    }
    if (Array.isArray(value)) {
      this.#word(KIND.list);
      this.#word(value.length);
      for (const item of value) this.value(item, depth + 1);
      return;
    }
    for (const name in value) {
      this.#word(KIND.field);
      this.#word(wordOf(name));
      this.value((value as Record<string, unknown>)[name], depth + 1);
    }
    this.#word(KIND.end);
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

/** Hashes of property names, of which there are few. */
const names = new Map<string, number>();
const MOST_NAMES = 10_000;

/** A hash of the name of a property. */
function wordOf(name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const fingerprint = new Fingerprint();
  fingerprint.text(name);
  if (names.size < MOST_NAMES) names.set(name, fingerprint.a);
  return fingerprint.a;
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
