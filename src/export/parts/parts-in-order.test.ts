import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import type { ExportPart, MadeElsewhere, MakePart, PartHelper } from './parts.ts';
import { type Piece, partsInOrder } from './parts-in-order.ts';

const LONG = 'x'.repeat(200_000);
const FACTS = { count: 1, first: null, last: null };

async function* pieces(sizes: readonly number[]): AsyncGenerator<Piece> {
  for (const [index, size] of sizes.entries()) yield { part: partOf(index), size };
}

function partOf(index: number): ExportPart {
  return { kind: 'messages', chat: String(index), from: undefined, to: undefined, after: null };
}

/** Writes a part in several texts; `made` are the parts in the order in which they were begun. */
function maker(made: string[], texts = 3): MakePart {
  return async function* make(part) {
    const name = part.kind === 'messages' ? part.chat : '';
    made.push(name);
    for (let text = 0; text < texts; text++) yield `${name}.${text} ${LONG}\n`;
    return FACTS;
  };
}

/** A helper that makes its parts step by step: at each poll, as many as `luck` returns. */
class FakeHelper implements PartHelper {
  isReady: boolean;
  readonly given: number[] = [];
  readonly #luck: () => number;
  readonly #waiting: MadeElsewhere[] = [];
  ahead = 0;
  mostAhead = 0;
  failsAt = Number.POSITIVE_INFINITY;
  #taken = 0;

  constructor(luck: () => number, isReady = true) {
    this.#luck = luck;
    this.isReady = isReady;
  }

  give(number: number, part: ExportPart): void {
    this.given.push(number);
    const name = part.kind === 'messages' ? part.chat : '';
    const text = [0, 1, 2].map((each) => `${name}.${each} ${LONG}\n`).join('');
    const bytes = Buffer.from(text);
    const middle = Math.floor(bytes.length / 2);
    this.#waiting.push(
      { kind: 'chunk', number, bytes: bytes.subarray(0, middle) },
      { kind: 'chunk', number, bytes: bytes.subarray(middle) },
      { kind: 'end', number, facts: FACTS },
    );
  }

  take(): readonly MadeElsewhere[] {
    this.#taken++;
    if (this.#taken > this.failsAt) throw new Error('The helper failed.');
    const made = this.#waiting.splice(0, Math.floor(this.#luck() * 4));
    for (const each of made) this.ahead += each.kind === 'chunk' ? each.bytes.byteLength : 0;
    this.mostAhead = Math.max(this.mostAhead, this.ahead);
    return made;
  }

  async wait(): Promise<void> {
    if (this.#waiting.length === 0) throw new Error('It waits for nothing.');
  }

  used(bytes: number): void {
    this.ahead -= bytes;
  }
}

async function textOf(parts: ReturnType<typeof partsInOrder<Piece>>): Promise<string> {
  let text = '';
  for await (const { contents, facts } of parts) {
    for await (const chunk of contents) text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    expect(facts()).toEqual(FACTS);
  }
  return text;
}

/** A small generator of numbers from 0 to 1, the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('parts in order', () => {
  it('are the same with a helper, whoever is faster', async () => {
    for (let seed = 1; seed <= rounds(12, 4); seed++) {
      const random = numbers(seed);
      const sizes = Array.from({ length: 15 }, () => Math.floor(random() * 4000));
      const alone = await textOf(partsInOrder(pieces(sizes), maker([]), null));
      const helper = new FakeHelper(random);
      const made: string[] = [];
      expect((await textOf(partsInOrder(pieces(sizes), maker(made), helper))) === alone).toBe(true);
      expect([...made.map(Number), ...helper.given].toSorted((a, b) => a - b)).toEqual(sizes.map((_, index) => index));
      expect(helper.given.length).toBeGreaterThan(0);
      expect(helper.ahead).toBe(0);
    }
  });

  it('are made by one thread as long as the other is not ready', async () => {
    const made: string[] = [];
    const helper = new FakeHelper(() => 1, false);
    await textOf(partsInOrder(pieces([1, 1, 1]), maker(made), helper));
    expect(made).toEqual(['0', '1', '2']);
    expect(helper.given).toEqual([]);
  });

  it('are only made ahead up to a limit', async () => {
    const made: string[] = [];
    // Nothing comes of the helper until this thread has nothing else to do.
    let isIdle = false;
    const helper = new FakeHelper(() => (isIdle ? 1 : 0));
    const wait = helper.wait.bind(helper);
    const begun: number[] = [];
    helper.wait = async () => {
      isIdle = true;
      begun.push(made.length);
      await wait();
    };
    await textOf(partsInOrder(pieces(Array.from({ length: 60 }, () => 4000)), maker(made), helper));
    // 600 KB each, of which 16 MB may be held.
    expect(begun[0]).toBeLessThan(32);
    expect(begun[0]).toBeGreaterThan(20);
  });

  it('end with an error of either thread, and end what is being made', async () => {
    const helper = new FakeHelper(() => 0.5);
    helper.failsAt = 5;
    await expect(textOf(partsInOrder(pieces([5000, 5000, 5000]), maker([]), helper))).rejects.toThrow('failed');
    let isEnded = false;
    const failing: MakePart = async function* make(part) {
      try {
        yield 'x'.repeat(300_000);
        if (part.kind === 'messages' && part.chat === '0') throw new Error('This thread failed.');
        return FACTS;
      } finally {
        isEnded = true;
      }
    };
    const other = new FakeHelper(() => 0.5);
    await expect(textOf(partsInOrder(pieces([5000, 5000]), failing, other))).rejects.toThrow('This thread');
    expect(isEnded).toBe(true);
  });

  it('may be left in the middle', async () => {
    let open = 0;
    const make: MakePart = async function* make() {
      open++;
      try {
        for (;;) yield 'x'.repeat(300_000);
      } finally {
        open--;
      }
    };
    for await (const { contents } of partsInOrder(pieces([5000, 5000]), make, new FakeHelper(() => 0))) {
      await contents.next();
      await contents.return();
      break;
    }
    expect(open).toBe(0);
  });
});
