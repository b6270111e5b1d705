import { type Words, wordsIn } from '../language/words.ts';

/** Last supported time: later years have a sign in ISO 8601. Leaves some days for the UTC offset. */
const LAST_TIME = Date.UTC(9999, 11, 28);

/** Seconds of a day, minus the last half minute, which would be rounded to a whole day. */
const DAY = 24 * 3600 - 30;

const DAY_MS = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** `+02:00` for 120 minutes. */
function offsetText(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** A period without a change of the clock, with its UTC offset in minutes. */
interface Period {
  readonly minutes: number;
  readonly since: number;
  readonly until: number;
  /** Before this time the clock shows what it showed before it was set back at {@link since}. */
  readonly repeatsUntil: number;
  /** From this time on the clock shows what it shows again when it has been set back at {@link until}. */
  readonly repeatedFrom: number;
}

/** Formats times in a time zone and a language. Unknown and invalid times give an empty string. */
export class LocalTime {
  readonly timeZone: string;
  /** The texts of the language. */
  readonly words: Words;
  /** The UTC offset of the last time. */
  #minutes = 0;
  #since = Number.POSITIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;
  #repeatsUntil = Number.NEGATIVE_INFINITY;
  #repeatedFrom = Number.POSITIVE_INFINITY;
  /** Periods that are known. */
  readonly #periods: Period[] = [];
  /** The last time and its text: a message asks for both day and time. */
  #last = Number.NaN;
  #text = '';
  /** The last day since 1970 and its date, to the `T` and without it. */
  #day = Number.NaN;
  #date = '';
  #dayText = '';

  /** `timeZone` must be a valid IANA name or an offset like `+02:00`. */
  constructor(timeZone: string, words: Words = wordsIn()) {
    this.timeZone = timeZone;
    this.words = words;
  }

  /** The clock of a place with this UTC offset in seconds; this one if there is none. */
  at(utcOffset: unknown): LocalTime {
    if (typeof utcOffset !== 'number' || !(Math.abs(utcOffset) < DAY)) return this;
    return new LocalTime(offsetText(Math.round(utcOffset / 60)), this.words);
  }

  /**
   * Date and time: `2024-05-01 14:03:22`, `01.05.2024 14:03:22`. In an hour that the clock shows twice, because it was
   * set back, with the UTC offset: `2024-10-27 02:30:00 UTC+02:00`.
   */
  stamp(milliseconds: number | null): string {
    return this.wallTime(milliseconds) + this.#offsetIfRepeated(milliseconds);
  }

  /** {@link stamp}, always without the UTC offset. */
  wallTime(milliseconds: number | null): string {
    const local = this.#clock(milliseconds);
    return local === '' ? '' : `${this.words.date(local.slice(0, 10))} ${local.slice(11)}`;
  }

  /** Time of day: `14:03:22`, with the UTC offset where {@link stamp} has it. */
  time(milliseconds: number | null): string {
    return this.#clock(milliseconds).slice(11) + this.#offsetIfRepeated(milliseconds);
  }

  /** The date as people write it: `01.05.2024`. */
  date(milliseconds: number | null): string {
    const day = this.day(milliseconds);
    return day === '' ? '' : this.words.date(day);
  }

  /** The day in any language: `2024-05-01`. */
  day(milliseconds: number | null): string {
    return this.#clock(milliseconds) === '' ? '' : this.#dayText;
  }

  /** Date and time with the UTC offset: `2024-05-01T14:03:22+02:00`, `01.05.2024 14:03:22 (UTC+02:00)`. */
  exact(milliseconds: number | null): string {
    if (this.words.language === 'en') return this.iso(milliseconds);
    const stamp = this.wallTime(milliseconds);
    return stamp === '' ? '' : `${stamp} (UTC${offsetText(this.#minutes)})`;
  }

  /** `2024-05-01T14:03:22+02:00` */
  iso(milliseconds: number | null): string {
    const local = this.#clock(milliseconds);
    return local === '' ? '' : local + offsetText(this.#minutes);
  }

  /** ` UTC+02:00` for the time that was last given to {@link #clock}, if the clock shows it twice. */
  #offsetIfRepeated(milliseconds: number | null): string {
    if (milliseconds === null) return '';
    return milliseconds < this.#repeatsUntil || milliseconds >= this.#repeatedFrom
      ? ` UTC${offsetText(this.#minutes)}`
      : '';
  }

  /** `2024-05-01T14:03:22`; {@link #minutes} is the UTC offset then. */
  #clock(milliseconds: number | null): string {
    // The negated comparison also excludes NaN.
    if (milliseconds === null || !(Math.abs(milliseconds) <= LAST_TIME)) return '';
    if (milliseconds !== this.#last) {
      if (!(milliseconds >= this.#since && milliseconds < this.#until)) this.#setOffset(Math.floor(milliseconds));
      const local = Math.trunc(milliseconds) + this.#minutes * 60_000;
      const day = Math.floor(local / DAY_MS);
      if (day !== this.#day) {
        this.#date = new Date(local).toISOString().slice(0, 11);
        this.#dayText = this.#date.slice(0, 10);
        this.#day = day;
      }
      const seconds = Math.floor((local - day * DAY_MS) / 1000);
      const [hour, minute, second] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60, seconds % 60];
      this.#text = `${this.#date}${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[second]}`;
      this.#last = milliseconds;
    }
    return this.#text;
  }

  #setOffset(milliseconds: number): void {
    let period = this.#periods.find(({ since, until }) => milliseconds >= since && milliseconds < until);
    if (period === undefined) {
      period = this.#periodOf(milliseconds);
      this.#periods.push(period);
    }
    this.#minutes = period.minutes;
    this.#since = period.since;
    this.#until = period.until;
    this.#repeatsUntil = period.repeatsUntil;
    this.#repeatedFrom = period.repeatedFrom;
  }

  /** Until the next change of the clock: finding it takes as long as writing a message. */
  #periodOf(milliseconds: number): Period {
    const at = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(this.timeZone);
    // A change at this very moment is a previous one.
    const since = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    const until = at.getTimeZoneTransition('next');
    const before = since?.subtract({ nanoseconds: 1 }) ?? at;
    const setBackBy = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): number =>
      Math.max(0, (from.offsetNanoseconds - to.offsetNanoseconds) / 1e6);
    return {
      minutes: Math.round(at.offsetNanoseconds / 60e9),
      since: since?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      repeatsUntil: since === null ? Number.NEGATIVE_INFINITY : since.epochMilliseconds + setBackBy(before, at),
      repeatedFrom: until === null ? Number.POSITIVE_INFINITY : until.epochMilliseconds - setBackBy(at, until),
    };
  }
}

/** `2024-05-01T12:03:22.000Z`; empty for unknown and invalid times. */
export function utcTime(milliseconds: number | null): string {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
