import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../../../test/support/depth.ts';
import type { RemovedKind, RemovedTerm } from '../../terms.ts';
import { compile, type Strictness, TermSearch } from './term-search.ts';

function found(text: string | readonly Uint8Array[], terms: readonly RemovedTerm[], how?: Strictness): string[] {
  const labels = new Set<string>();
  const search = new TermSearch(compile(terms), ({ label }) => labels.add(label), how);
  for (const chunk of typeof text === 'string' ? [Buffer.from(text)] : text) search.write(chunk);
  search.end();
  return [...labels];
}

const isFound = (kind: RemovedKind, value: string, text: string): boolean =>
  found(text, [{ label: 'x', kind, value }]).length > 0;

const FOUND: readonly (readonly [RemovedKind, string, string])[] = [
  ['name', 'Anna Schmidt', 'with Anna Schmidt.'],
  ['name', 'Anna Schmidt', 'ANNA   schmidt'],
  ['name', 'Anna Schmidt', 'N:Schmidt;Anna;;;'],
  ['name', 'Anna Schmidt', 'https://example.com/@annaschmidt1990'],
  ['name', 'Anna Schmidt', 'SchmidtAnna.jpg'],
  ['name', 'Anna Schmidt', 'anna.schmidt@example.com'],
  ['name', 'Anna Schmidt', 'Anna\nSchmidt'],
  ['name', 'Anna Schmidt', 'A\u00adnna\u200b Schmi\u2060dt'],
  ['name', 'Anna Schmidt', '𝐀𝐧𝐧𝐚 Ｓｃｈｍｉｄｔ'],
  ['name', 'Anna', 'Annas Auto, Anna’s car'],
  ['name', 'Jürgen', 'ju\u0308rgen'],
  ['name', 'Jürgen', 'Juergen'],
  ['name', 'Ju\u0308rgen', 'JÜRGEN'],
  ['name', 'Weiß', 'WEISS and Weiss'],
  ['name', 'Łukasz Żółć', 'lukasz zolc'],
  ['name', 'Ольга', 'пишет ОЛЬГА:'],
  ['name', 'Алёна', 'Алена'],
  ['name', 'أحمد', 'قال وأحمد'],
  ['name', 'دוד'.slice(1), 'אמר לוד'],
  ['name', '王小明', '我叫王小明吧'],
  ['name', 'がく', 'か\u3099くさん'],
  ['name', 'สมชาย', 'คุณสมชายมา'],
  ['name', '철수', '철수가 왔다'],
  ['name', 'アンナ', 'はアンナさん'],
  ['name', '🐻', 'from 🐻: hi'],
  ['name', 'May', 'May: hello'],
  ['name', 'May', 'I saw May yesterday'],
  ['name', 'Max', 'Hi Max!'],
  ['word', 'Krebs', 'der Hautkrebs'],
  ['word', 'Krebs', 'Krebstherapie'],
  ['word', 'Projekt Ä', 'projekt_a'],
  ['place', 'Hauptstraße 5', 'Hauptstr. 5, 10115'],
  ['address', 'schmidt@firma.de', 'mailto:Schmidt@Firma.de?subject=x'],
  ['address', 'schmidt@firma.de', '<schmidt@firma.de>'],
  ['address', 'schmidt@firma.de', 'to schmidt+shop@firma.de'],
  ['address', 'schmidt@firma.de', '<SCHMIDT+a.b-c_1@Firma.de>'],
  ['address', 'schmidt@firma.de', 'mailto:schmidt+2024+news@firma.de?subject=x'],
  ['address', 'a.schmidt@firma.de', 'a.schmidt+x@firma.de'],
  ['number', '+49 170 1234567', '+49 (0)170 / 1234-567'],
  ['number', '+49 170 1234567', '0049 170 1234567'],
  ['number', '+49 170 1234567', '0170/1234567'],
  ['number', '+49 170 1234567', '"1701234567"'],
  ['number', '+49 170 1234567', '491701234567@s.whatsapp.net'],
  ['number', '+49 170 1234567', 'call 12 01701234567 5'],
  ['number', '+49 170 1234567', '٠١٧٠١٢٣٤٥٦٧'],
  ['number', '+49 170 1234567', '+49\u202d 170\u00a01234567'],
  ['number', '+49 170 1234567', '491701234567-1612345678@g.us'],
  ['number', '01701234567', '+49 170 1234567'],
  ['number', '491701234567@s.whatsapp.net', '0170 1234567'],
  ['number', '+1 415 555 0100', '(415) 555-0100'],
  ['number', '+1 415 555 0100', '011 1 415 555 0100'],
  ['number', '1-800-FLOWERS', 'call 1 800 flowers'],
];

