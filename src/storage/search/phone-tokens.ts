/** Fewest digits of what is taken for a phone number: shorter ones are found as words. */
const MIN_DIGITS = 7;
/** Most digits: E.164 has 15, an international prefix adds up to 4 (0011, 810 …). */
const MAX_DIGITS = 20;

/**
 * A run that looks like a phone number: digits with the usual separators, at most two of them between digits.
 * Separators include no-break spaces and the bidi marks that Contacts puts around numbers.
 */
const RUN =
  /(?:\+|\(\+?)?\d(?:[ \t\u00a0\u2007\u2009\u202f().\-\u2010-\u2013\u2212/\u2060\u200e\u200f\u202a-\u202e]{0,3}\d){6,}/g;

/** A number found in a text. */
export interface PhoneRun {
  /** Its digits reversed, without leading zeros: the end of a number is what its spellings share. */
  readonly reversed: string;
  readonly start: number;
  readonly end: number;
}

/** `+44 (0)20 7946 0958` → `859064970244`; null when it is no phone number. */
function reverseDigits(run: string): string | null {
  const digits = run.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return null;
  return Array.from(digits).toReversed().join('');
}

/** Every run of `text` that looks like a phone number. Linear in the length of the text. */
export function phoneRuns(text: string): PhoneRun[] {
  const runs: PhoneRun[] = [];
  for (const match of text.matchAll(RUN)) {
    const reversed = reverseDigits(match[0]);
    if (reversed !== null) runs.push({ reversed, start: match.index, end: match.index + match[0].length });
  }
  return runs;
}

/** Tells quickly that a text has no phone number: most have not even two digits near each other. */
const MAYBE = /\d[^\p{L}\n]{0,3}\d[^\p{L}\n]{0,3}\d[^\p{L}\n]{0,3}\d/u;

/** The tokens under which the numbers of `text` are found, separated by spaces; '' for none. */
export function phoneTokens(text: string): string {
  if (!MAYBE.test(text)) return '';
  return phoneRuns(text)
    .map(({ reversed }) => `#${reversed}`)
    .join(' ');
}

/** The number a query term is, reversed; null when it is not one as a whole. */
export function queryNumber(text: string): string | null {
  const [run, ...others] = phoneRuns(text);
  if (run === undefined || others.length > 0) return null;
  const around = text.slice(0, run.start) + text.slice(run.end);
  return /^[\s)(+]*$/.test(around) ? run.reversed : null;
}

/**
 * Two spellings of one number share their end: what is looked for must be the end of what stands there (`020…` in
 * `+4420…`), or what stands there the end of what is looked for, at least seven digits long.
 */
export function numbersMatch(sought: string, standing: string): boolean {
  return standing.startsWith(sought) || (standing.length >= MIN_DIGITS && sought.startsWith(standing));
}

/** The shorter spellings under which a number also stands: its ends of seven and more digits, reversed. */
export function numberEnds(reversed: string): string[] {
  const ends: string[] = [];
  for (let length = MIN_DIGITS; length < reversed.length; length++) ends.push(reversed.slice(0, length));
  return ends;
}
