/** The last moment that is written: ISO 8601 gives later years a sign. Some days are left for the offset of a zone. */
const LAST_TIME = Date.UTC(9999, 11, 28);

/** Writes moments on the clock of one time zone. What is not known, or no time at all, is empty. */
export class LocalTime {
  readonly timeZone: string;

  /** `timeZone` is a known IANA name. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
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
    // Written so that NaN is no time either.
    if (milliseconds === null || !(Math.abs(milliseconds) <= LAST_TIME)) return '';
    const minutes = this.#offsetMinutes(milliseconds);
    const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    const offset = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
    return `${new Date(milliseconds + minutes * 60_000).toISOString().slice(0, 19)}${offset}`;
  }

  /** By how many minutes the clock is ahead of UTC. */
  #offsetMinutes(milliseconds: number): number {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(milliseconds)).toZonedDateTimeISO(this.timeZone);
    return Math.round(at.offsetNanoseconds / 60e9);
  }
}

/** `2024-05-01T12:03:22.000Z`; empty where the time is not known, or none. */
export function utcTime(milliseconds: number | null): string {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
