import { expect, it } from 'vitest';
import { wordPlaces } from './word-places.ts';

it.each<[readonly string[], string, string]>([
  [['Left'], 'Du hast die Gruppe „Left“ genannt', 'Du hast die Gruppe „[Left]“ genannt'],
  // Matches begin at the start of a word, as in search.
  [['an', 'Ben'], 'Ben hat Hans und Anna verpasst', '[Ben] hat Hans und Anna verpasst'],
  [['a', 'ab'], 'ab a', '[a]b [a]'],
  [['ber'], 'über ber', 'über [ber]'],
  [['B'], 'B B', '[B] [B]'],
  [['left', ''], 'Ben hat die Gruppe verlassen', 'Ben hat die Gruppe verlassen'],
])('finds %j again in a sentence of another language: %s', (wanted, text, marked) => {
  let at = 0;
  let shown = '';
  for (const [start, end] of wordPlaces(wanted, text)) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  expect(shown + text.slice(at)).toBe(marked);
});
