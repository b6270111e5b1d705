import { assert, nat, pre, property, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { ByteSearch } from './byte-search.ts';

it('finds what Buffer.indexOf finds', () => {
  const bytes = (maxLength: number) => uint8Array({ max: 2, maxLength });
  assert(
    property(bytes(60), bytes(4), nat(60), (haystack, needle, from) => {
      pre(needle.length > 0);
      expect(new ByteSearch(needle).in(haystack, from)).toBe(Buffer.from(haystack).indexOf(needle, from));
    }),
  );
});
