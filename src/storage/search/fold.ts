/**
 * What becomes of one cluster (a base character and its marks) of a text:
 * pieces in order, each appended to the current word, standing alone as a token, or ending the word.
 */
export interface FoldedPiece {
  readonly kind: 'word' | 'token' | 'break';
  readonly text: string;
}

const characterClass = (...ranges: readonly string[]) => new RegExp(`[${ranges.join('')}]`, 'gu');

/**
 * Marks that spelling may leave out: accents, Hebrew points, Arabic vowels, hamza signs and Quranic annotation. Voicing
 * marks of kana and vowel signs of Indic scripts are not among them: they make other words.
 */
const DROPPED_MARKS = characterClass(
  '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f', // Latin, Greek, Cyrillic, signs
  '\\u0483-\\u0489', // Cyrillic
  '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7', // Hebrew
  '\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed', // Arabic
);

/** Characters with no meaning for a search. */
const IGNORED = characterClass(
  '\\u00ad\\u034f\\u0640', // soft hyphen, grapheme joiner, tatweel
  '\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff', // joiners, bidi controls
  '\\ufe00-\\ufe0f\\u{1f3fb}-\\u{1f3ff}\\u{e0000}-\\u{e01ef}', // variation selectors, skin tones, emoji tags
);

/** Letters that NFKD leaves whole but that people type as others. Applied after lower-casing. */
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

/** Scripts written without spaces: each character is a token of its own, and a word of a query a phrase of them. */
const ALONE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3005-\u3007\u30fc]$/u;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}+)$/u;
const WORD = /^[\p{L}\p{N}\p{M}]$/u;
const CHARACTERS = /\p{Regional_Indicator}{2}|[\s\S]/gu;

/** Digits of other scripts that stand in phone numbers and dates: Arabic-Indic, its Persian forms, and Devanagari. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const asciiDigit = (digit: string) => String((digit.charCodeAt(0) - (digit < '\u0900' ? 0 : 6)) & 15);

/** One spelling for all that a reader takes for the same: compatibility forms, marks, case, a few letters, digits. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(DROPPED_MARKS, '')
      .replace(IGNORED, '')
      .normalize('NFC')
      .toLowerCase()
      // İ lower-cases to i and a dot above.
      .replace(DROPPED_MARKS, '')
      .replace(DIGITS, asciiDigit)
      .replace(FOLDED_LETTERS, (letter) => LETTERS[letter] as string)
  );
}

function classify(character: string): FoldedPiece {
  if (ALONE.test(character) || EMOJI.test(character)) return { kind: 'token', text: character };
  return WORD.test(character) ? { kind: 'word', text: character } : { kind: 'break', text: '' };
}

/** Entries of {@link foldedClusters} before it is emptied: texts use few different clusters, hostile ones must not fill memory. */
const CACHE_LIMIT = 8192;
const foldedClusters = new Map<string, readonly FoldedPiece[]>();

/** Folds one cluster and tells what its pieces are. Remembers. */
export function foldCluster(cluster: string): readonly FoldedPiece[] {
  const known = foldedClusters.get(cluster);
  if (known !== undefined) return known;
  const pieces = (fold(cluster).match(CHARACTERS) ?? []).map(classify);
  if (foldedClusters.size >= CACHE_LIMIT) foldedClusters.clear();
  foldedClusters.set(cluster, pieces);
  return pieces;
}
