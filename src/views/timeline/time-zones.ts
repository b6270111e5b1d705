import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** A zone has two changes a year; further ones than of two centuries are not looked for. */
const MAX_CHANGES = 400;

/** From a moment on, local time is ahead of UTC by `offset`; both in milliseconds. */
export interface ZoneOffset {
  readonly from: number;
  readonly offset: number;
}

/**
 * How far a time zone is ahead of UTC between two moments (UTC milliseconds), oldest first; the first holds before `start` too.
 * @throws BAD_REQUEST where there is no such zone
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
    throw new DomainError('BAD_REQUEST', msg('detail.timezone-no-time-zone-name'), {
      details: { field: 'timeZone' },
    });
  }
}
