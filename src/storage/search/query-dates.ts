import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

const PARTIAL = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
const INSTANT = /(?:z|[+-]\d{2}:?\d{2})$/i;

/**
 * The start of the period in `after:` or `before:`: `2020`, `2020-03`, `2020-03-01`, or an ISO date and time.
 * Interpreted in `timeZone` unless it has an offset. UTC milliseconds.
 * @throws BAD_REQUEST naming the filter
 */
export function parseQueryDate(filter: string, value: string, timeZone: string): number {
  try {
    const partial = PARTIAL.exec(value);
    if (partial !== null) {
      const [, year, month = '1', day = '1'] = partial;
      const date = Temporal.PlainDate.from(
        { year: Number(year), month: Number(month), day: Number(day) },
        { overflow: 'reject' },
      );
      return date.toZonedDateTime(timeZone).epochMilliseconds;
    }
    if (INSTANT.test(value)) return Temporal.Instant.from(value).epochMilliseconds;
    return Temporal.PlainDateTime.from(value).toZonedDateTime(timeZone).epochMilliseconds;
  } catch (cause) {
    throw new DomainError('BAD_REQUEST', msg('detail.date-expected', { filter }), {
      cause,
    });
  }
}
