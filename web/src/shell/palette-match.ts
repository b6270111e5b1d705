/** Words that people type, and the words of names that they mean. */
export interface Synonyms {
  readonly typed: readonly string[];
  readonly names: readonly string[];
}

/** Minimum number of letters of a synonym that must be typed. */
const ENOUGH = 3;

/** Rank of entries that are found by the beginnings of words of their name, by parts of words, and by a synonym. */
const BY_WORD = 1;
const BY_NAME = 0.75;
const BY_SYNONYM = 0.5;

/** Parses `locations, GPS: map, places`. */
export function parseSynonyms(text: string): Synonyms {
  const [typed = [], names = []] = text.split(':').map((list) => list.split(',').map((word) => fold(word.trim())));
  return { typed: [...typed, ...names], names };
}

/**
 * Rank of an entry for what was typed; 0 if it does not fit. It fits if its names have every typed word, in any order, or
 * what a synonym of the word, or of all words together, means.
 */
export function rankOf(typed: string, names: readonly string[], synonyms: readonly Synonyms[]): number {
  const name = fold(names.join(' '));
  const text = fold(typed.trim());
  const words = text.split(/\s+/);
  if (words.every((word) => name.includes(word))) return words.every((word) => hasWord(name, word)) ? BY_WORD : BY_NAME;
  const isMeant = (word: string): boolean => meaningsOf(word, synonyms).some((meaning) => hasWord(name, meaning));
  return isMeant(text) || words.every((word) => name.includes(word) || isMeant(word)) ? BY_SYNONYM : 0;
}

function meaningsOf(word: string, synonyms: readonly Synonyms[]): readonly string[] {
  if (word.length < ENOUGH) return [];
  return synonyms.flatMap(({ typed, names }) => (typed.some((each) => each.startsWith(word)) ? names : []));
}

/** True if a name has these words, the last of which may go on: `map` is in `On the maps`, not in `Bitmap`. */
function hasWord(name: string, words: string): boolean {
  return ` ${name}`.replace(/[^\p{L}\p{N}]+/gu, ' ').includes(` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ')}`);
}

/** Lower case without diacritics. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
