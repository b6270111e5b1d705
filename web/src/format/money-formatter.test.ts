import { expect, it } from 'vitest';
import { moneyFormatter } from './money-formatter.ts';

it.each([
  [12.5, 'INR', '₹12.50'],
  [1234.5, 'eur', '€1,234.50'],
  [3, 'points', '3 points'],
  [3, '€', '3 €'],
  [0.125, null, '0.125'],
])('%s %s is %s', (amount, currency, text) => {
  expect(moneyFormatter('en')(amount, currency)).toBe(text);
});
