import { FileIDTable } from './file/file-id-table.ts';

/** Sizes of payloads as stored, by fileID. */
export class PayloadSizes {
  readonly #ids = new FileIDTable();
  #sizes = new Float64Array(1024);
  #isMeasured = true;

  /** False if a size is unknown. */
  get isMeasured(): boolean {
    return this.#isMeasured;
  }

  /** Adds a payload. @param size NaN if unknown */
  add(fileID: string, size: number): void {
    if (Number.isNaN(size)) this.#isMeasured = false;
    const number = this.#ids.add(fileID);
    if (number === this.#sizes.length) {
      const grown = new Float64Array(2 * number);
      grown.set(this.#sizes);
      this.#sizes = grown;
    }
    this.#sizes[number] = size;
  }

  /** The size of a payload; undefined if it is not there. */
  sizeOf(fileID: string): number | undefined {
    const number = this.#ids.numberOf(fileID);
    return number === -1 ? undefined : this.#sizes[number];
  }
}
