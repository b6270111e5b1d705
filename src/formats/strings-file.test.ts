import { expect, it } from 'vitest';
import { readStringsFile } from './strings-file.ts';

const TEXT = `/* The front: "not" = "this"; */
"gate_label" = "Flugsteig"; // "nor" = "that";
"Boarding group" = "Gruppe \\"A\\"\\nZeile 2";
http://a.example/x = "kein Kommentar";
"price"="5\\U20AC";
SEAT = Platz ;
"same";
"gate_label" = "Ausgang";`;

const PAIRS = {
  gate_label: 'Ausgang',
  'Boarding group': 'Gruppe "A"\nZeile 2',
  'http://a.example/x': 'kein Kommentar',
  price: '5€',
  SEAT: 'Platz',
  same: 'same',
};

it.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\u{feff}${TEXT}`)],
  ['UTF-16, little-endian', Buffer.from(`\u{feff}${TEXT}`, 'utf16le')],
  ['UTF-16, little-endian without a mark', Buffer.from(TEXT, 'utf16le')],
  ['UTF-16, big-endian', Buffer.from(`\u{feff}${TEXT}`, 'utf16le').swap16()],
])('reads texts by key in %s', (_, bytes) => {
  expect(Object.fromEntries(readStringsFile(bytes))).toEqual(PAIRS);
});

it('skips what is no pair, and takes linear time', () => {
  expect(Object.fromEntries(readStringsFile(Buffer.from('{ = ; "a" = "b"; "open')))).toEqual({ a: 'b' });
  expect(readStringsFile(Buffer.from('')).size).toBe(0);
  expect(readStringsFile(Buffer.from('/*'.repeat(20_000))).size).toBe(0);
  expect(readStringsFile(Buffer.from('"\\'.repeat(20_000))).size).toBe(0);
});
