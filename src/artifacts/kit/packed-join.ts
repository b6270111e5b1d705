/** Keys below this and values below {@link VALUES} are packed into one double: 2^31 × 2^22 = 2^53. */
const KEYS = 2 ** 31;
const VALUES = 2 ** 22;

const NONE: readonly number[] = [];

/**
 * A join table in memory with eight bytes per pair: from a key (for example a ROWID) to its values in ascending order.
 * A `Map` takes ten times as much. Fastest for ascending keys.
 */
export class PackedJoin {
  #pairs = new Float64Array(1024);
  #size = 0;
  /** Pairs that cannot be packed: negative or huge numbers, only in damaged or crafted databases. */
  readonly #rare = new Map<number, number[]>();
  #sealed = false;
  #cursor = 0;

  /** Adds a pair; only before {@link seal}. Duplicates are ignored. */
  add(key: number, value: number): void {
    if (key < 0 || key >= KEYS || value < 0 || value >= VALUES) {
      const values = this.#rare.get(key) ?? [];
      if (values.length === 0) this.#rare.set(key, values);
      values.push(value);
      return;
    }
    if (this.#size === this.#pairs.length) this.#resize(2 * this.#size);
    this.#pairs[this.#size++] = key * VALUES + value;
  }

  /** Sorts the pairs. {@link values} can be used afterwards. */
  seal(): void {
    this.#resize(this.#size);
    // They mostly are in order already.
    if (!isAscending(this.#pairs)) this.#pairs.sort();
    this.#sealed = true;
  }

  /** Makes room for this many pairs; the old buffer is freed at once. */
  #resize(size: number): void {
    this.#pairs = new Float64Array(this.#pairs.buffer.transfer(size * Float64Array.BYTES_PER_ELEMENT));
  }

  /** The distinct values of `key`, ascending. */
  values(key: number): readonly number[] {
    if (!this.#sealed) throw new Error('seal() comes first');
    const rare = this.#rare.size === 0 ? undefined : this.#rare.get(key);
    const packed = this.#packed(key);
    return rare === undefined ? packed : [...new Set([...packed, ...rare])].sort((a, b) => a - b);
  }

  /** True if `key` has values. */
  has(key: number): boolean {
    if (key < 0 || key >= KEYS || this.#rare.size > 0) return this.values(key).length > 0;
    const from = key * VALUES;
    this.#cursor = this.#seek(from);
    return (this.#pairs[this.#cursor] ?? Infinity) < from + VALUES;
  }

  /** Calls back with every pair, some of which may be duplicates. */
  forEach(visit: (key: number, value: number) => void): void {
    for (const pair of this.#pairs) {
      const key = Math.floor(pair / VALUES);
      visit(key, pair - key * VALUES);
    }
    for (const [key, values] of this.#rare) for (const value of values) visit(key, value);
  }

  /** The only value of `key`; -1 if it has none or several. */
  only(key: number): number {
    if (key < 0 || key >= KEYS || this.#rare.size > 0) {
      const [value = -1, ...more] = this.values(key);
      return more.length === 0 ? value : -1;
    }
    const from = key * VALUES;
    const start = this.#seek(from);
    let end = start;
    let only = -1;
    for (let pair = this.#pairs[end]; pair !== undefined && pair < from + VALUES; pair = this.#pairs[++end]) {
      if (end > start && pair !== this.#pairs[end - 1]) only = -1;
      else if (end === start) only = pair - from;
    }
    this.#cursor = end;
    return only;
  }

  #packed(key: number): readonly number[] {
    if (key < 0 || key >= KEYS) return NONE;
    const from = key * VALUES;
    const start = this.#seek(from);
    this.#cursor = start;
    let end = start;
    let values: number[] | null = null;
    for (let pair = this.#pairs[end]; pair !== undefined && pair < from + VALUES; pair = this.#pairs[++end]) {
      if (end > start && pair === this.#pairs[end - 1]) continue;
      if (values === null) values = [pair - from];
      else values.push(pair - from);
    }
    this.#cursor = end;
    return values ?? NONE;
  }

  /** First position whose pair is not below `from`: usually where the last search ended. */
  #seek(from: number): number {
    const [pairs, cursor] = [this.#pairs, this.#cursor];
    if ((cursor === 0 || (pairs[cursor - 1] as number) < from) && !((pairs[cursor] ?? Infinity) < from)) return cursor;
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[middle] as number) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isAscending(numbers: Float64Array): boolean {
  for (let at = 1; at < numbers.length; at++) {
    if ((numbers[at] as number) < (numbers[at - 1] as number)) return false;
  }
  return true;
}
