/** Minimum number of digits of a phone number; shorter numbers are found as words. */
const MIN_DIGITS = 7;
/** Maximum number of digits: E.164 has 15, and an international prefix adds up to 4 (0011, 810 …). */
const MAX_DIGITS = 20;

/**
 * Text that looks like a phone number: digits with the usual separators, at most a few between digits. Separators
 * include no-break spaces and the bidi marks that Contacts puts around numbers.
 */
const RUN =
  /(?:\+|\(\+?)?\d(?:[ \t\u00a0\u2007\u2009\u202f().\-\u2010-\u2013\u2212/\u2060\u200e\u200f\u202a-\u202e]{0,3}\d){6,}/g;

/** A number found in a text. */
export interface PhoneRun {
  /** Its digits reversed, without leading zeros, because different spellings share the end. */
  readonly reversed: string;
  readonly start: number;
  readonly end: number;
}

/** `+44 (0)20 7946 0958` → `859064970244`; null if it is not a phone number. */
function reverseDigits(run: string): string | null {
  const digits = run.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return null;
  return Array.from(digits).toReversed().join('');
}

/** All phone numbers in `text`. Runs in linear time. */
export function phoneRuns(text: string): PhoneRun[] {
  const runs: PhoneRun[] = [];
  for (const match of text.matchAll(RUN)) {
    const reversed = reverseDigits(match[0]);
    if (reversed !== null) runs.push({ reversed, start: match.index, end: match.index + match[0].length });
  }
  return runs;
}

/** Quickly excludes texts without phone numbers: most have not even a few digits close together. */
const MAYBE = /\d[^\p{L}\n]{0,3}\d[^\p{L}\n]{0,3}\d[^\p{L}\n]{0,3}\d/u;

/** The index tokens of the numbers in `text`, separated by spaces; '' if there are none. */
export function phoneTokens(text: string): string {
  if (!MAYBE.test(text)) return '';
  return phoneRuns(text)
    .map(({ reversed }) => `#${reversed}`)
    .join(' ');
}

/** The reversed number if the whole query term is one; else null. */
export function queryNumber(text: string): string | null {
  const [run, ...others] = phoneRuns(text);
  if (run === undefined || others.length > 0) return null;
  const around = text.slice(0, run.start) + text.slice(run.end);
  return /^[\s)(+]*$/.test(around) ? run.reversed : null;
}

/**
 * Spellings of one number share their end: the query must be the end of the stored number (`020…` in `+4420…`), or the
 * stored number, with at least seven digits, the end of the query.
 */
export function numbersMatch(query: string, stored: string): boolean {
  return stored.startsWith(query) || (stored.length >= MIN_DIGITS && query.startsWith(stored));
}

/** The shorter spellings of a number: its ends of seven and more digits, reversed. */
export function numberEnds(reversed: string): string[] {
  const ends: string[] = [];
  for (let length = MIN_DIGITS; length < reversed.length; length++) ends.push(reversed.slice(0, length));
  return ends;
}
