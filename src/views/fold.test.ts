import { expect, it } from 'vitest';
import { indexWords } from '../storage/search/tokenizer.ts';
import { foldedWords, matchesWords } from './fold.ts';

const finds = (typed: string, name: string): boolean => matchesWords(foldedWords(typed), foldedWords(name));

it('finds a name as people type it', () => {
  expect(['soren', 'SØREN', 'sør', 'kier'].map((typed) => finds(typed, 'Søren Kierkegaard'))).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  expect(['strasse', 'straße', 'aebler'].map((typed) => finds(typed, 'Straße der Æbler'))).toEqual([true, true, true]);
  expect(finds('丽', '张丽')).toBe(true);
  expect([finds('gaard', 'Søren Kierkegaard'), finds('', 'Søren')]).toEqual([false, false]);
});

it('distinguishes voicing marks like the search index', () => {
  for (const [one, other] of [
    ['はは', 'ばば'],
    ['कि', 'कु'],
  ] as const) {
    expect(finds(one, other)).toBe(false);
    expect(indexWords(one)).not.toBe(indexWords(other));
  }
});
