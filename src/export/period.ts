import type { ExportRequest } from '../contract/export.ts';
import { LocalTime } from './format/local-time.ts';
import { type Words, wordsIn } from './language/words.ts';

/** First and last day of a period for file names: `2024-05-01 to 2024-05-31`; empty for all. */
export function periodName(
  { from, to, timeZone }: Pick<ExportRequest, 'from' | 'to' | 'timeZone'>,
  { text }: Pick<Words, 'text'> = wordsIn(),
): string {
  const clock = new LocalTime(timeZone);
  const [first, last] = [from === undefined ? '' : clock.day(from), to === undefined ? '' : clock.day(to - 1)];
  if (first !== '' && last !== '') return first === last ? first : text.period.between({ first, last });
  if (first !== '') return text.period.since({ day: first });
  return last === '' ? '' : text.period.until({ day: last });
}

/** True if a time is in the period of an export. A period has no records without a time. */
export function isWithin(at: number | null, { from, to }: Pick<ExportRequest, 'from' | 'to'>): boolean {
  if (at === null) return from === undefined && to === undefined;
  return (from === undefined || at >= from) && (to === undefined || at < to);
}

/** The first millisecond after the one as which the index has messages without a time. */
const FIRST_DATED = 1;

/** The period that has the messages without a time, and no others. */
export const UNDATED: Pick<ExportRequest, 'from' | 'to'> = { from: FIRST_DATED - 1, to: FIRST_DATED };

/**
 * The period of a request for reading messages: like one of records it has none without a time, also if only its end is
 * given. `part` is a part of it, if it is divided.
 */
export function datedPeriod(
  { from, to }: Pick<ExportRequest, 'from' | 'to'>,
  part: Pick<ExportRequest, 'from' | 'to'> = { from, to },
): Pick<ExportRequest, 'from' | 'to'> {
  return to === undefined ? part : { ...part, from: part.from ?? FIRST_DATED };
}