const NOT_FOUND: readonly (readonly [RemovedKind, string, string])[] = [
  ['name', 'Anna', 'Johanna, Annabel, Annapolis'],
  ['name', 'Anna Schmidt', 'Anna and Schmidt. Johanna Schmidt, Annabel; Anna Schmidtke'],
  ['name', 'May', 'I may come. May I? in may, 31 May 2024, May 31, Fri May 31 22:30:15 2024'],
  ['name', 'Mark', 'the mark <b>'],
  ['name', 'Will', 'Will you come? I will.'],
  ['name', 'Max', 'max-width: 40rem; Math.max(1, 2)'],
  ['name', 'Max', 'an iPhone 15 Pro Max'],
  ['name', 'Sun', 'Sun, 31 May 2026'],
  ['name', 'Ada', '{"guid":"4ADA9F00-1ADA-4C1F-9ADA-00ADA1234567"}'],
  ['name', 'Max', `${'aB3x'.repeat(20)}7max/9${'Zq4w'.repeat(20)}`],
  ['name', 'Apple', 'made by Apple Juicer'],
  ['name', 'A', 'Person A'],
  ['name', '王', '王小明'],
  ['name', 'アンナ', 'ジョアンナ'],
  ['name', '', 'anything'],
  ['word', 'Rat', 'Berater, rational'],
  ['address', 'schmidt@firma.de', 'anna.schmidt@firma.de, xschmidt@firma.de'],
  ['address', 'schmidt@firma.de', 'schmidt-shop@firma.de, schmidt_shop@firma.de, schmidt.shop@firma.de'],
  ['address', 'schmidt@firma.de', 'anna.schmidt+shop@firma.de, schmidt+shop@firmade.de, schmidt+shop@firma.den'],
  ['address', 'schmidt@firma.de', 'Schmidt + Sohn, office@firma.de; schmidt+ shop@firma.de'],
  ['address', 'info@example.com', 'https://info.example.com'],
  ['number', '+49 170 1234567', '1701234567890'],
  ['number', '+49 170 1234567', '91701234567, 170123456, 170-123456-8'],
  ['number', '+49 170 1234567', 'A1701234567-4B1C-1701234567AB'],
  ['number', '+49 170 1234567', '2024-05-31T17:01:23.4567Z'],
  ['number', '+49 170 1234567', '170,123,456,7'],
  ['number', '3777041', '52.5163, 13.3777041'],
  ['number', '1234567', 'id="m1234567"'],
  ['number', '110', '110'],
];

describe('the search for terms', () => {
  it.each(FOUND)('finds the %s %j in %j', (kind, value, text) => {
    expect(isFound(kind, value, text)).toBe(true);
  });

  it.each(NOT_FOUND)('does not find the %s %j in %j', (kind, value, text) => {
    expect(isFound(kind, value, text)).toBe(false);
  });

  it('finds a term wherever the chunks of a text are cut', () => {
    const terms: RemovedTerm[] = [
      { label: 'a', kind: 'name', value: 'Jürgen Weiß' },
      { label: 'b', kind: 'number', value: '+49 170 1234567' },
      { label: 'c', kind: 'name', value: '王小明' },
    ];
    const bytes = Buffer.from('Hallo JU\u0308RGEN weiß, 0170 123\u00a04567, 王小明!');
    for (let first = 0; first < bytes.length; first++) {
      for (let second = first; second < bytes.length; second += 3) {
        const chunks = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
        expect([first, second, found(chunks, terms).toSorted()]).toEqual([first, second, ['a', 'b', 'c']]);
      }
    }
  });

  it('finds a term anywhere in a long text, however long the run before it', () => {
    const terms: RemovedTerm[] = [{ label: 'a', kind: 'name', value: 'Anna Schmidt' }];
    const place = fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(' ', 'word ', 'ä ', '.', '\n', '7 '));
    fc.assert(
      fc.property(place, ([before, filler]) => {
        const text = `${filler.repeat(Math.ceil(before / filler.length))} Anna Schmidt ${filler.repeat(100)}`;
        expect(found(text, terms)).toEqual(['a']);
      }),
      { numRuns: rounds(40) },
    );
  });

  it('tells the labels of several terms with the same value', () => {
    const terms: RemovedTerm[] = [
      { label: 'a', kind: 'name', value: 'Anna' },
      { label: 'b', kind: 'word', value: 'anna' },
      { label: 'c', kind: 'name', value: 'Anna Schmidt' },
    ];
    expect(found('Anna Schmidt', terms).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('takes terms that were added to a list', () => {
    const terms: RemovedTerm[] = [{ label: 'a', kind: 'name', value: 'Anna' }];
    expect(found('Bert', terms)).toEqual([]);
    terms.push({ label: 'b', kind: 'name', value: 'Bert' });
    expect(found('Bert', terms)).toEqual(['b']);
  });

  it('accepts single words in markup and short ones in bytes not at all', () => {
    const terms: RemovedTerm[] = [{ label: 'a', kind: 'name', value: 'Anna' }];
    expect(found('Anna', terms, { isMarkup: true })).toEqual([]);
    expect(found('Anna', terms, { minUnits: 6 })).toEqual([]);
  });

  it('takes a syllable of Hangul, three bytes of any file, for what it is among bytes: chance', () => {
    const terms: RemovedTerm[] = [{ label: 'a', kind: 'name', value: '박' }];
    expect(found('박 씨', terms)).toEqual(['a']);
    expect(found('박 씨', terms, { minUnits: 6 })).toEqual([]);
    expect(found('박지우 씨', [{ label: 'b', kind: 'name', value: '박지우' }], { minUnits: 6 })).toEqual(['b']);
  });
});
