import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Maximum number of transitions: two centuries with two per year. */
const MAX_CHANGES = 400;

/** UTC offset of a time zone since `from`; both in milliseconds. */
export interface ZoneOffset {
  readonly from: number;
  readonly offset: number;
}

/**
 * UTC offsets of a time zone between two times (UTC milliseconds), oldest first; the first also applies before `start`.
 * @throws BAD_REQUEST for an unknown time zone
 */
export function zoneOffsets(zone: string, start: number, end: number): ZoneOffset[] {
  let time = instantIn(zone, start);
  const offsets: ZoneOffset[] = [{ from: -Infinity, offset: time.offsetNanoseconds / 1e6 }];
  while (offsets.length <= MAX_CHANGES) {
    const change = time.getTimeZoneTransition('next');
    if (change === null || change.epochMilliseconds > end) break;
    offsets.push({ from: change.epochMilliseconds, offset: change.offsetNanoseconds / 1e6 });
    time = change;
  }
  return offsets;
}

function instantIn(zone: string, time: number): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DomainError('BAD_REQUEST', msg('detail.unknown-time-zone'), {
      details: { field: 'timeZone' },
    });
  }
}
