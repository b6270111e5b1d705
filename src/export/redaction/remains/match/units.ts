/**
 * Text as the search compares it: one or more bytes (units) for each letter, with case, accents, compatibility forms and
 * invisible characters gone, and one unit for whatever separates words.
 *
 * - `a`–`z`, `0`–`9`, `@`; `A`–`Z` are equal to `a`–`z` and kept apart only for names that are ordinary words
 * - UTF-8 of all other letters and of symbols, folded
 * - values below {@link SEPARATORS} between words, with flags that say of which characters
 */

/** Units below this separate words. */
export const SEPARATORS = 48;

/** Only characters that people write inside phone numbers. */
export const PHONE = 1;
/** A single full stop. */
export const DOT = 2;
/** A single hyphen, underscore or plus sign; with {@link DOT}, a slash. */
export const DASH = 4;
/** The end of a sentence, a line or an element. */
export const BREAK = 8;
/** No character: a letter beside a digit, or letters of different scripts. With {@link DOT}, a hexadecimal digit. */
export const VIRTUAL = 16;

/** With {@link DASH}, a plus sign. Never with {@link VIRTUAL}: the sum would be a digit. */
export const PLUS = 32;

/** Longest run of separators inside a phone number. */
const MAX_PHONE_GAP = 6;

/** Groups of characters: between two different ones a word ends. */
const NONE = 0;
const LETTER = 1;
const DIGIT = 2;
/** Scripts that are written without spaces, and symbols: each character is a word. */
export const UNSPACED = 3;
const KATAKANA = 4;
const HANGUL = 5;
/** Belongs to the character before it. */
const MARK = 6;

// oxlint-disable no-misleading-character-class -- each is a character by itself here
/** Characters that are not even a gap: soft hyphens, joiners, directions, variation selectors, skin tones, marks. */
const IGNORED =
  /^[\u00ad\u034f\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}\u{e0000}-\u{e01ef}]$/u;
/** Marks that spelling may omit. Vowel signs of Indic scripts and marks of voiced kana make other words. */
const DROPPED =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** Letters without a decomposition that are typed as others. */
const TYPED_AS: Readonly<Record<string, string>> = {
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
  ς: 'σ',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ё: 'е',
};
const UNSPACED_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}\p{Regional_Indicator}々〆]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const NO_WORD = /[^\p{L}\p{M}\p{N}]/gu;
const PHONE_GAP = /[\s()./\-+\u00a0\u2000-\u200a\u2010-\u2015\u202f\u205f\u2212\u3000]/u;
const ENDS_SENTENCE = /[.!?:;\r\n…。！？\u0085\u2028\u2029]/u;

/** Flags that only a single separator has, not one of several in a row. */
const SINGLE: Readonly<Record<string, number>> = { '.': DOT, '-': DASH, _: DASH, '+': DASH | PLUS, '/': DOT | DASH };

/** What a code point adds to the folded text. */
interface Folded {
  readonly group: number;
  /** Units of a word character; empty if it is ignored or separates. */
  readonly units: Uint8Array;
  /** {@link PHONE}, {@link DOT}, {@link DASH}, {@link BREAK} of a separator. */
  readonly flags: number;
  readonly isIgnored: boolean;
}

const EMPTY = new Uint8Array();
const known = new Map<number, Folded>();
/** Bounds the memory of what is known of characters. */
const MAX_KNOWN = 70_000;

function foldedOf(codePoint: number): Folded {
  const found = known.get(codePoint);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  const made = fold(codePoint);
  known.set(codePoint, made);
  return made;
}

function fold(codePoint: number): Folded {
  const isSurrogate = codePoint >= 0xd800 && codePoint < 0xe000;
  const character = isSurrogate ? '\ufffd' : String.fromCodePoint(codePoint);
  if (IGNORED.test(character)) return { group: NONE, units: EMPTY, flags: 0, isIgnored: true };
  const letters = lettersOf(character);
  const text = WORD.test(letters) ? letters.replace(NO_WORD, '') : letters;
  if (text === '') return { group: NONE, units: EMPTY, flags: 0, isIgnored: true };
  const isSymbol = UNSPACED_SCRIPTS.test(text);
  if (!isSymbol && !WORD.test(text) && character !== '@' && text !== '@') {
    const single = SINGLE[text] ?? 0;
    const flags = (PHONE_GAP.test(character) ? PHONE : 0) | single | (ENDS_SENTENCE.test(character) ? BREAK : 0);
    return { group: NONE, units: EMPTY, flags, isIgnored: false };
  }
  const units = Buffer.from(/^[A-Z]$/.test(character) ? character : text);
  return { group: groupOf(text, isSymbol), units, flags: 0, isIgnored: false };
}

