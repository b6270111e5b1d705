import { type FoldedText, foldedForm, originalRange } from './folded-text.ts';
import type { TextMatch } from './match.ts';

/** A form of a name, a word or a phrase, and what takes its place. */
export interface TextForm {
  readonly form: string;
  readonly label: string;
  /** Found inside longer words, too. */
  readonly isPart?: boolean;
  /** Asked for as a word, not as a name: found without a capital, too. */
  readonly isWord?: boolean;
}

interface Phrase {
  readonly words: readonly string[];
  readonly label: string;
  readonly needsCapital: boolean;
}

interface FoundWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Letters and digits are words of their own, as in `IMG_0012anna`. */
const WORD = /[\p{L}\p{M}]+|\p{N}+/gu;
/** Scripts that are written without spaces, or with endings that are joined to names. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Characters that may separate the words of a phrase. */
const MAX_GAP = 4;
/** `meetAnna`, `AnnaAtHome`: where a capital begins another word. */
const INNER_CAPITAL = /\p{Ll}\p{Lu}/u;
/** Minimum number of letters of a name to be found between such capitals. */
const MIN_INNER = 4;
/** Names that are among the commonest words: only with a capital they are names. */
const EVERYDAY = new Set([
  'will',
  'may',
  'mai',
  'do',
  'so',
  'an',
  'in',
  'my',
  'can',
  'art',
  'sun',
  'see',
  'ist',
  'bin',
  'on',
  'et',
]);

/**
 * Finds names and words in folded texts: as whole words, also with the ending of a genitive (`Annas`, `Anna's`); phrases
 * whatever is between their words.
 */
export class NameMatcher {
  /** By first word, the longest first. */
  readonly #phrases = new Map<string, Phrase[]>();
  readonly #parts: { readonly part: string; readonly label: string }[] = [];

  constructor(forms: readonly TextForm[]) {
    const seen = new Set<string>();
    for (const { form, label, isPart = false, isWord = false } of forms) {
      const folded = foldedForm(form).trim();
      if (folded === '' || seen.has(folded)) continue;
      seen.add(folded);
      const words = folded.match(WORD) ?? [];
      if (isPart || words.length === 0 || UNSPACED.test(folded)) this.#parts.push({ part: folded, label });
      const [first] = words;
      if (first === undefined) continue;
      const known = this.#phrases.get(first);
      const phrase = { words, label, needsCapital: !isWord && words.length === 1 && EVERYDAY.has(first) };
      if (known === undefined) this.#phrases.set(first, [phrase]);
      else known.push(phrase);
    }
    for (const phrases of this.#phrases.values()) phrases.sort((a, b) => b.words.length - a.words.length);
    this.#parts.sort((a, b) => b.part.length - a.part.length);
  }

  /** All matches in a text and its folded form; they may overlap. */
  find(original: string, text: FoldedText): TextMatch[] {
    const matches: TextMatch[] = [];
    const { folded } = text;
    if (this.#phrases.size > 0) this.#findPhrases(original, text, matches);
    for (const { part, label } of this.#parts) {
      for (let at = folded.indexOf(part); at !== -1; at = folded.indexOf(part, at + 1)) {
        matches.push(matchOf(text, at, at + part.length, label));
      }
    }
    return matches;
  }

  #findPhrases(original: string, text: FoldedText, matches: TextMatch[]): void {
    const words = [...text.folded.matchAll(WORD)].map((found) => ({
      word: found[0],
      start: found.index,
      end: found.index + found[0].length,
    }));
    this.#findIn(words, original, text, matches);
    if (!INNER_CAPITAL.test(original)) return;
    const inner = words.flatMap((word) => atCapitals(word, original, text));
    this.#findIn(inner, original, text, matches);
  }

  #findIn(words: readonly FoundWord[], original: string, text: FoldedText, matches: TextMatch[]): void {
    for (let at = 0; at < words.length; at++) {
      const first = words[at];
      if (first === undefined) continue;
      const stem = withoutEnding(first.word);
      const phrases = [
        ...(this.#phrases.get(first.word) ?? []),
        // The ending belongs to the last word of a name only.
        ...(stem === null ? [] : (this.#phrases.get(stem) ?? []).filter((phrase) => phrase.words.length === 1)),
      ];
      for (const { words: wanted, label, needsCapital } of phrases) {
        const last = words[at + wanted.length - 1];
        if (last === undefined || !isPhrase(words, at, wanted)) continue;
        if (needsCapital && !isCapital(original, text, first.start)) continue;
        matches.push(matchOf(text, first.start, last.end, label));
        break;
      }
    }
  }
}

function isCapital(original: string, { starts }: FoldedText, at: number): boolean {
  return /^\p{Lu}/u.test(original.slice(starts[at], (starts[at] ?? 0) + 2));
}

/** The long words that capitals make of a word; none if it has no capital inside. */
function atCapitals({ word, start, end }: FoundWord, original: string, { starts }: FoldedText): FoundWord[] {
  if (!INNER_CAPITAL.test(original.slice(starts[start], starts[end]))) return [];
  const cuts = [start];
  for (let at = start + 1; at < end; at++) {
    const [before, here] = [starts[at - 1] as number, starts[at] as number];
    if (before !== here && INNER_CAPITAL.test(original.slice(before, here + 1))) cuts.push(at);
  }
  return cuts
    .map((from, index) => ({ from, to: cuts[index + 1] ?? end }))
    .filter(({ from, to }) => to - from >= MIN_INNER)
    .map(({ from, to }) => ({ word: word.slice(from - start, to - start), start: from, end: to }));
}

function isPhrase(words: readonly FoundWord[], at: number, wanted: readonly string[]): boolean {
  return wanted.every((word, index) => {
    const there = words[at + index];
    const before = words[at + index - 1];
    if (there === undefined) return false;
    if (index > 0 && before !== undefined && there.start - before.end > MAX_GAP) return false;
    return there.word === word || (index === wanted.length - 1 && withoutEnding(there.word) === word);
  });
}

/** A word without the ending of a genitive or plural; null if it has none. */
function withoutEnding(word: string): string | null {
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : null;
}

function matchOf(text: FoldedText, start: number, end: number, label: string): TextMatch {
  const [from, to] = originalRange(text, start, end);
  return { start: from, end: to, label };
}
