import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { parseByteRange } from './byte-range.ts';

describe('a Range header', () => {
  // The examples of RFC 9110 §14.1.2 for a representation of 10,000 bytes.
  it.each([
    ['bytes=0-499', { kind: 'part', start: 0, end: 500 }],
    ['bytes=500-999', { kind: 'part', start: 500, end: 1000 }],
    ['bytes=-500', { kind: 'part', start: 9500, end: 10_000 }],
    ['bytes=9500-', { kind: 'part', start: 9500, end: 10_000 }],
    ['bytes=0-0', { kind: 'part', start: 0, end: 1 }],
    ['bytes=-20000', { kind: 'part', start: 0, end: 10_000 }],
    ['bytes=0-999999999999999999999999', { kind: 'part', start: 0, end: 10_000 }],
    ['BYTES = 1-2', { kind: 'part', start: 1, end: 3 }],
    ['bytes=10000-', { kind: 'unsatisfiable' }],
    ['bytes=999999999999999999999999-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=2-1', { kind: 'whole' }],
    ['bytes=0-0,-1', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=1', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
    ['bytes=+1-2', { kind: 'whole' }],
    ['items=0-1', { kind: 'whole' }],
    ['', { kind: 'whole' }],
    [undefined, { kind: 'whole' }],
  ])('%s', (header, expected) => {
    expect(parseByteRange(header, 10_000)).toEqual(expected);
  });

  it('has no satisfiable range in an empty file', () => {
    for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
      expect(parseByteRange(header, 0)).toEqual({ kind: 'unsatisfiable' });
    }
  });

  it('never exceeds the file', () => {
    const header = fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^bytes=\d{0,18}-\d{0,18}$/));
    fc.assert(
      fc.property(header, fc.nat(), (text, size) => {
        const range = parseByteRange(text, size);
        if (range.kind !== 'part') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.start).toBeLessThan(range.end);
        expect(range.end).toBeLessThanOrEqual(size);
      }),
      { seed: 7, numRuns: rounds(2000) },
    );
  });
});
