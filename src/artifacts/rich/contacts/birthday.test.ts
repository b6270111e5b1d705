import { expect, it } from 'vitest';
import { readDay } from './birthday.ts';

it.each([
  ['0', '2001-01-01'],
  ['-405604800.0', '1988-02-24'],
  [String(Date.UTC(1604, 1, 29) / 1000 - 978_307_200), '--02-29'],
  [String(Date.UTC(1604, 11, 31, 23) / 1000 - 978_307_200), '--12-31'],
  ['', null],
  [' ', null],
  ['1988-02-24', null],
  ['1e300', null],
  ['Infinity', null],
  [null, null],
])('%s is %s', (text, day) => expect(readDay(text)).toBe(day));
