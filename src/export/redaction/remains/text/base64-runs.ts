/** Shortest run that is decoded, in characters: a shorter one holds no name that is not a word by itself. */
const MIN_RUN = 16;
/** Length of a full line of base64: 76 (RFC 2045), 75 or 74 in cards; PEM has 64. */
const MIN_LINE = 60;
/** Largest run, in characters, that is decoded as a file; of a larger one this much. */
const MAX_RUN = 96 * 1024 * 1024;

const IS_BASE64 = new Uint8Array(256);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
  IS_BASE64[digit.charCodeAt(0)] = 1;
}

/** Finds base64 in a stream of text, over line ends and the spaces of folded lines. */
export class Base64Runs {
  readonly #onRun: (bytes: Uint8Array, isWhole: boolean) => void;
  #parts: Buffer[] = [];
  #length = 0;
  #line = 0;
  /** Characters since the last digit, which are only a line end and a space; null outside of a run. */
  #gap = 0;
  #isOpen = false;

  /** `onRun` gets the bytes of each run, and false if it was too large. */
  constructor(onRun: (bytes: Uint8Array, isWhole: boolean) => void) {
    this.#onRun = onRun;
  }

  write(bytes: Uint8Array): void {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at < data.length) at = this.#isOpen ? this.#continue(data, at) : this.#seek(data, at);
  }

  end(): void {
    this.#close();
  }

  /** Looks at every 16th byte: a run of {@link MIN_RUN} has one of them. */
  #seek(data: Buffer, from: number): number {
    for (let probe = from + MIN_RUN / 2; probe < data.length; probe += MIN_RUN / 2) {
      if (IS_BASE64[data[probe] as number] !== 1) continue;
      let start = probe;
      while (start > from && IS_BASE64[data[start - 1] as number] === 1) start--;
      let end = probe;
      while (end < data.length && end - start < MIN_RUN && IS_BASE64[data[end] as number] === 1) end++;
      if (end - start < MIN_RUN && end < data.length) {
        probe = Math.max(probe, end - MIN_RUN / 2 + 1);
        continue;
      }
      this.#isOpen = true;
      return start;
    }
    // A run may begin in the last bytes.
    let start = data.length;
    while (start > from && data.length - start < MIN_RUN && IS_BASE64[data[start - 1] as number] === 1) start--;
    if (start === data.length) return start;
    this.#isOpen = true;
    return start;
  }

  #continue(data: Buffer, from: number): number {
    let at = from;
    while (at < data.length) {
      const byte = data[at] as number;
      if (IS_BASE64[byte] !== 1) {
        const isLineEnd = byte === 10 || byte === 13 || ((byte === 32 || byte === 9) && this.#gap > 0);
        if (isLineEnd && this.#gap < 3 && (this.#gap > 0 || this.#line >= MIN_LINE)) {
          this.#gap++;
          at++;
          continue;
        }
        this.#close();
        return at + 1;
      }
      if (this.#gap > 0) {
        this.#gap = 0;
        this.#line = 0;
      }
      let end = at + 1;
      while (end < data.length && IS_BASE64[data[end] as number] === 1) end++;
      this.#line += end - at;
      this.#length += end - at;
      if (this.#length <= MAX_RUN) this.#parts.push(Buffer.from(data.subarray(at, end)));
      at = end;
    }
    return at;
  }

  #close(): void {
    if (this.#length >= MIN_RUN) {
      const text = Buffer.concat(this.#parts).toString('latin1');
      this.#onRun(Buffer.from(text, 'base64'), this.#length <= MAX_RUN);
    }
    this.#parts = [];
    this.#length = 0;
    this.#line = 0;
    this.#gap = 0;
    this.#isOpen = false;
  }
}
