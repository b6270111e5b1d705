import { assert, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestPage, PAGE_DIGEST_BYTES } from './page-digest.ts';

function digestOf(...parts: readonly Uint8Array[]): string {
  const words = new Uint32Array(5);
  digestPage(parts, words, 1);
  return words.join();
}

const anyBytes = uint8Array({ minLength: 1, maxLength: 3000 });

describe('the digest of a page', () => {
  it('is the one of the reference implementation', () => {
    // As its test computes it: digests of 256 keys, each with a seed of its own, and the digest of all of them.
    const keys = Uint8Array.from({ length: 256 }, (_, index) => index);
    const all = new Uint32Array((256 * PAGE_DIGEST_BYTES) / 4);
    for (let length = 0; length < 256; length++) digestPage([keys.slice(0, length)], all, 4 * length, 256 - length);
    const words = new Uint32Array(4);
    digestPage([new Uint8Array(all.buffer)], words, 0);
    expect(words[0]).toBe(0xb3ece62a);
  });

  it('depends on the bytes only, not on where they are', () => {
    assert(
      property(anyBytes, integer({ min: 0, max: 20 }), integer({ min: 0, max: 3000 }), (bytes, offset, cut) => {
        const moved = new Uint8Array(bytes.length + offset);
        moved.set(bytes, offset);
        const expected = digestOf(Uint8Array.from(bytes));
        expect(digestOf(moved.subarray(offset))).toBe(expected);
        expect(digestOf(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(expected);
      }),
    );
  });

  it('is another one for each change of bytes', () => {
    assert(
      property(anyBytes, integer({ min: 0, max: 2999 }), integer({ min: 1, max: 255 }), (bytes, at, change) => {
        const changed = Uint8Array.from(bytes);
        const place = at % bytes.length;
        changed[place] = (changed[place] as number) ^ change;
        expect(digestOf(changed)).not.toBe(digestOf(bytes));
        expect(digestOf(bytes, Uint8Array.of(0))).not.toBe(digestOf(bytes));
      }),
    );
  });
});
