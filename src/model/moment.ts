const PARTIAL = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
const INSTANT = /(?:z|[+-]\d{2}:?\d{2})$/i;

/**
 * A year, month or day (`2020`, `2020-03`, `2020-03-01`) or an ISO date and time as UTC milliseconds, interpreted in
 * `timeZone` unless it has an offset. `start` is its first millisecond; `end` is the one after its last, so that an
 * exclusive limit includes the whole day. A time is its own start and end.
 * @throws RangeError
 */
export function parseMoment(text: string, timeZone: string, edge: 'start' | 'end' = 'start'): number {
  const partial = PARTIAL.exec(text);
  if (partial !== null) {
    const [, year, month, day] = partial;
    const first = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: 'reject' },
    );
    const length = month === undefined ? { years: 1 } : day === undefined ? { months: 1 } : { days: 1 };
    return (edge === 'start' ? first : first.add(length)).toZonedDateTime(timeZone).epochMilliseconds;
  }
  if (INSTANT.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
  return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
}
