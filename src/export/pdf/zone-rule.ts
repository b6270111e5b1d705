/** Maximum number of changes that are listed: ten years of summer time. */
const MAX_CHANGES = 20;

/** A time zone with its offsets in a period: `Europe/Berlin: UTC+01:00; from 2024-03-31T02:00 UTC+02:00`. */
export function zoneRule(timeZone: string, first: number | null, last: number | null): string {
  if (first === null || last === null) return timeZone;
  const end = Temporal.Instant.fromEpochMilliseconds(Math.trunc(last));
  let at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(first)).toZonedDateTimeISO(timeZone);
  const rules = [`UTC${at.offset}`];
  for (let change = at.getTimeZoneTransition('next'); change !== null; change = at.getTimeZoneTransition('next')) {
    if (Temporal.Instant.compare(change.toInstant(), end) > 0) break;
    if (rules.length > MAX_CHANGES) {
      rules.push('and so on');
      break;
    }
    at = change;
    rules.push(`from ${at.toPlainDateTime().toString({ smallestUnit: 'minute' })} UTC${at.offset}`);
  }
  return `${timeZone}: ${rules.join('; ')} (IANA time zone database ${process.versions['tz'] ?? ''})`;
}
