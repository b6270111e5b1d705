import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteSearch } from './byte-search.ts';

it('finds what Buffer.indexOf finds', () => {
  const bytes = (max: number) => fc.uint8Array({ max: 2, maxLength: max });
  fc.assert(
    fc.property(bytes(60), bytes(4), fc.nat(60), (haystack, needle, from) => {
      fc.pre(needle.length > 0);
      expect(new ByteSearch(needle).in(haystack, from)).toBe(Buffer.from(haystack).indexOf(needle, from));
    }),
  );
});
