import { type CivilDay, DAY_MS } from './civil-day.ts';

/** Converts between moments and local days and times of one place. */
export interface EventClock {
  /** The local day and the milliseconds since its midnight at a moment (UTC milliseconds). */
  read(milliseconds: number): { readonly day: CivilDay; readonly timeOfDay: number };
  /** The moment of a local time. Times skipped by daylight saving are interpreted with the offset before the change. */
  momentOf(day: CivilDay, timeOfDay: number): number;
}

/** The clock of all-day and floating events, whose local time is treated as UTC. */
export const UTC_CLOCK: EventClock = {
  read: (milliseconds) => {
    const day = Math.floor(milliseconds / DAY_MS);
    return { day, timeOfDay: milliseconds - day * DAY_MS };
  },
  momentOf: (day, timeOfDay) => day * DAY_MS + timeOfDay,
};

/** The clock of a time zone as named by Calendar (IANA, or `GMT+0200`). Null for an unknown zone. */
export function zoneClock(name: string): EventClock | null {
  const zone = name.replace(/^(?:GMT|UTC)([+-]\d\d):?(\d\d)$/, '$1:$2');
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return {
    read(milliseconds) {
      const at = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone);
      return UTC_CLOCK.read(at.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds);
    },
    momentOf(day, timeOfDay) {
      const at = Temporal.Instant.fromEpochMilliseconds(UTC_CLOCK.momentOf(day, timeOfDay)).toZonedDateTimeISO('UTC');
      return at.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
    },
  };
}
