/** Time zones differ by quarters of an hour, so all times of a quarter are on the same day. */
const QUARTER_MS = 900_000;
/** Maximum number of remembered quarters: samples come nearly in order. */
const MOST_KNOWN = 10_000;

/** Converts times to calendar days in a time zone. */
export class LocalDays {
  readonly #format: Intl.DateTimeFormat;
  readonly #known = new Map<number, string>();

  /** @throws RangeError for an unknown time zone */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** `YYYY-MM-DD` of a time in UTC milliseconds. */
  dayOf(time: number): string {
    const quarter = Math.floor(time / QUARTER_MS);
    const known = this.#known.get(quarter);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const day = this.#format.format(time);
    this.#known.set(quarter, day);
    return day;
  }
}
