import { fold } from '../model/fold.ts';

/** Splits a text into folded words. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{M}\p{N}@._+-]+/u)
    .filter((word) => word !== '');
}

/** Scripts without spaces between words: a name may start anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** True if every word of `wanted` is a prefix of a word of `words`; false if `wanted` is empty. */
export function matchesWords(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((start) => words.some((word) => beginsWithin(word, start)));
}

function beginsWithin(word: string, start: string): boolean {
  return UNSPACED.test(start) ? word.includes(start) : word.startsWith(start);
}
