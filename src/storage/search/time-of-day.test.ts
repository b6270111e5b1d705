import { describe, expect, it } from 'vitest';
import { isDomainError } from '../../model/errors.ts';
import { parseQuery } from './query.ts';

describe('time: in a query', () => {
  it.each([
    ['time:22-6', { from: 1320, to: 360 }],
    ['time:22:00-06:30', { from: 1320, to: 390 }],
    ['time:9–17', { from: 540, to: 1020 }],
    ['time:0-24', { from: 0, to: 1440 }],
    ['time:24-6', { from: 0, to: 360 }],
    ['time:Night', { from: 1320, to: 360 }],
    ['time:"morning"', { from: 360, to: 720 }],
  ])('%s is a part of the day', (typed, range) => {
    expect(parseQuery(`kite ${typed}`)).toMatchObject({ times: [range], clauses: [[{ tokens: ['kite'] }]] });
  });

  it('may be any of several', () => {
    expect(parseQuery('time:0-1 time:evening').times).toEqual([
      { from: 0, to: 60 },
      { from: 1080, to: 1320 },
    ]);
  });

  it.each(['time:', 'time:noon', 'time:25-3', 'time:3', 'time:3-3', 'time:3:60-4', '-time:night'])(
    '%s is refused',
    (typed) => {
      let code: unknown;
      try {
        parseQuery(typed);
      } catch (error) {
        code = isDomainError(error) ? error.code : error;
      }
      expect(code).toBe('BAD_REQUEST');
    },
  );
});
