/** What a phone recognises in texts; the most telling first. Page and exports have the same rule. */
const KINDS = [
  'oneTimeCode',
  'trackingNumber',
  'flight',
  'money',
  'amount',
  'calendarEvent',
  'phoneNumber',
  'address',
] as const;

/** What a phone recognised: a code, a date, an address. */
export type RecognisedKind = (typeof KINDS)[number] | 'data';

/** Fields of a run of text that say what it was recognised as. */
interface RecognisedRun {
  readonly code?: unknown;
  readonly detected?: unknown;
  readonly link?: unknown;
}

/** What a run of text was recognised as; null for nothing, and for what is a link of unknown kind. */
export function recognisedAs({ code, detected, link }: RecognisedRun): RecognisedKind | null {
  if (typeof code === 'string') return 'oneTimeCode';
  if (!Array.isArray(detected) || detected.length === 0) return null;
  const kind = KINDS.find((each) => detected.includes(each));
  return kind ?? (typeof link === 'string' ? null : 'data');
}
