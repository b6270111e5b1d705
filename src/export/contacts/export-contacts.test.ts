import { expect, it } from 'vitest';
import { computingTime } from '../../../test/support/computing-times.ts';
import { addressText } from './export-contacts.ts';

it('has an address in one line', () => {
  const address = { label: 'home', street: 'Hof 2 \n\n  Lange Gasse 14', zip: '1080', city: 'Wien', country: '' };
  expect(addressText(address)).toBe('home: Hof 2, Lange Gasse 14, 1080, Wien');
});

it('reads a street of spaces in linear time', () => {
  const street = `a${' '.repeat(200_000)}b`;
  expect(computingTime(() => expect(addressText({ street })).toHaveLength(200_002))).toBeLessThan(1000);
});
