import { expect, it } from 'vitest';
import { ContactDirectory, type ContactEntry } from '../contacts/contact-directory.ts';
import { People } from '../people/people.ts';
import { callView } from './call-view.ts';
import type { CallRow } from './rows.ts';

const ben: ContactEntry = {
  key: 'p1',
  name: 'Ben',
  isOwner: false,
  hasPhoto: false,
  sortKey: 'ben',
  words: ['ben'],
  handleKeys: ['+15551234567'],
};
const florist: ContactEntry = { ...ben, key: 'p2', name: 'Florist', handleKeys: ['+18003569377'] };
const people = new People(new ContactDirectory([ben, florist], true));

/** Name of the person for a call with this number. */
function nameOf(handle: string, isoCountry: string | null): string {
  const row: Partial<CallRow> = { key: 'h1', handle, isoCountry, handles: null, raw: null };
  return callView(row as CallRow, people).person.name;
}

it.each([
  // Northeim in Germany has numbers that begin with 05551.
  ['(555) 123-4567', 'DE'],
  ['(555) 123-4567', 'US'],
  ['(555) 123-4567', null],
])('%s with the country %s is the number of the contact', (handle, country) => {
  expect(nameOf(handle, country)).toBe('Ben');
});

it("matches a number with letters to the contact's number", () => {
  expect(nameOf('1-800-FLOWERS', 'US')).toBe('Florist');
  expect(nameOf('1 800 356 9377', 'US')).toBe('Florist');
});
