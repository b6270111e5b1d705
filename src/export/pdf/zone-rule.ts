import { type Words, wordsIn } from '../language/words.ts';

/** Maximum number of changes that are listed: ten years of summer time. */
const MAX_CHANGES = 20;

/** A time zone with its offsets in a period: `Europe/Berlin: UTC+01:00; from 2024-03-31T02:00 UTC+02:00`. */
export function zoneRule(
  timeZone: string,
  first: number | null,
  last: number | null,
  words: Words = wordsIn(),
): string {
  if (first === null || last === null) return timeZone;
  const { pdf } = words.text;
  const end = Temporal.Instant.fromEpochMilliseconds(Math.trunc(last));
  let at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(first)).toZonedDateTimeISO(timeZone);
  const rules = [`UTC${at.offset}`];
  for (let change = at.getTimeZoneTransition('next'); change !== null; change = at.getTimeZoneTransition('next')) {
    if (Temporal.Instant.compare(change.toInstant(), end) > 0) break;
    if (rules.length > MAX_CHANGES) {
      rules.push(pdf.zoneMore);
      break;
    }
    at = change;
    rules.push(pdf.zoneFrom({ time: timeOf(at, words), offset: `UTC${at.offset}` }));
  }
  const database = pdf.zoneDatabase({ version: process.versions['tz'] ?? '' });
  return `${timeZone}: ${rules.join('; ')} (${database})`;
}

/** `2024-03-31T02:00`, `31.03.2024 02:00` */
function timeOf(at: Temporal.ZonedDateTime, { language, date }: Words): string {
  const iso = at.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return language === 'en' ? iso : `${date(iso.slice(0, 10))} ${iso.slice(11)}`;
}
