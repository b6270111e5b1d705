import type { Weekday } from './recurrence-rule.ts';

/** A day as the number of days since 1970-01-01 in the proleptic Gregorian calendar. */
export type CivilDay = number;

/** The parts of a day. `month` 1..12, `day` 1..31, `weekday` 0 (Sunday) .. 6. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/** Milliseconds of a day, without a time zone. */
export const DAY_MS = 86_400_000;

/** Weekdays from Sunday (0), numbered as in Calendar. */
export const WEEKDAYS: readonly Weekday[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The number of each weekday. */
export const WEEKDAY_NUMBER: Readonly<Record<Weekday, number>> = { SU: 0, MO: 1, TU: 2, WE: 3, TH: 4, FR: 5, SA: 6 };

/** Days in 400 years, the period of the calendar. */
const ERA_DAYS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. Years are counted from March, so that the leap day comes last. */
const EPOCH = 719_468;

/** The day with this date. A month outside 1..12 or a day outside the month overflows. Integers only. */
export function civilDay(year: number, month: number, day: number): CivilDay {
  const fromMarch = month - 3;
  const marchYear = year + Math.floor(fromMarch / 12);
  const dayOfYear = Math.floor((153 * modulo(fromMarch, 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - EPOCH;
}

/** The date of a day. */
export function civilDate(day: CivilDay): CivilDate {
  const sinceMarch = day + EPOCH;
  const era = Math.floor(sinceMarch / ERA_DAYS);
  const dayOfEra = sinceMarch - era * ERA_DAYS;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    // 1970-01-01 was a Thursday.
    weekday: modulo(day + 4, 7),
  };
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 ? daysInYear(year) - 337 : 30 + ((month + Math.floor(month / 8)) % 2);
}

/** 365 or 366. */
export function daysInYear(year: number): number {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365;
}

/** The first day of the week that contains `day`. `weekStart` 0 (Sunday) .. 6. */
export function startOfWeek(day: CivilDay, weekStart: number): CivilDay {
  return day - modulo(day + 4 - weekStart, 7);
}

/** The first day of week 1 of a year, the first week with at least four days in it (RFC 5545 §3.3.10, BYWEEKNO). */
export function startOfWeekOne(year: number, weekStart: number): CivilDay {
  return startOfWeek(civilDay(year, 1, 4), weekStart);
}
