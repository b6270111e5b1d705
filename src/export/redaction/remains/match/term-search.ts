import type { RemovedTerm } from '../../terms.ts';
import { Automaton } from './automaton.ts';
import { NumberFinder } from './numbers.ts';
import { type Pattern, patternsOf } from './patterns.ts';
import { BREAK, DASH, DOT, isDigit, PHONE, PLUS, SEPARATORS, UnitWriter, VIRTUAL } from './units.ts';

/** Terms that are ready to be searched. */
export class CompiledTerms {
  readonly terms: readonly RemovedTerm[];
  readonly automaton: Automaton;

  constructor(terms: readonly RemovedTerm[]) {
    this.terms = terms;
    this.automaton = new Automaton(terms.flatMap(patternsOf));
  }
}

const compiled = new WeakMap<readonly RemovedTerm[], CompiledTerms>();

/** The compiled terms of a list. They are compiled once for all files of an export, and again when the list has grown. */
export function compile(terms: readonly RemovedTerm[]): CompiledTerms {
  const known = compiled.get(terms);
  if (known !== undefined && known.terms.length === terms.length) return known;
  const made = new CompiledTerms([...terms]);
  compiled.set(terms, made);
  return made;
}

/** What is accepted as a find. */
export interface Strictness {
  /** True for markup, where single words are names of elements and styles. */
  readonly isMarkup?: boolean;
  /** Minimum number of units of a find: in bytes that may be no text, short ones are there by chance. */
  readonly minUnits?: number;
}

/** A pattern that was matched, and the position behind it. */
interface Find {
  readonly pattern: Pattern;
  readonly end: number;
}

const BUFFER = 64 * 1024;
/** Units before a find that are looked at, besides the find itself. */
const KEPT = 2048;

/** Searches a stream of text. Constant memory; finds may be across its chunks. */
export class TermSearch {
  readonly #automaton: Automaton;
  readonly #numbers: NumberFinder;
  readonly #onFound: (term: RemovedTerm) => void;
  readonly #strictness: Strictness;
  readonly #writer = new UnitWriter(BUFFER);
  /** Finds whose surroundings are not all read. */
  #waiting: Find[] = [];
  #state = 0;
  #done = 0;

