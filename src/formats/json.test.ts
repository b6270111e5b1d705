import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { parseJson } from './json.ts';
import { isDict } from './plist-value.ts';

const SAMPLE = Buffer.from('{"a":[1,true,null,"ü"],"__proto__":{"b":"x"}}');

describe('parseJson', () => {
  it('reads objects as dictionaries without a prototype', () => {
    const value = parseJson(SAMPLE);
    expect(isDict(value)).toBe(true);
    expect(JSON.stringify(value)).toBe(SAMPLE.toString());
  });

  it('reads what is behind a byte order mark or a byte 0x01', () => {
    expect(parseJson(Buffer.from('\u{feff}[1]'))).toEqual([1]);
    expect(parseJson(Buffer.from('\u{1}[1]'))).toEqual([1]);
  });

  it('keeps all digits of integers of 64 bits', () => {
    const text =
      '{"token":5801939485229514753,"low":-5801939485229514753,"n":12345678901234567e3,"s":9007199254740991}';
    expect({ ...(parseJson(Buffer.from(text)) as object) }).toEqual({
      token: 5_801_939_485_229_514_753n,
      low: -5_801_939_485_229_514_753n,
      n: 12_345_678_901_234_567e3,
      s: 9_007_199_254_740_991,
    });
  });

  it('refuses what is malformed, too large, too deep or too much', () => {
    const limits = { maxBytes: 40, maxDepth: 3, maxObjects: 6 };
    expect(() => parseJson(Buffer.from('{"a":'))).toThrow(expect.objectContaining({ code: 'MALFORMED_JSON' }));
    for (const text of [`"${'a'.repeat(40)}"`, '[[[[[]]]]]', '[1,2,3,4,5,6,7]']) {
      expect(() => parseJson(Buffer.from(text), limits)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    }
    const deep = Buffer.from('['.repeat(200_000) + ']'.repeat(200_000));
    expect(() => parseJson(deep)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  it('reads or refuses damaged documents', () => {
    fc.assert(
      fc.property(mutated([SAMPLE]), (bytes) => {
        readOrRefuse(() => parseJson(bytes), 'MALFORMED_JSON', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(2000) },
    );
  });
});
