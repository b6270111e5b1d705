import { describe, expect, it } from 'vitest';
import { computingTime } from '../../../test/support/computing-times.ts';
import { numberEnds, numbersMatch, phoneRuns, phoneTokens, queryNumber } from './phone-tokens.ts';

describe('phoneTokens', () => {
  it.each([
    ['+44 (0)20 7946 0958', '#859064970244'],
    ['020 7946 0958', '#8590649702'],
    ['0044-20-7946-0958', '#859064970244'],
    ['(555) 123-4567', '#7654321555'],
    ['\u202a+1\u00a0555\u00a0123\u00a04567\u202c', '#76543215551'],
    ['ring 555.123.4567 or 555.123.9999', '#7654321555 #9999321555'],
    ['123456', ''],
    ['no numbers', ''],
    ['12345678901234567890123', ''],
  ])('%s', (text, tokens) => {
    expect(phoneTokens(text)).toBe(tokens);
  });

  it('runs in linear time', () => {
    const time = computingTime(() => {
      for (const text of ['1 '.repeat(200_000), '1'.repeat(400_000), '1    '.repeat(100_000), '+('.repeat(200_000)])
        phoneRuns(text);
    });
    expect(time).toBeLessThan(2000);
  });
});

describe('numbers of a query', () => {
  it('treats a query that is a number as a whole', () => {
    expect(queryNumber('(020) 7946 0958')).toBe('8590649702');
    expect(queryNumber('call 020 7946 0958')).toBeNull();
    expect(queryNumber('12345')).toBeNull();
  });

  it('matches different spellings by their end', () => {
    expect(numbersMatch('8590649702', '859064970244')).toBe(true);
    expect(numbersMatch('859064970244', '8590649702')).toBe(true);
    expect(numbersMatch('859064970244', '859064')).toBe(false);
    expect(numbersMatch('859064970244', '859064970255')).toBe(false);
    expect(numberEnds('123456789')).toEqual(['1234567', '12345678']);
  });
});
