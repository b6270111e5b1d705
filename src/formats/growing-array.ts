type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const FIRST_CAPACITY = 1024;

/** A list of numbers that grows at its end. Its buffer is transferred when it grows, so no old copy waits for the collector. */
export class GrowingArray<A extends Numbers> {
  readonly #make: new (
    buffer: ArrayBuffer,
  ) => A;
  #all: A;
  #length = 0;

  constructor(make: (new (buffer: ArrayBuffer) => A) & { readonly BYTES_PER_ELEMENT: number }) {
    this.#make = make;
    this.#all = new make(new ArrayBuffer(FIRST_CAPACITY * make.BYTES_PER_ELEMENT));
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

  /** One of the numbers; undefined if there is none. */
  at(index: number): number | undefined {
    return index < this.#length ? this.#all[index] : undefined;
  }

  /** A view of the numbers, valid until more are added. */
  get values(): A {
    return this.#all.subarray(0, this.#length) as A;
  }

  #grow(needed: number): void {
    if (needed <= this.#all.length) return;
    const capacity = Math.max(needed, Math.ceil(1.5 * this.#all.length));
    this.#all = new this.#make(this.#all.buffer.transfer(capacity * this.#all.BYTES_PER_ELEMENT));
  }
}
