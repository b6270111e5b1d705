import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { isDomainError } from '../../model/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

describe('cursor', () => {
  it('is restored unchanged', () => {
    const property = fc.property(
      fc.record({
        id: fc.maxSafeInteger(),
        part: fc.constantFrom(0, 1),
        score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))),
        newest: fc.option(fc.maxSafeInteger()),
        total: fc.integer(),
      }),
      (cursor) => {
        const text = encodeCursor(cursor);
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeCursor(text)).toEqual(cursor);
      },
    );
    fc.assert(property, { seed: 5, numRuns: rounds(300) });
  });

  it('refuses other texts', () => {
    const wrong = [
      '',
      'x',
      'W10',
      'bnVsbA',
      Buffer.from('[1,7,null,null,1]').toString('base64url'),
      '0'.repeat(10_000),
    ];
    for (const text of wrong) {
      try {
        decodeCursor(text);
        expect.unreachable();
      } catch (error) {
        expect(isDomainError(error, 'BAD_REQUEST')).toBe(true);
      }
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decodeCursor(text);
        } catch (error) {
          expect(isDomainError(error, 'BAD_REQUEST')).toBe(true);
        }
      }),
      { seed: 6 },
    );
  });
});
