import { fold } from '../../../model/fold.ts';

/** Scripts that are written without spaces between words, as a part of a character class. */
export const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々〆';

/** Runs of {@link UNSPACED}, words of other scripts, and emoji, in folded text. */
export const PARTS = `([${UNSPACED}]+)|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+|\\p{Extended_Pictographic}`;

/** Longer words are found by their beginning, in UTF-16 code units. */
export const MAX_WORD = 24;

const PARTS_PATTERN = new RegExp(PARTS, 'gu');
// oxlint-disable-next-line no-control-regex -- all of ASCII
const ASCII = /^[\u0000-\u007f]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;

/**
 * The search terms of a text: folded words, emoji, and of scripts without spaces each pair of characters. The last
 * character of such a run is a term, too, so that every character begins one.
 */
export function searchTerms(text: string): string[] {
  if (ASCII.test(text)) {
    const words = text.toLowerCase().match(ASCII_WORDS) ?? [];
    return words.map((word) => (word.length > MAX_WORD ? word.slice(0, MAX_WORD) : word));
  }
  const terms: string[] = [];
  for (const [part, run] of fold(text).matchAll(PARTS_PATTERN)) {
    if (run === undefined) terms.push(part.slice(0, MAX_WORD));
    else {
      const characters = Array.from(run);
      for (const [index, character] of characters.entries()) terms.push(character + (characters[index + 1] ?? ''));
    }
  }
  return terms;
}
