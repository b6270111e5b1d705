const characterClass = (...ranges: readonly string[]) => new RegExp(`[${ranges.join('')}]`, 'gu');

/**
 * Marks that spelling may omit: accents, Hebrew points, Arabic vowels, hamza signs and Quranic annotation. Kana voicing
 * marks and Indic vowel signs are not included, because they make different words.
 */
const DROPPED_MARKS = characterClass(
  '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f', // Latin, Greek, Cyrillic, signs
  '\\u0483-\\u0489', // Cyrillic
  '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7', // Hebrew
  '\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed', // Arabic
);

/** Characters without meaning for a search. */
const IGNORED = characterClass(
  '\\u00ad\\u034f\\u0640', // soft hyphen, grapheme joiner, tatweel
  '\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff', // joiners, bidi controls
  '\\ufe00-\\ufe0f\\u{1f3fb}-\\u{1f3ff}\\u{e0000}-\\u{e01ef}', // variation selectors, skin tones, emoji tags
);

/** Letters that NFKD leaves unchanged but that people replace when typing. Applied after lower-casing. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
  ς: 'σ',
};
const FOLDED_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Digits of other scripts found in phone numbers and dates: Arabic-Indic, its Persian variants, and Devanagari. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const asciiDigit = (digit: string) => String((digit.charCodeAt(0) - (digit < '\u0900' ? 0 : 6)) & 15);

/** The rules of {@link fold} as sources of regular expressions, for scripts that fold elsewhere. */
export const FOLD_RULES = {
  marks: DROPPED_MARKS.source,
  ignored: IGNORED.source,
  digits: DIGITS.source,
  letters: LETTERS,
} as const;

/**
 * Folds text so that variants a reader considers equal become identical: compatibility forms, marks, case, a few
 * letters, digits. Used to compare names and in the search index.
 */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(DROPPED_MARKS, '')
      .replace(IGNORED, '')
      .normalize('NFC')
      .toLowerCase()
      // İ lower-cases to i followed by a combining dot.
      .replace(DROPPED_MARKS, '')
      .replace(DIGITS, asciiDigit)
      .replace(FOLDED_LETTERS, (letter) => LETTERS[letter] as string)
  );
}
