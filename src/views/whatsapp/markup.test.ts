import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computingTime } from '../../../test/support/computing-times.ts';
import { rounds } from '../../../test/support/depth.ts';
import { markupRuns } from './markup.ts';

/** The text as shown: styles as initials in brackets. */
function shown(text: string): string {
  const runs = markupRuns(text);
  if (runs.length === 0) return text;
  return runs
    .filter(({ styles }) => !styles.includes('marker'))
    .map(({ start, length, styles }) => {
      const words = text.slice(start, start + length);
      const initials = styles.map((style) => style[0]).join('');
      return initials === '' ? words : `[${initials}:${words}]`;
    })
    .join('');
}

describe('markup of a text', () => {
  it.each([
    ['*bold*', '[b:bold]'],
    ['_italic_ and ~struck~', '[i:italic] and [s:struck]'],
    ['*_both_*', '[bi:both]'],
    ['*one _two* three_', '[b:one _two] three_'],
    ['(*bold*), “_it_”!', '([b:bold]), “[i:it]”!'],
    ['*two words* *more*', '[b:two words] [b:more]'],
    ['```a *b* _c_```', '[m:a *b* _c_]'],
    ['```first\nsecond```\n*x*', '[m:first\nsecond]\n[b:x]'],
    ['*größer* _日本_', '[b:größer] [i:日本]'],
    ['*👍*', '[b:👍]'],
    ['*https://example.org/a_b_c*', '[b:https://example.org/a_b_c]'],
  ])('%j is %j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    'snake_case_name',
    '2*3*4',
    '* item one\n* item two',
    '*not closed',
    '*over\nlines*',
    'a *b * c',
    '**',
    '****',
    '~ about ~',
    'https://example.org/_path_/*x*',
    '```',
    '``````',
    'x```code```',
    '```code```x',
  ])('%j has none', (text) => {
    expect(markupRuns(text)).toEqual([]);
  });

  it('loses nothing: runs cover any text exactly, and only pairs of markers are not shown', () => {
    const unit = fc.constantFrom('*', '_', '~', '```', '`', 'a', 'ß', '👍', ' ', '\n', 'https://a', '.');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(unit, { maxLength: 60 }).map((list) => list.join('')),
          fc.string(),
        ),
        (text) => {
          const runs = markupRuns(text);
          if (runs.length === 0) return;
          expect(runs.map(({ start, length }) => text.slice(start, start + length)).join('')).toBe(text);
          expect(runs.every(({ length }) => length > 0)).toBe(true);
          const hidden = runs.filter(({ styles }) => styles.includes('marker'));
          const characters = hidden.map(({ start, length }) => text.slice(start, start + length)).join('');
          expect(characters).toMatch(/^[*_~`]+$/);
          for (const marker of ['*', '_', '~', '`']) expect((characters.split(marker).length - 1) % 2).toBe(0);
        },
      ),
      { seed: 5, numRuns: rounds(2000) },
    );
  });

  it.each(['*a ', '```a', '_*~', 'http://*', '``` ```', '*_~a~_* '])('takes linear time for %j repeated', (unit) => {
    const text = unit.repeat(65_536 / unit.length);
    expect(computingTime(() => void markupRuns(text))).toBeLessThan(1000);
  });
});
