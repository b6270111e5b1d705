import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { FoldedText } from './folded-text.ts';
import { originalRange } from './folded-text.ts';
import type { TextMatch } from './match.ts';

/** Digits that a number has at least; shorter ones (short codes) are found only alone. */
const MIN_DIGITS = 7;
/** Digits that a phone number has at most. */
const MAX_DIGITS = 15;

/** A stretch of digits with what people write between them. Of many brackets in a row only the first is a beginning. */
const RUN = /(?<![+(])[+(]*\d(?:[ ()._\-–—/\u00a0\u2010-\u2012\u202f\u2212]{0,3}\d)+/gu;
/** Days, times, versions and addresses of computers, which are no phone numbers. */
const NO_NUMBER =
  /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,3}(?:\.\d{1,3}){3}|\d{1,4}\.\d+)(?:[\s-]+\d{1,2}(?:[.:-]\d{2})*)?$/;
/** Something that people would dial: with a prefix, in groups of three and more, or long. */
const DIALLED = /^[+(0]|\d{3}[ ().\-–/\u00a0\u2011\u202f]+\d{3}|\d{9}/;
/** Beside a letter it is a part of an id. */
const OF_ID = /[\p{L}_]/u;
/** Ids of records: some of their groups have digits only. */
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** A number to be found, and what takes its place. */
export interface NumberForm {
  /** Its canonical form: `+491712345678`, or digits. */
  readonly handleKey: string;
  readonly label: string;
}

interface Tail {
  readonly digits: string;
  readonly label: string;
}

/**
 * Finds phone numbers in texts, however they are grouped and whatever prefix they have, also within longer stretches of
 * digits such as names of files and addresses of chat apps.
 */
export class NumberMatcher {
  /** By the last seven digits. */
  readonly #tails = new Map<string, Tail[]>();
  readonly #short = new Map<string, string>();
  readonly #labelOther: ((digits: string, written: string) => string) | null;

  /** `labelOther`: replaces all other numbers, too. */
  constructor(numbers: readonly NumberForm[], labelOther: ((digits: string, written: string) => string) | null = null) {
    this.#labelOther = labelOther;
    for (const { handleKey, label } of numbers) {
      const digits = nationalDigits(handleKey);
      if (digits.length < MIN_DIGITS) {
        if (digits.length >= 3) this.#short.set(digits, label);
        continue;
      }
      const tail = digits.slice(-MIN_DIGITS);
      const tails = this.#tails.get(tail) ?? [];
      tails.push({ digits, label });
      this.#tails.set(tail, tails);
    }
    for (const tails of this.#tails.values()) tails.sort((a, b) => b.digits.length - a.digits.length);
  }

  /** The label of a number in any notation; null if it is none of them. */
  labelOf(number: string): string | null {
    const digits = number.replace(/\D/g, '');
    return this.#short.get(digits) ?? this.#ending(digits)?.label ?? null;
  }

  /** All matches. */
  find(text: FoldedText): TextMatch[] {
    const matches: TextMatch[] = [];
    const ids = [...text.folded.matchAll(UUID)].map(({ 0: id, index }) => ({ start: index, end: index + id.length }));
    let next = 0;
    for (const found of text.folded.matchAll(RUN)) {
      const run = found[0];
      const at = found.index;
      while ((ids[next]?.end ?? at + 1) <= at) next++;
      const id = ids[next];
      const places: number[] = [];
      for (let index = 0; index < run.length; index++) if (isDigit(run, index)) places.push(index);
      const digits = places.map((index) => run[index]).join('');
      const before = matches.length;
      for (const { start, end, label } of this.#within(digits)) {
        const first = start === 0 ? 0 : (places[start] ?? 0);
        const last = (places[end - 1] ?? 0) + 1;
        const [from, to] = originalRange(text, at + first, at + last);
        matches.push({ start: from, end: to, label });
      }
      if (matches.length > before) continue;
      if (id !== undefined && at >= id.start && at + run.length <= id.end) continue;
      for (const part of partsOf(run)) {
        const start = at + part.at;
        const label = this.#labelOfPart(text.folded, start, part.text);
        if (label === null) continue;
        const [from, to] = originalRange(text, start, start + part.text.length);
        matches.push({ start: from, end: to, label });
      }
    }
    return matches;
  }

  #labelOfPart(folded: string, at: number, part: string): string | null {
    const digits = part.replace(/\D/g, '');
    const short = this.#short.get(digits);
    if (short !== undefined) return short;
    if (this.#labelOther === null || digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return null;
    if (OF_ID.test(folded[at - 1] ?? '') || OF_ID.test(folded[at + part.length] ?? '')) return null;
    return NO_NUMBER.test(part) || !DIALLED.test(part) ? null : this.#labelOther(digits, part);
  }

  /** The known numbers within a stretch of digits, with their country codes. */
  *#within(digits: string): Generator<{ start: number; end: number; label: string }> {
    if (this.#tails.size === 0) return;
    for (let end = MIN_DIGITS; end <= digits.length; end++) {
      const found = this.#ending(digits.slice(0, end));
      if (found === null) continue;
      let start = end - found.digits.length;
      // Country codes and zeros before it have one to five digits.
      const before = digits.slice(0, start);
      if (before.length <= 5) start = 0;
      yield { start, end, label: found.label };
    }
  }

  #ending(digits: string): Tail | null {
    const tails = this.#tails.get(digits.slice(-MIN_DIGITS));
    return tails?.find((tail) => digits.endsWith(tail.digits)) ?? null;
  }
}

/** What is too long to be one number, as several: each begins with a prefix, or where the one before is full. */
function partsOf(run: string): { readonly at: number; readonly text: string }[] {
  if (digitsIn(run) <= MAX_DIGITS) return [{ at: 0, text: run }];
  const parts: { at: number; text: string }[] = [];
  for (const { 0: group, index } of run.matchAll(/[^ \u00a0\u202f]+/g)) {
    const last = parts.at(-1);
    const digits = last === undefined ? 0 : digitsIn(last.text);
    const begins = digits >= MIN_DIGITS && /^[+(0]/.test(group);
    if (last === undefined || begins || digits + digitsIn(group) > MAX_DIGITS) parts.push({ at: index, text: group });
    else last.text = run.slice(last.at, index + group.length);
  }
  return parts;
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0x30 && code <= 0x39;
}

/** Digits of a number without country code and leading zeros. */
export function nationalDigits(handleKey: string): string {
  if (handleKey.startsWith('+')) {
    const national = parsePhoneNumberFromString(handleKey)?.nationalNumber;
    if (national !== undefined) return national;
  }
  return handleKey.replace(/\D/g, '').replace(/^0+/, '');
}
