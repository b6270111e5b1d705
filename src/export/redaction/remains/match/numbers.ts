import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { RemovedTerm } from '../../terms.ts';
import { BREAK, DASH, DOT, isDigit, PHONE, SEPARATORS, VIRTUAL } from './units.ts';

/** Fewer digits are a short code, which is found in every export. */
const MIN_DIGITS = 7;
/** Numbers of fewer digits are also the decimals of coordinates. */
const SAFE_DIGITS = 9;
/** Digits that are compared first. */
const KEY_DIGITS = 7;
const KEY_RANGE = 10 ** KEY_DIGITS;
/** International prefixes of dialling, before a country code. */
const DIALLED = ['', '00', '011', '0011', '810', '010', '+'];
const ZERO = 48;
const NINE = 57;
/** Number of digits that are remembered: the longest number has 15, its prefixes up to 7. */
const RING = 32;

interface Wanted {
  readonly term: RemovedTerm;
  /** Without country code and trunk prefix. */
  readonly national: string;
  /** Null if the number does not say it. */
  readonly country: string | null;
}

/** Finds phone numbers in all notations, by their digits. */
export class NumberFinder {
  readonly #wanted = new Map<number, Wanted[]>();
  readonly #onFound: (term: RemovedTerm) => void;
  /** The digits of the current number, and whether each begins a group of digits. */
  readonly #digits = new Uint8Array(RING);
  readonly #starts = new Uint8Array(RING);
  #count = 0;
  #key = 0;
  #before = BREAK;

  constructor(terms: readonly RemovedTerm[], onFound: (term: RemovedTerm) => void) {
    this.#onFound = onFound;
    for (const wanted of terms.flatMap(wantedOf)) {
      const key = Number(wanted.national.slice(-KEY_DIGITS));
      this.#wanted.set(key, [...(this.#wanted.get(key) ?? []), wanted]);
    }
  }

  get isEmpty(): boolean {
    return this.#wanted.size === 0;
  }

  /** Reads units in order. */
  read(units: Uint8Array, start: number, end: number): void {
    let before = this.#before;
    let count = this.#count;
    for (let at = start; at < end; at++) {
      const unit = units[at] as number;
      if (count === 0 && (unit > NINE || unit < ZERO)) {
        before = unit;
        continue;
      }
      if (isDigit(unit)) {
        const slot = count % RING;
        this.#digits[slot] = unit - ZERO;
        this.#starts[slot] = count === 0 || !isDigit(before) ? before || BREAK : 0;
        count++;
        this.#key = ((count === 1 ? 0 : this.#key) * 10 + unit - ZERO) % KEY_RANGE;
      } else if (isDigit(before)) {
        this.#count = count;
        if (count >= MIN_DIGITS) this.#check(unit);
        if (unit >= SEPARATORS || (unit & (PHONE | DOT | DASH)) === 0 || (unit & VIRTUAL) !== 0) count = 0;
      } else count = 0;
      before = unit;
    }
    this.#before = before;
    this.#count = count;
  }

  /** Compares the digits before a unit that is none. */
  #check(after: number): void {
    const list = this.#wanted.get(this.#key);
    if (list === undefined) return;
    const isHexAfter = (after & (VIRTUAL | DOT)) === (VIRTUAL | DOT) && after < SEPARATORS;
    const digits = this.#recent();
    for (const { term, national, country } of list) {
      if (!digits.endsWith(national) || (isHexAfter && national.length < SAFE_DIGITS + 3)) continue;
      if (this.#isWhole(digits, digits.length - national.length, country, national.length)) this.#onFound(term);
    }
  }

  #recent(): string {
    const size = Math.min(this.#count, RING);
    let text = '';
    for (let index = this.#count - size; index < this.#count; index++) text += this.#digits[index % RING];
    return text;
  }

  /** True if the number begins with a group of digits, or only a prefix is between that and the number. */
  #isWhole(digits: string, start: number, country: string | null, length: number): boolean {
    const first = this.#count - digits.length;
    // The decimals of a coordinate or an amount.
    if (length < SAFE_DIGITS && start > 0 && ((this.#starts[(first + start) % RING] as number) & DOT) !== 0)
      return false;
    for (let from = start; from >= Math.max(0, start - 9); from--) {
      const before = this.#starts[(first + from) % RING] as number;
      if (before === 0) continue;
      if ((before & VIRTUAL) !== 0 && before < SEPARATORS && ((before & DOT) !== 0 || length < SAFE_DIGITS)) continue;
      if (isPrefix(digits.slice(from, start), country)) return true;
    }
    return false;
  }
}

/** True for what can be dialled before a national number. */
function isPrefix(digits: string, country: string | null): boolean {
  if (digits === '' || digits === '0' || digits === '8') return true;
  if (country === null) return /^(?:00\d{1,4}|\d{1,3})0?$/.test(digits);
  return DIALLED.some((dialled) => {
    const code = `${dialled === '+' ? '' : dialled}${country}`;
    return digits === code || digits === `${code}0`;
  });
}

/** False for a number that is too short to be searched. */
export function isNumber(term: RemovedTerm): boolean {
  return wantedOf(term).length > 0;
}

function wantedOf(term: RemovedTerm): Wanted[] {
  const value = term.value.normalize('NFKC').replace(/@.*$/u, '');
  const digits = value.replace(/\D/g, '');
  if (digits.length < MIN_DIGITS) return [];
  const international = /^\D*00[1-9]/.test(value) ? value.replace(/^(\D*)00/, '$1+') : value;
  const parsed =
    parsePhoneNumberFromString(international) ??
    // Identifiers of messengers have the country code without a sign.
    (term.value.includes('@') ? parsePhoneNumberFromString(`+${digits}`) : undefined);
  const national = parsed?.nationalNumber ?? null;
  const whole = { term, national: digits.replace(/^0+/, ''), country: null };
  if (parsed === undefined || national === null || national.length < MIN_DIGITS) {
    return whole.national.length < MIN_DIGITS ? [] : [whole];
  }
  return [{ term, national, country: parsed.countryCallingCode }];
}
