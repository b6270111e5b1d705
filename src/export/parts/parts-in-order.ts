import { largeChunks } from '../format/large-chunks.ts';
import type { ExportPart, MakePart, PartFacts, PartHelper } from './parts.ts';

/** A part, and how many messages it has. */
export interface Piece {
  readonly part: ExportPart;
  readonly size: number;
}

/** A part that is being made. */
export interface MadePart<P extends Piece> {
  readonly piece: P;
  /** Has to be read to its end before the next part. */
  readonly contents: AsyncGenerator<Uint8Array | string, void, undefined>;
  /** What is known of it when its contents have been read. */
  readonly facts: () => PartFacts | null;
}

/** Messages that the helper has to make: enough for as long as this thread makes a chunk and does not look. */
const GIVEN = 4000;
/** Maximum number of parts given to it at once. A small part counts as {@link LEAST_SIZE} messages. */
const MOST_GIVEN = 16;
const LEAST_SIZE = Math.ceil(GIVEN / MOST_GIVEN);
/** Bytes that this thread makes before their turn. */
const MOST_HELD = 16 * 1024 * 1024;

/** Yields the parts in order. With a helper, two threads make them, each another one. */
export async function* partsInOrder<P extends Piece>(
  pieces: AsyncIterable<P>,
  make: MakePart,
  helper: PartHelper | null,
): AsyncGenerator<MadePart<P>, void, undefined> {
  if (helper === null) {
    for await (const piece of pieces) {
      const made = { facts: null as PartFacts | null };
      yield { piece, contents: noting(make(piece.part), made), facts: () => made.facts };
    }
    return;
  }
  const work = new SharedWork(pieces[Symbol.asyncIterator](), make, helper);
  try {
    for (let slot = await work.first(); slot !== null; slot = await work.first()) {
      const { piece } = slot;
      const made = slot;
      yield { piece, contents: work.contents(slot), facts: () => made.facts };
    }
  } finally {
    await work.end();
  }
}

/** A part between its place in the order and its last byte. */
interface Slot<P> {
  readonly piece: P;
  readonly number: number;
  maker: 'nobody' | 'this' | 'helper';
  chunks: Uint8Array[];
  isDone: boolean;
  facts: PartFacts | null;
}

/** The parts that two threads are making. */
class SharedWork<P extends Piece> {
  readonly #pieces: AsyncIterator<P>;
  readonly #make: MakePart;
  readonly #helper: PartHelper;
  /** Those that have not been read, in order. */
  readonly #slots: Slot<P>[] = [];
  #count = 0;
  #isAll = false;
  /** What this thread makes. */
  #own: { readonly slot: Slot<P>; readonly chunks: AsyncGenerator<Uint8Array, void, undefined> } | null = null;
  #held = 0;

  constructor(pieces: AsyncIterator<P>, make: MakePart, helper: PartHelper) {
    this.#pieces = pieces;
    this.#make = make;
    this.#helper = helper;
  }

  /** The next part. */
  async first(): Promise<Slot<P> | null> {
    return this.#slots[0] ?? (await this.#next());
  }

  async end(): Promise<void> {
    await this.#own?.chunks.return();
    await this.#pieces.return?.();
  }

  /** The contents of the first part. While the helper makes it, this thread works on later parts. */
  async *contents(slot: Slot<P>): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      this.#collect();
      await this.#giveMore();
      const { chunks } = slot;
      slot.chunks = [];
      for (const chunk of chunks) {
        if (slot.maker === 'helper') this.#helper.used(chunk.byteLength);
        else this.#held -= chunk.byteLength;
        yield chunk;
      }
      if (chunks.length > 0) continue;
      if (slot.isDone) break;
      if (slot.maker === 'nobody') this.#begin(slot);
      else if (this.#own === null) await this.#beginAhead();
      // Another thread makes the first part then.
      if (this.#own === null || (this.#own.slot !== slot && this.#held > MOST_HELD)) await this.#helper.wait();
      else await this.#goOn();
    }
    this.#slots.shift();
  }

  async #next(): Promise<Slot<P> | null> {
    if (this.#isAll) return null;
    const { value, done } = await this.#pieces.next();
    if (done === true) {
      this.#isAll = true;
      return null;
    }
    const slot: Slot<P> = {
      piece: value,
      number: this.#count++,
      maker: 'nobody',
      chunks: [],
      isDone: false,
      facts: null,
    };
    this.#slots.push(slot);
    return slot;
  }

  #collect(): void {
    for (const made of this.#helper.take()) {
      const slot = this.#slots.find(({ number }) => number === made.number);
      if (slot === undefined) continue;
      if (made.kind === 'chunk') slot.chunks.push(made.bytes);
      else Object.assign(slot, { isDone: true, facts: made.facts });
    }
  }

  async #giveMore(): Promise<void> {
    if (!this.#helper.isReady) return;
    const given = this.#slots.filter(({ maker, isDone }) => maker === 'helper' && !isDone);
    let size = given.reduce((sum, { piece }) => sum + sizeOf(piece), 0);
    while (size < GIVEN) {
      // The first is read next, so this thread makes it at once.
      const slot = this.#slots.find(({ maker }, index) => maker === 'nobody' && index > 0) ?? (await this.#next());
      if (slot === null) return;
      slot.maker = 'helper';
      this.#helper.give(slot.number, slot.piece.part);
      size += sizeOf(slot.piece);
    }
  }

  async #beginAhead(): Promise<void> {
    if (this.#held > MOST_HELD) return;
    const slot = this.#slots.find(({ maker }) => maker === 'nobody') ?? (await this.#next());
    if (slot !== null) this.#begin(slot);
  }

  #begin(slot: Slot<P>): void {
    slot.maker = 'this';
    this.#own = { slot, chunks: largeChunks(noting(this.#make(slot.piece.part), slot)) };
  }

  /** Makes another chunk. */
  async #goOn(): Promise<void> {
    if (this.#own === null) return;
    const { slot, chunks } = this.#own;
    const { value, done } = await chunks.next();
    if (done === true) {
      slot.isDone = true;
      this.#own = null;
      return;
    }
    slot.chunks.push(value);
    this.#held += value.byteLength;
  }
}

function sizeOf({ size }: Piece): number {
  return Math.max(size, LEAST_SIZE);
}

/** The same texts; notes what is returned at the end. */
async function* noting(
  contents: ReturnType<MakePart>,
  made: { facts: PartFacts | null },
): AsyncGenerator<string, void, undefined> {
  made.facts = yield* contents;
}
