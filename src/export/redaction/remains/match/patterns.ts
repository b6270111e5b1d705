import type { RemovedTerm } from '../../terms.ts';
import { isOfDates, isOfExports, isOrdinary } from './ordinary-words.ts';
import { hasUnits, isHangul, isUnspaced, PHONE, unitsOf } from './units.ts';

/** Units to look for, and their required surroundings. */
export interface Pattern {
  readonly term: RemovedTerm;
  /** With a separator at each end that must be a word boundary; numbers below 32 are equal. */
  readonly units: Uint8Array;
  /** A single word: found in contents only, not in markup. */
  readonly isWord: boolean;
  /** A word of everyday language, or of dates: found only where it is written as a name. */
  readonly isOrdinary: boolean;
  /** A month or a day of the week, which is in every export beside a number. */
  readonly isOfDates: boolean;
  /** Letters that are also hexadecimal digits. */
  readonly isHex: boolean;
  /** A mail address: more before it makes another address. */
  readonly isAddress: boolean;
  /** Bytes that it has in UTF-8, at least: a syllable of Hangul has three, and more units. */
  readonly bytes: number;
  /** Required text after a plus sign and a tag: `@domain`. Null for all but the beginnings of addresses. */
  readonly afterTag: Uint8Array | null;
}

/** Letters that follow a conjunction, an article or a preposition without a space. */
const ATTACHED: readonly (readonly [script: RegExp, prefixes: readonly string[]])[] = [
  [/^\p{Script=Arabic}/u, ['و', 'ف', 'ب', 'ل', 'ك', 'ال', 'وال']],
  [/^\p{Script=Hebrew}/u, ['ו', 'ה', 'ב', 'ל', 'מ', 'ש', 'כ']],
];
/** Spellings of umlauts on keyboards without them. */
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
/** Minimum length of a word that is also found at the beginning and end of longer ones. */
const MIN_PART = 5;
/** Maximum length of a value that is searched as a whole, in characters; of longer ones the beginning is searched. */
const MAX_VALUE = 400;

/** The patterns of a term that is not a number. None if it has no letter, or only one. */
export function patternsOf(term: RemovedTerm): Pattern[] {
  // Digits are compared by themselves; numbers with letters are words (1-800-FLOWERS).
  if (term.kind === 'number' && !/\p{L}{2}/u.test(term.value.replace(/@.*$/u, ''))) return [];
  if (term.kind === 'name' && isOfExports(term.value)) return [];
  const value = Array.from(term.value.normalize('NFC').trim()).slice(0, MAX_VALUE).join('');
  return [
    ...[...new Set(spellings(term, value))].flatMap((text) => patternOf(term, text)),
    ...taggedAddress(term, value),
  ];
}

/** `anna+shop@…`, whose mail arrives at `anna@…`. */
function taggedAddress(term: RemovedTerm, address: string): Pattern[] {
  const at = address.lastIndexOf('@');
  if (term.kind !== 'address' || at < 1 || at === address.length - 1 || address.includes('+')) return [];
  const afterTag = unitsOf(address.slice(at));
  const patterns = patternOf(term, address.slice(0, at));
  return patterns.map((pattern) => ({ ...pattern, isWord: false, isHex: false, isAddress: true, afterTag }));
}

function* spellings(term: RemovedTerm, value: string): Generator<string, void, undefined> {
  yield value;
  const plain = value.toLowerCase().replace(/[äöüåø]/g, (letter) => UMLAUTS[letter] ?? letter);
  if (plain !== value.toLowerCase()) yield plain;
  if (term.kind === 'place') {
    const short = value.replace(/stra(?:ß|ss)e(?![\p{L}])/giu, 'str.');
    if (short !== value) yield short;
  }
  if (term.kind === 'name') {
    yield* orders(value);
    // The genitive of many languages.
    if (/\p{Script=Latin}{3}$/u.test(value) && !/s$/i.test(value)) yield `${value}s`;
  }
  for (const [script, prefixes] of ATTACHED) {
    if (script.test(value)) for (const prefix of prefixes) yield prefix + value;
  }
}

/** A name of several words in the orders of lists and files, and as one word. */
function* orders(value: string): Generator<string, void, undefined> {
  const words = value.split(/[\s,;._]+/u).filter((word) => word !== '');
  if (words.length < 2 || words.length > 6) return;
  yield [words.at(-1), ...words.slice(0, -1)].join(' ');
  yield [...words.slice(1), words[0]].join(' ');
  if (value.replace(/[^\p{L}]/gu, '').length < 6) return;
  yield words.join('');
  yield [words.at(-1), ...words.slice(0, -1)].join('');
  if (words.length > 2) yield [words[0], words.at(-1)].join(' ');
}

function patternOf(term: RemovedTerm, text: string): Pattern[] {
  const units = unitsOf(text);
  const letters = Array.from(text).filter(hasUnits);
  const [first, last] = [letters[0], letters.at(-1)];
  if (first === undefined || last === undefined) return [];
  const hasOpenStart = letters.length > 1 && isUnspaced(first);
  const hasOpenEnd =
    letters.length > 1 && (isUnspaced(last) || (isHangul(last) && /\p{Script=Hangul}{2}$/u.test(text)));
  if (units.length < 2) return [];
  const isWord = !units.includes(PHONE);
  const isPart = term.kind === 'word' && letters.length >= MIN_PART;
  const more = {
    term,
    isWord,
    isOrdinary: isWord && term.kind === 'name' && (isOrdinary(text) || isOrdinary(text.replace(/s$/, ''))),
    isOfDates: isWord && isOfDates(text),
    isAddress: text.includes('@'),
    afterTag: null,
    bytes: Math.min(units.length, Buffer.byteLength(text.normalize('NFC'))),
    isHex: isWord && /^[a-f]+$/i.test(text),
  };
  const bordered = (start: boolean, end: boolean): Pattern => ({
    ...more,
    units: Uint8Array.from([...(start ? [PHONE] : []), ...units, ...(end ? [PHONE] : [])]),
  });
  if (isPart) return [bordered(!hasOpenStart, false), bordered(false, !hasOpenEnd)];
  return [bordered(!hasOpenStart, !hasOpenEnd)];
}
