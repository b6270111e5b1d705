/** A weekday in the notation of RFC 5545. */
export type Weekday = 'SU' | 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA';

/** Every such weekday (`ordinal` 0), or the n-th of the month or year, counted from the end if negative. */
export type WeekdayRule = { readonly day: Weekday; readonly ordinal: number };

/** The parts of an RRULE (RFC 5545 §3.3.10). Parts that were not given are empty lists. */
export type RecurrenceRule = {
  /** Null for an unknown code. */
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly' | null;
  readonly frequencyCode: number | null;
  /** Every n-th day, week, month or year. */
  readonly interval: number;
  /** Total number of occurrences including the first; null if unlimited. */
  readonly count: number | null;
  /** Last moment at which an occurrence may start, UTC milliseconds; null if unlimited. */
  readonly until: number | null;
  readonly weekStart: Weekday;
  readonly byDay: readonly WeekdayRule[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNumber: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPosition: readonly number[];
  /** `Recurrence.specifier` unchanged. */
  readonly specifier: string | null;
  /** True if every part of the rule is understood; otherwise its occurrences cannot be computed. */
  readonly isUnderstood: boolean;
};

/** An occurrence of a series that was changed individually; it is stored in `calendar_events` under `event`. */
export type DetachedOccurrence = {
  readonly event: string;
  /** The start it replaces, UTC milliseconds. */
  readonly originalStartAt: number | null;
};

/** Rules, exceptions and detached occurrences of a series. */
export type Recurrence = {
  readonly rules: readonly RecurrenceRule[];
  /** Starts of deleted occurrences, UTC milliseconds; midnight UTC of the day for all-day events. */
  readonly exceptions: readonly number[];
  readonly detached: readonly DetachedOccurrence[];
};
