import { expect, it } from 'vitest';
import { computingTime } from '../../test/support/computing-times.ts';
import { decodeVcards, readVcard, splitVcards } from './vcard.ts';

const lines = (...text: string[]): string => text.join('\r\n');

it('reads names, numbers and addresses of version 3.0, with groups, parameters and escapes', () => {
  const card = lines(
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Lind;Anna;;;',
    'FN:Anna Lind\\, Dr.',
    'item1.TEL;type="a:b";type=pref:+1 555 0100',
    'EMAIL:anna@example.org',
    'item2.URL;type=pref:http://maps.apple.com/?ll=47.5\\,9.7',
    'END:VCARD',
  );
  expect(readVcard(card)).toEqual({
    name: 'Anna Lind, Dr.',
    phones: ['+1 555 0100'],
    emails: ['anna@example.org'],
    urls: ['http://maps.apple.com/?ll=47.5,9.7'],
  });
});

it('reads version 2.1 in quoted-printable with its character set and soft line breaks', () => {
  const card = lines(
    'BEGIN:VCARD',
    'VERSION:2.1',
    'FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg M=FC=',
    'ller',
    'TEL;HOME:030 1',
    'EMAIL;QUOTED-PRINTABLE;CHARSET=no-such:a=40example.org',
    'END:VCARD',
  );
  expect(readVcard(card)).toMatchObject({ name: 'Jörg Müller', phones: ['030 1'], emails: ['a@example.org'] });
});

it.each([
  ['N:Lind;Anna;Eva;Dr.;', 'Dr. Anna Eva Lind'],
  ['N:;;;;\r\nORG:Example;Sales', 'Example'],
  ['NOTE:nobody', null],
  ['FN:Ann\r\n  Lind', 'Ann Lind'],
])('the name of %j is %j', (card, name) => {
  expect(readVcard(card).name).toBe(name);
});

it('reads addresses of version 4.0', () => {
  expect(readVcard('TEL;VALUE=uri:tel:+1-555-0100').phones).toEqual(['+1-555-0100']);
});

it('splits cards; one within another belongs to it and does not rename it', () => {
  const agent = lines('BEGIN:VCARD', 'AGENT:', 'BEGIN:VCARD', 'FN:Agent', 'END:VCARD', 'FN:Outer', 'END:VCARD');
  const cards = splitVcards(lines('junk', agent, 'BEGIN:VCARD', 'FN:Cut'));
  expect(cards.map((card) => readVcard(card).name)).toEqual(['Outer', 'Cut']);
  expect(splitVcards('END:VCARD\nno card')).toEqual([]);
  expect(splitVcards('BEGIN:VCARD\nEND:VCARD\n'.repeat(2000))).toHaveLength(500);
});

it('knows text in UTF-16, UTF-8 and Windows-1252', () => {
  const text = 'FN:Müller';
  expect(decodeVcards(Buffer.from(text))).toBe(text);
  expect(decodeVcards(Buffer.from(text, 'latin1'))).toBe(text);
  expect(decodeVcards(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text);
  expect(decodeVcards(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toBe(text);
});

it('is quick with long lines and many values', () => {
  const photo = `PHOTO;ENCODING=b:${'A'.repeat(1_000_000)}`;
  const soft = `NOTE;QUOTED-PRINTABLE:${'=\r\n'.repeat(300_000)}`;
  const nested = 'BEGIN:VCARD\r\n'.repeat(80_000);
  const quotes = `TEL;${'"'.repeat(500_000)}`;
  const card = lines(photo, soft, quotes, 'TEL:1\r\n'.repeat(100_000), nested);
  const time = computingTime(() => {
    expect(readVcard(card).phones).toHaveLength(100);
    expect(splitVcards(card)).toHaveLength(1);
  });
  expect(time).toBeLessThan(5000);
});
