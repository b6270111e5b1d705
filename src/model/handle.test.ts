import { expect, it } from 'vitest';
import { handleKey, handleKind } from './handle.ts';

it.each([
  ['1-800-FLOWERS', '+18003569377'],
  ['+1 (888) GO-FEDEX', '+18884633339'],
  ['800-MATTRESS', '+18006288737'],
  ['1 800 4MY APPLE', '+18004692775'],
])('%s is a number with letters', (spelling, number) => {
  expect(handleKind(spelling)).toBe('phone');
  expect(handleKey(spelling, 'US')).toBe(number);
});

it.each(['AMAZON', '123-abc', '800-555-01A', '550e8400-e29b-41d4-a716-446655440000', 'room 1-800', '4155550101abc'])(
  '%s is no number',
  (name) => {
    expect(handleKind(name)).toBe('other');
    expect(handleKey(name, 'US')).toBe(name);
  },
);