  constructor({ automaton, terms }: CompiledTerms, onFound: (term: RemovedTerm) => void, strictness: Strictness = {}) {
    this.#automaton = automaton;
    this.#onFound = onFound;
    this.#strictness = strictness;
    this.#numbers = new NumberFinder(
      terms.filter(({ kind }) => kind === 'number'),
      onFound,
    );
  }

  /** Searches more bytes of UTF-8. */
  write(bytes: Uint8Array, start = 0, end = bytes.length): void {
    let at = start;
    while (at < end) {
      at = this.#writer.write(bytes, at, end);
      if (at < end) this.#flush();
    }
  }

  /** Searches more text. */
  writeText(text: string): void {
    this.write(Buffer.from(text));
  }

  /** No find goes on across this. */
  break(): void {
    this.#writer.break();
  }

  /** Ends the text. Another may follow. */
  end(): void {
    if (this.#writer.length > BUFFER - 128) this.#flush();
    this.#writer.end();
    this.#flush();
    this.#settle(true);
    this.#state = 0;
  }

  #flush(): void {
    const { units, length } = this.#writer;
    this.#words(units, this.#done, length);
    if (!this.#numbers.isEmpty) this.#numbers.read(units, this.#done, length);
    this.#settle(false);
    const removed = Math.max(0, length - KEPT);
    this.#writer.keep(KEPT);
    this.#done = this.#writer.length;
    this.#waiting = this.#waiting.map(({ pattern, end }) => ({ pattern, end: end - removed }));
  }

  #words(units: Uint8Array, start: number, end: number): void {
    const { classes, table, found } = this.#automaton;
    let state = this.#state;
    for (let at = start; at < end; at++) {
      state = table[state + (classes[units[at] as number] as number)] as number;
      if (state >= 0) continue;
      state = ~state;
      for (const pattern of found.get(state) ?? []) this.#waiting.push({ pattern, end: at + 1 });
    }
    this.#state = state;
  }

  /** Decides about finds after which enough was read. */
  #settle(isEnd: boolean): void {
    if (this.#waiting.length === 0) return;
    const { length } = this.#writer;
    const later: Find[] = [];
    for (const find of this.#waiting) {
      if (!isEnd && length - find.end < LOOK_AHEAD) later.push(find);
      else if (this.#isFind(find.pattern, find.end)) this.#onFound(find.pattern.term);
    }
    this.#waiting = later;
  }

  #isFind(pattern: Pattern, end: number): boolean {
    const { isMarkup = false, minUnits = 0 } = this.#strictness;
    if (Math.min(pattern.units.length - 2, pattern.bytes) < minUnits || (pattern.isWord && isMarkup)) return false;
    const { units } = this.#writer;
    const start = end - pattern.units.length;
    if (start < 0) return true;
    if (isRandom(units, start, end, this.#writer.length) && pattern.units.length - 2 < MIN_RANDOM) return false;
    if (pattern.isHex && ((units[start] as number) | (units[end - 1] as number)) & VIRTUAL) return false;
    if (pattern.isAddress && continues(units[start] as number)) return false;
    if (pattern.afterTag !== null) return isTagged(units, end, this.#writer.length, pattern.afterTag);
    return !pattern.isOrdinary || isWrittenAsName(units, pattern, end, this.#writer.length);
  }
}

/** True for a sign that is part of a mail address. A slash has both flags. */
function continues(separator: number): boolean {
  const sign = separator & (DOT | DASH);
  return sign === DOT || sign === DASH;
}

const AT = 64;
/** Longest tag of a mail address, in units. The part before the @ has at most 64 characters. */
const MAX_TAG = 80;

/** True if a plus sign, a tag and `@domain` follow on the beginning of a mail address. `end` is behind the sign. */
function isTagged(units: Uint8Array, end: number, length: number, domain: Uint8Array): boolean {
  const sign = units[end - 1] as number;
  if (sign >= SEPARATORS || (sign & PLUS) === 0) return false;
  let at = end;
  while (at < length && at - end < MAX_TAG && units[at] !== AT) {
    const unit = units[at++] as number;
    if (unit < SEPARATORS && (unit & (DOT | DASH | VIRTUAL)) === 0) return false;
  }
  if (at + domain.length > length || !domain.every((unit, index) => isSame(unit, units[at + index] as number))) {
    return false;
  }
  return at + domain.length === length || (units[at + domain.length] as number) < SEPARATORS;
}

/** True for a unit of a pattern and one of the text that are equal in a search. */
function isSame(unit: number, found: number): boolean {
  if (unit < SEPARATORS) return found < SEPARATORS;
  return unit === (found >= 65 && found <= 90 ? found + 32 : found);
}

/** Units after a find that are looked at. */
const LOOK_AHEAD = 192;

/**
 * True for a name that is also an ordinary word if it is capitalised, is not part of a date, and does not only begin a
 * sentence. `end` is the position behind the separator after it.
 */
function isWrittenAsName(units: Uint8Array, pattern: Pattern, end: number, length: number): boolean {
  const start = end - pattern.units.length;
  const first = units[start + 1] as number;
  if (first < 65 || (first > 90 && first < 128)) return false;
  if (pattern.isOfDates && isInDate(units, start, end, length)) return false;
  const before = units[start] as number;
  const after = units[end - 1] as number;
  const beginsSentence = (before & BREAK) !== 0;
  const goesOn = (after & BREAK) === 0 && (units[end] ?? 0) >= SEPARATORS;
  // “iPhone 13 Pro Max”
  if (isAfter(units, start, 'pro')) return false;
  return !(beginsSentence && goesOn) && (before & VIRTUAL) === 0;
}

/** True if this word is before a separator. */
function isAfter(units: Uint8Array, separator: number, word: string): boolean {
  const from = separator - word.length;
  if (from < 0) return false;
  return Buffer.from(units.subarray(from, separator)).toString('latin1').toLowerCase() === word;
}

/** True beside a number: “31 May”, “May 2024”, “Fri May 31”. */
function isInDate(units: Uint8Array, start: number, end: number, length: number): boolean {
  if (isDigit(units[start - 1] ?? 0) || isDigit(units[end] ?? 0)) return true;
  let at = end;
  while (at < length && (units[at] as number) >= SEPARATORS) at++;
  return at - end <= 9 && isDigit(units[at + 1] ?? 0);
}

/** Shortest run of base64 or of a digest; identifiers with hyphens are shorter. */
const MIN_RUN = 48;
/** Units that are looked at on either side. */
const MAX_RUN = 160;
/** Letters and digits alternate at least as often: text has few digits in words. */
const MAX_BETWEEN = 16;
/** Letters of a find that is not in random characters by chance. */
const MIN_RANDOM = 8;

/** True if a find is within base64 or a digest, where every short name is by chance. */
function isRandom(units: Uint8Array, start: number, end: number, length: number): boolean {
  let from = start;
  let to = end;
  let changes = 0;
  while (from > 0 && start - from < MAX_RUN && isOfRun(units[from] as number)) {
    if (((units[from] as number) & ~DOT) === VIRTUAL) changes++;
    from--;
  }
  while (to < length && to - end < MAX_RUN && isOfRun(units[to] as number)) {
    if (((units[to] as number) & ~DOT) === VIRTUAL) changes++;
    to++;
  }
  return to - from >= MIN_RUN && changes * MAX_BETWEEN >= to - from;
}

/** Letters, digits, and what is between them in base64: a single sign, or a line end. */
function isOfRun(unit: number): boolean {
  return unit >= SEPARATORS || (unit & (VIRTUAL | DASH)) !== 0 || unit === (BREAK | PHONE);
}
