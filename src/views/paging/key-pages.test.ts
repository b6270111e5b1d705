import { describe, expect, it } from 'vitest';
import { keyPages } from './key-pages.ts';

describe('reading a list along its keys', () => {
  it.each([0, 1, 999, 1000, 1001, 2000, 2345])('yields each of %i rows once, in order', async (count) => {
    const rows = Array.from({ length: count }, (_, index) => ({ key: index * 3 - 50 }));
    const pages = keyPages(Number.MIN_SAFE_INTEGER, async (after, limit) =>
      rows.filter(({ key }) => key > after).slice(0, limit),
    );
    const read = await Array.fromAsync(pages);
    expect(read.flat()).toEqual(rows);
    expect(read.every((page) => page.length > 0 && page.length <= 1000)).toBe(true);
  });

  it('reads lazily', async () => {
    let reads = 0;
    const pages = keyPages('', async (after, limit) => {
      reads++;
      return Array.from({ length: limit }, (_, index) => ({ key: `${after}${String(index).padStart(4, '0')}` }));
    });
    for await (const [first] of pages) if (first?.key.length === 8) break;
    expect(reads).toBe(2);
  });
});
