import type { ByteSource } from '../byte-source.ts';
import type { TermSearch } from '../match/term-search.ts';
import type { SearchContext } from '../search-context.ts';

/** Shorter finds are in compressed data by chance: one of six letters in 10^13 bytes. */
const MIN_UNITS = 6;
/** In UTF-16 each letter has a zero byte beside it. */
const MIN_UNITS_UTF16 = 3;

/** Searches bytes that are no text: for UTF-8, and for Latin letters in UTF-16 of both orders. */
export async function searchBinary(source: ByteSource, context: SearchContext, where = 'binary data'): Promise<void> {
  const search = new BinarySearch(context, where, MIN_UNITS);
  for await (const chunk of source.chunks()) search.write(chunk);
  search.end();
}

/** Searches bytes that contain texts, like metadata, for all terms, or for those of at least `minUnits` letters. */
export function searchMetadata(bytes: Uint8Array, context: SearchContext, where: string, minUnits = 0): void {
  const search = new BinarySearch(context, where, minUnits);
  search.write(bytes);
  search.end();
  for (const encoding of ['utf-16le', 'utf-16be']) {
    for (const start of [0, 1]) {
      const wide = context.search(where, { minUnits: Math.max(minUnits, MIN_UNITS_UTF16) });
      wide.writeText(new TextDecoder(encoding).decode(bytes.subarray(start)));
      wide.end();
    }
  }
  const latin = context.search(where, { minUnits });
  latin.writeText(new TextDecoder('windows-1252').decode(bytes));
  latin.end();
}

class BinarySearch {
  readonly #narrow: TermSearch;
  readonly #wide: readonly [TermSearch, TermSearch];
  #last = 0;
  #position = 0;
  /** Letters of text in UTF-16 whose pairs of bytes end at even and at odd positions. */
  readonly #pending: [number[], number[]] = [[], []];

  constructor(context: SearchContext, where: string, minUnits: number) {
    this.#narrow = context.search(where, { minUnits });
    const strictness = { minUnits: MIN_UNITS_UTF16 };
    this.#wide = [context.search(where, strictness), context.search(where, strictness)];
  }

  write(bytes: Uint8Array): void {
    this.#narrow.write(bytes);
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      const lane = this.#position & 1;
      this.#position++;
      const [letter, zero] = this.#last === 0 ? [byte, this.#last] : [this.#last, byte];
      // A pair of a letter and a zero, in either order, that ends here.
      const isPair = zero === 0 && letter >= 32 && letter !== 127;
      this.#last = byte;
      const pending = this.#pending[lane] as number[];
      if (isPair) {
        pending.push(letter);
        if (pending.length >= FLUSH) this.#flush(lane);
      } else if (pending.length > 0) {
        this.#flush(lane);
        this.#wide[lane]?.break();
      }
    }
  }

  end(): void {
    this.#narrow.end();
    for (const lane of [0, 1]) {
      this.#flush(lane);
      this.#wide[lane]?.end();
    }
  }

  #flush(lane: number): void {
    const pending = this.#pending[lane] as number[];
    if (pending.length >= MIN_UNITS_UTF16) this.#wide[lane]?.writeText(String.fromCharCode(...pending));
    this.#pending[lane] = [];
  }
}

const FLUSH = 4096;
