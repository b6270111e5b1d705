import { expect, it } from 'vitest';
import { unknownFilters, withoutFilters } from './typed-filters.ts';

it.each([
  ['dinner after:2030', 'dinner'],
  ['from:"Zoë Baker" dinner -tag:court friday', 'dinner friday'],
  ['after:2030 before:2031', ''],
  ['dinner friday', null],
  ['"see you" with:zoë time:22-6', '"see you"'],
  ['"see you" to:zoë', null],
])('takes the filters out of %s', (query, rest) => {
  expect(withoutFilters(query)).toBe(rest);
});

it.each([
  ['to:Zoë with:ben after:2025-03 time:night', ['to']],
  ['to:anna to:ben sender:me', ['to', 'sender']],
  ['https://example.com 12:30 note: lemon', []],
  ['"to:anna"', []],
])('names what is no filter in %s', (query, names) => {
  expect(unknownFilters(query)).toEqual(names);
});
