import type { Weekday } from './tables.ts';

/** A day as the number of days since 1970-01-01 in the proleptic Gregorian calendar. */
export type CivilDay = number;

/** The parts of a day. `month` 1..12, `day` 1..31, `weekday` 0 (Sunday) .. 6. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/** Milliseconds of a day without a time zone. */
export const DAY_MS = 86_400_000;

/** Weekdays by their number. */
export const WEEKDAY_NUMBER: Readonly<Record<Weekday, number>> = { SU: 0, MO: 1, TU: 2, WE: 3, TH: 4, FR: 5, SA: 6 };

/** The day with this date; days and months beyond their range run over into the next. */
export function civilDay(year: number, month: number, day: number): CivilDay {
  // Date.UTC takes the years 0 to 99 for those of the last century.
  return Math.floor(new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS);
}

/** The date of a day. */
export function civilDate(day: CivilDay): CivilDate {
  const date = new Date(day * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
}

/** 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return civilDay(year, month + 1, 1) - civilDay(year, month, 1);
}

/** 365 or 366. */
export function daysInYear(year: number): number {
  return civilDay(year + 1, 1, 1) - civilDay(year, 1, 1);
}

/** The first day of the week that `day` lies in. `weekStart` 0 (Sunday) .. 6. */
export function startOfWeek(day: CivilDay, weekStart: number): CivilDay {
  return day - ((civilDate(day).weekday - weekStart + 7) % 7);
}

/** The first day of week 1 of a year: the first week with at least four days in it (RFC 5545 §3.3.10, BYWEEKNO). */
export function startOfWeekOne(year: number, weekStart: number): CivilDay {
  return startOfWeek(civilDay(year, 1, 4), weekStart);
}
