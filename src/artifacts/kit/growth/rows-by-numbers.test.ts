import { array, assert, constantFrom, double, oneof, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowsByNumbers } from './rows-by-numbers.ts';

const someNumber = oneof(
  constantFrom(0, -0, 1, 2, 2 ** 32, 2 ** 32 + 1, -1),
  double({ noNaN: true, noDefaultInfinity: true }),
);
const someKeys = array(array(someNumber, { minLength: 2, maxLength: 2 }), { maxLength: 200 });

describe('rows by keys of numbers', () => {
  it('are those with the same numbers, and the last of several', () => {
    assert(
      property(someKeys, someKeys, (keys, others) => {
        const rows = new RowsByNumbers([0, 1].map((at) => Float64Array.from(keys, (key) => key[at] as number)));
        for (const key of [...keys, ...others]) {
          const last = keys.findLastIndex((each) => each[0] === key[0] && each[1] === key[1]);
          expect(rows.find(key)).toBe(last === -1 ? null : last);
        }
      }),
    );
  });

  it('are many', () => {
    const rows = new RowsByNumbers([Float64Array.from({ length: 100_000 }, (_, row) => 3 * row)]);
    for (let row = 0; row < 100_000; row++) {
      if (rows.find([3 * row]) !== row || rows.find([3 * row + 1]) !== null) expect.fail(`row ${row}`);
    }
  });

  it('have no texts', () => {
    const rows = new RowsByNumbers([Float64Array.of(7)]);
    expect([rows.find(['7']), rows.find([]), rows.find([7, 7]), rows.find([7])]).toEqual([null, null, null, 0]);
  });

  it('may be none', () => {
    expect(new RowsByNumbers([new Float64Array(0)]).find([0])).toBeNull();
  });
});
