import { fold } from '../model/fold.ts';

/** The words of a text, folded. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{M}\p{N}@._+-]+/u)
    .filter((word) => word !== '');
}

/** Scripts that write without spaces: a name begins anywhere in their words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** True when every word of `wanted` begins a word of `words`; false when there is none. */
export function matchesWords(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((start) => words.some((word) => beginsWithin(word, start)));
}

function beginsWithin(word: string, start: string): boolean {
  return UNSPACED.test(start) ? word.includes(start) : word.startsWith(start);
}