/** Folds a character with the same result for all its normal forms. */
function lettersOf(character: string): string {
  const digit = /\p{Nd}/u.test(character) ? digitOf(character) : null;
  if (digit !== null) return digit;
  // Twice: İ is lower-cased to i and a mark.
  const plain = character.normalize('NFKD').replace(DROPPED, '').toLowerCase().normalize('NFKD').replace(DROPPED, '');
  // Not composed again: a mark may come as a character of its own.
  return Array.from(plain, (letter) => TYPED_AS[letter] ?? letter).join('');
}

/** Digits of all scripts are in rows of ten, 0 first. */
function digitOf(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let zero = codePoint;
  while (zero > 0 && codePoint - zero < 50 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((codePoint - zero) % 10);
}

function groupOf(text: string, isSymbol: boolean): number {
  if (text === '@') return UNSPACED;
  if (/^\p{Nd}/u.test(text)) return DIGIT;
  if (/^\p{Script=Inherited}/u.test(text)) return MARK;
  if (/[\p{Script=Katakana}ー]/u.test(text)) return KATAKANA;
  if (/\p{Script=Hangul}/u.test(text)) return HANGUL;
  return isSymbol ? UNSPACED : LETTER;
}

/** True if a unit of folded text begins a character of a script without spaces, or is `@`. Only for short texts. */
export function isUnspaced(character: string): boolean {
  return foldedOf(character.codePointAt(0) ?? 0).group === UNSPACED;
}

/** True if the character has units: it is neither ignored nor a separator. */
export function hasUnits(character: string): boolean {
  return foldedOf(character.codePointAt(0) ?? 0).units.length > 0;
}

/** True if the character is a syllable of Hangul, to which particles are appended without a space. */
export function isHangul(character: string): boolean {
  return foldedOf(character.codePointAt(0) ?? 0).group === HANGUL;
}

/** What each byte of ASCII is: its unit if it is of a word, else its flags, and its group above eight bits. */
const ASCII = new Uint16Array(128);
for (let byte = 0; byte < 128; byte++) {
  const { group, units, flags } = fold(byte);
  ASCII[byte] = (units[0] ?? flags) | (group << 8);
}
// Control characters other than tabs and line ends are no text: they separate.
const HEX = /[a-f]/i;

/** Writes folded text to a buffer of units. Bytes are UTF-8; invalid ones separate. State is kept between calls. */
export class UnitWriter {
  /** The units. `length` of them are valid. */
  readonly units: Uint8Array;
  length = 0;
  #group = NONE;
  /** Flags of the current run of separators, and its length in characters. */
  #flags = PHONE | BREAK;
  #gap = 1;
  /** Bytes of a sequence of UTF-8 that is not complete. */
  #partial = 0;
  #missing = 0;
  #minimum = 0;

  constructor(size: number) {
    this.units = new Uint8Array(size);
  }

  /** Writes bytes from `start`; returns the position up to which they fitted. */
  write(bytes: Uint8Array, start: number, end: number): number {
    const { units } = this;
    // A character has at most 18 letters when it is folded, each with up to four bytes.
    const last = units.length - 96;
    let { length } = this;
    let group = this.#group;
    let flags = this.#flags;
    let gap = this.#gap;
    let at = start;
    let isPartial = this.#missing > 0;
    for (; at < end && length < last; at++) {
      const byte = bytes[at] as number;
      if (byte < 128 && !isPartial) {
        const entry = ASCII[byte] as number;
        const next = entry >>> 8;
        if (next === NONE) {
          const more = entry;
          flags = gap === 0 ? more : (flags & more & PHONE) | ((flags | more) & BREAK);
          gap++;
          group = NONE;
          continue;
        }
        if (gap > 0) {
          units[length++] = gap > MAX_PHONE_GAP ? flags & BREAK : flags;
          gap = 0;
        } else if (next !== group || next === UNSPACED) {
          units[length++] = virtual(units[length - 2] as number, byte);
        }
        group = next;
        units[length++] = entry;
        continue;
      }
      const codePoint = this.#decode(byte);
      isPartial = this.#missing > 0;
      if (codePoint === PENDING) continue;
      // A byte that cannot continue the sequence is read again by itself.
      if (codePoint === BROKEN && byte < 128) at--;
      const folded = codePoint === BROKEN ? SEPARATES : foldedOf(codePoint);
      if (folded.isIgnored) continue;
      if (folded.group === NONE) {
        flags = gap === 0 ? folded.flags : (flags & folded.flags & PHONE) | ((flags | folded.flags) & BREAK);
        gap++;
        group = NONE;
        continue;
      }
      if (gap > 0) {
        units[length++] = gap > MAX_PHONE_GAP ? flags & BREAK : flags;
        gap = 0;
      } else if (folded.group !== group && folded.group !== MARK) {
        units[length++] = virtual(units[length - 2] as number, 0);
      }
      if (folded.group !== MARK || group === NONE) group = folded.group;
      for (const unit of folded.units) units[length++] = unit;
    }
    this.length = length;
    this.#group = group;
    this.#flags = flags;
    this.#gap = gap;
    return at;
  }

  /** Ends a word and a sentence: the end of an element or of a text. */
  break(): void {
    this.#missing = 0;
    this.#flags = this.#gap === 0 ? BREAK | PHONE : this.#flags | BREAK;
    this.#gap++;
    this.#group = NONE;
  }

  /** Writes the separator that is waiting for what follows. */
  end(): void {
    this.break();
    this.units[this.length++] = BREAK;
    this.#flags = BREAK | PHONE;
    this.#gap = 1;
  }

  /** Keeps only the last units. */
  keep(count: number): void {
    const from = Math.max(0, this.length - count);
    this.units.copyWithin(0, from, this.length);
    this.length -= from;
  }

  /** Adds a byte to a sequence of UTF-8. */
  #decode(byte: number): number {
    if (this.#missing > 0) {
      if ((byte & 0xc0) !== 0x80) {
        this.#missing = 0;
        if (byte < 128) return BROKEN;
      } else {
        this.#partial = (this.#partial << 6) | (byte & 0x3f);
        if (--this.#missing > 0) return PENDING;
        const isValid = this.#partial >= this.#minimum && this.#partial <= 0x10ffff;
        return isValid ? this.#partial : BROKEN;
      }
    }
    if (byte >= 0xc2 && byte < 0xe0) return this.#begin(byte & 0x1f, 1, 0x80);
    if (byte >= 0xe0 && byte < 0xf0) return this.#begin(byte & 0x0f, 2, 0x800);
    if (byte >= 0xf0 && byte < 0xf5) return this.#begin(byte & 0x07, 3, 0x10000);
    return BROKEN;
  }

  #begin(bits: number, missing: number, minimum: number): number {
    this.#partial = bits;
    this.#missing = missing;
    this.#minimum = minimum;
    return PENDING;
  }
}

const PENDING = -1;
const BROKEN = -2;
const SEPARATES: Folded = { group: NONE, units: EMPTY, flags: 0, isIgnored: false };

/** The separator between two groups of characters. */
function virtual(before: number, after: number): number {
  const letter = isDigit(before) ? after : before;
  return HEX.test(String.fromCharCode(letter)) ? VIRTUAL | DOT : VIRTUAL;
}

/** True for the unit of a digit. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** The units of a short text without separators at its ends; those inside are all {@link PHONE}. */
export function unitsOf(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const writer = new UnitWriter(bytes.length * 24 + 128);
  writer.write(bytes, 0, bytes.length);
  const units = writer.units.slice(1, writer.length);
  return units.map((unit) => (unit < SEPARATORS ? PHONE : unit >= 65 && unit <= 90 ? unit + 32 : unit));
}
