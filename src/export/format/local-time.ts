/** Last supported time: later years have a sign in ISO 8601. Leaves some days for the UTC offset. */
const LAST_TIME = Date.UTC(9999, 11, 28);

/** Seconds of a day, minus the last half minute, which would be rounded to a whole day. */
const DAY = 24 * 3600 - 30;

/** `+02:00` for 120 minutes. */
function offsetText(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Formats times in a time zone. Unknown and invalid times give an empty string. */
export class LocalTime {
  readonly timeZone: string;

  /** `timeZone` must be a valid IANA name or an offset like `+02:00`. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** The clock of a place with this UTC offset in seconds; this one if there is none. */
  at(utcOffset: unknown): LocalTime {
    if (typeof utcOffset !== 'number' || !(Math.abs(utcOffset) < DAY)) return this;
    return new LocalTime(offsetText(Math.round(utcOffset / 60)));
  }

  /** `2024-05-01 14:03:22` */
  stamp(milliseconds: number | null): string {
    return this.iso(milliseconds).slice(0, 19).replace('T', ' ');
  }

  /** `2024-05-01` */
  day(milliseconds: number | null): string {
    return this.iso(milliseconds).slice(0, 10);
  }

  /** `2024-05-01T14:03:22+02:00` */
  iso(milliseconds: number | null): string {
    // The negated comparison also excludes NaN.
    if (milliseconds === null || !(Math.abs(milliseconds) <= LAST_TIME)) return '';
    const minutes = this.#offsetMinutes(milliseconds);
    return `${new Date(milliseconds + minutes * 60_000).toISOString().slice(0, 19)}${offsetText(minutes)}`;
  }

  /** UTC offset in minutes. */
  #offsetMinutes(milliseconds: number): number {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(milliseconds)).toZonedDateTimeISO(this.timeZone);
    return Math.round(at.offsetNanoseconds / 60e9);
  }
}

/** `2024-05-01T12:03:22.000Z`; empty for unknown and invalid times. */
export function utcTime(milliseconds: number | null): string {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
