type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const FIRST_CAPACITY = 1024;

/** An array of numbers to whose end more are added. */
export class GrowingArray<A extends Numbers> {
  readonly #make: new (
    length: number,
  ) => A;
  #all: A;
  #length = 0;

  constructor(make: new (length: number) => A) {
    this.#make = make;
    this.#all = new make(FIRST_CAPACITY);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#all.length) this.#grow(this.#length + 1);
    this.#all[this.#length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.#grow(this.#length + values.length);
    this.#all.set(values, this.#length);
    this.#length += values.length;
  }

  /** The numbers, without a copy. */
  get values(): A {
    return this.#all.subarray(0, this.#length) as A;
  }

  #grow(needed: number): void {
    if (needed <= this.#all.length) return;
    const larger = new this.#make(Math.max(needed, 2 * this.#all.length));
    larger.set(this.#all);
    this.#all = larger;
  }
}
