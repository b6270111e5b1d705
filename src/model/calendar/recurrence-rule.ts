/** A day of the week as RFC 5545 writes it. */
export type Weekday = 'SU' | 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA';

/** Every such weekday (`ordinal` 0), or the n-th of the month or year, from its end where negative. */
export type WeekdayRule = { readonly day: Weekday; readonly ordinal: number };

/** How an event repeats: the parts of an RRULE (RFC 5545 §3.3.10). An empty list is a part that was not given. */
export type RecurrenceRule = {
  /** Null for a code nobody knows. */
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly' | null;
  readonly frequencyCode: number | null;
  /** Every so many days, weeks, months or years. */
  readonly interval: number;
  /** Occurrences in all, the first among them; null for no such end. */
  readonly count: number | null;
  /** The last moment at which an occurrence may start, UTC milliseconds; null for no such end. */
  readonly until: number | null;
  readonly weekStart: Weekday;
  readonly byDay: readonly WeekdayRule[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNumber: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPosition: readonly number[];
  /** `Recurrence.specifier` as it is. */
  readonly specifier: string | null;
  /** Every part of the rule is understood; otherwise its occurrences cannot be told. */
  readonly isUnderstood: boolean;
};

/** One occurrence of a series that was changed on its own: it stands in `calendar_events` under `event`. */
export type DetachedOccurrence = {
  readonly event: string;
  /** The start it replaces, UTC milliseconds. */
  readonly originalStartAt: number | null;
};

/** A series: when it repeats, and when it does not. */
export type Recurrence = {
  readonly rules: readonly RecurrenceRule[];
  /** Starts that were deleted, UTC milliseconds; midnight UTC of the day for all-day events. */
  readonly exceptions: readonly number[];
  readonly detached: readonly DetachedOccurrence[];
};
