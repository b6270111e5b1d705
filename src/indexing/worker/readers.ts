import type { Reader, ReaderKind } from './reader.ts';

/** The thread that reads, of which there is one at a time: the memory of the other is free by then. */
export class Readers<R extends Pick<Reader, 'terminate'>> {
  readonly #start: (kind: ReaderKind) => R;
  #kind: ReaderKind;
  #current: R;

  /** @param first the kind that is probably needed first: it loads its code while others prepare */
  constructor(start: (kind: ReaderKind) => R, first: ReaderKind) {
    this.#start = start;
    this.#kind = first;
    this.#current = start(first);
  }

  /** The thread as it is. */
  get current(): R {
    return this.#current;
  }

  /** The thread for this kind of work. Ends the other, which must have nothing more to do. */
  async of(kind: ReaderKind): Promise<R> {
    if (kind !== this.#kind) {
      await this.#current.terminate();
      this.#kind = kind;
      this.#current = this.#start(kind);
    }
    return this.#current;
  }
}
