import { expect, it } from 'vitest';
import { readContactCards } from './contact-cards.ts';

const card = (name: string, number: string): string =>
  `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nitem1.TEL;waid=1;type=CELL:${number}\nEMAIL:a@example.com\nEND:VCARD`;

it('reads one contact', () => {
  expect(readContactCards('Ann', card('Ann B', '+1 415'))).toMatchObject([
    { name: 'Ann', phones: ['+1 415'], emails: ['a@example.com'] },
  ]);
});

it('decodes names in quoted-printable, as of 2014', () => {
  const nameOf = (name: string) => readContactCards(name, null)[0]?.name;
  expect(nameOf('=C3=84nne =E2=9C=A8')).toBe('Änne ✨');
  // Others begin with the sign.
  expect(['=D', '=C3', '= Ann', 'a=C3=84'].map(nameOf)).toEqual(['=D', '=C3', '= Ann', 'a=C3=84']);
});

it('drops the title of a list', () => {
  const names = ['Ann and 1 other', 'Ann', 'Bob'].join('_$!<Name-Separator>!$_');
  const cards = [card('Ann', '1'), card('Bob', '2')].join('_$!<VCard-Separator>!$_');
  expect(readContactCards(names, cards).map(({ name, phones }) => [name, phones[0]])).toEqual([
    ['Ann', '1'],
    ['Bob', '2'],
  ]);
});

it('accepts names without cards and cards without names', () => {
  expect(readContactCards(null, card('Ann', '1'))).toMatchObject([{ name: 'Ann' }]);
  expect(readContactCards('Ann', null)).toEqual([{ name: 'Ann', phones: [], emails: [], vcard: null }]);
  expect(readContactCards(null, null)).toEqual([]);
  expect(readContactCards(null, 'no card at all')).toMatchObject([{ name: null, phones: [], vcard: 'no card at all' }]);
  // A folded line (RFC 6350 §3.2).
  expect(readContactCards(null, 'FN:Ann\r\n  Example')).toMatchObject([{ name: 'Ann Example' }]);
  expect(readContactCards(null, 'x_$!<VCard-Separator>!$_'.repeat(2000))).toHaveLength(500);
});
