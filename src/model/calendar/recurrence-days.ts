import {
  type CivilDate,
  type CivilDay,
  civilDate,
  civilDay,
  daysInMonth,
  daysInYear,
  startOfWeek,
  startOfWeekOne,
  WEEKDAY_NUMBER,
  WEEKDAYS,
} from './civil-day.ts';
import type { RecurrenceRule, WeekdayRule } from './recurrence-rule.ts';

/** Remaining work of an expansion; examining one day costs one unit. */
export interface Budget {
  left: number;
}

/** A rule with a known frequency. */
type KnownRule = RecurrenceRule & { readonly frequency: NonNullable<RecurrenceRule['frequency']> };

/**
 * The days of a rule from `start` on, in ascending order. COUNT and UNTIL are left to the caller. According to RFC 5545
 * §3.3.10: every day of a period (day, week, month, year) that satisfies all BY parts, with missing parts taken from
 * `start`, and BYSETPOS selecting from each period. Ends early when the budget is used up.
 *
 * @param range only days within it need be returned; periods outside are skipped
 */
export function* recurrenceDays(
  given: KnownRule,
  start: CivilDay,
  range: { readonly first: CivilDay; readonly last: CivilDay },
  budget: Budget,
): Generator<CivilDay> {
  const first = civilDate(start);
  const rule = withDefaults(given, first);
  const periods = PERIODS[rule.frequency];
  const origin = periods.indexOf(start, first, WEEKDAY_NUMBER[rule.weekStart]);
  const earliest = Math.max(start, range.first);
  const ahead = periods.indexOf(earliest, civilDate(earliest), WEEKDAY_NUMBER[rule.weekStart]) - origin;
  for (let step = Math.floor(ahead / rule.interval); ; step++) {
    const [from, length] = periods.bounds(origin + step * rule.interval, WEEKDAY_NUMBER[rule.weekStart]);
    // Also ends when a huge interval exceeds number precision.
    if (!(from <= range.last)) return;
    const days: CivilDay[] = [];
    for (let day = from; day < from + length; day++) {
      // Every examined day costs a unit, because a rule like "30 February" never yields.
      if (--budget.left < 0) return;
      if (matches(day, rule)) days.push(day);
    }
    for (const day of atPositions(days, rule.bySetPosition)) {
      if (day >= earliest) yield day;
    }
  }
}

/** Periods of each frequency, numbered consecutively, with their first day and length in days. */
const PERIODS: Readonly<
  Record<
    KnownRule['frequency'],
    {
      indexOf(day: CivilDay, date: CivilDate, weekStart: number): number;
      bounds(index: number, weekStart: number): readonly [first: CivilDay, length: number];
    }
  >
> = {
  daily: { indexOf: (day) => day, bounds: (index) => [index, 1] },
  weekly: {
    indexOf: (day, _, weekStart) => Math.floor((startOfWeek(day, weekStart) - startOfWeek(0, weekStart)) / 7),
    bounds: (index, weekStart) => [startOfWeek(0, weekStart) + index * 7, 7],
  },
  monthly: {
    indexOf: (_, { year, month }) => year * 12 + month - 1,
    bounds: (index) => {
      const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
      return [civilDay(year, month, 1), daysInMonth(year, month)];
    },
  },
  yearly: {
    indexOf: (_, { year }) => year,
    bounds: (index) => [civilDay(index, 1, 1), daysInYear(index)],
  },
};

/** Missing parts of a rule come from its start: "monthly" means on the start's day of the month. */
function withDefaults(rule: KnownRule, start: CivilDate): KnownRule {
  const { byDay, byMonthDay, byYearDay, byWeekNumber } = rule;
  if (byMonthDay.length > 0 || byYearDay.length > 0 || byDay.length > 0) return rule;
  if (rule.frequency === 'daily') return rule;
  if (rule.frequency === 'weekly' || byWeekNumber.length > 0) {
    return {
      ...rule,
      byDay: WEEKDAYS.filter((day) => WEEKDAY_NUMBER[day] === start.weekday).map((day) => ({ day, ordinal: 0 })),
    };
  }
  if (rule.frequency === 'monthly') return { ...rule, byMonthDay: [start.day] };
  const byMonth = rule.byMonth.length > 0 ? rule.byMonth : [start.month];
  return { ...rule, byMonth, byMonthDay: [start.day] };
}

function matches(day: CivilDay, rule: KnownRule): boolean {
  const date = civilDate(day);
  const { byMonth, byMonthDay, byYearDay, byWeekNumber, byDay } = rule;
  if (byMonth.length > 0 && !byMonth.includes(date.month)) return false;
  if (byMonthDay.length > 0 && !counts(byMonthDay, date.day, daysInMonth(date.year, date.month))) return false;
  if (byYearDay.length > 0) {
    const dayOfYear = day - civilDay(date.year, 1, 1) + 1;
    if (!counts(byYearDay, dayOfYear, daysInYear(date.year))) return false;
  }
  if (byWeekNumber.length > 0 && !isInWeek(day, date.year, byWeekNumber, WEEKDAY_NUMBER[rule.weekStart])) return false;
  return byDay.length === 0 || byDay.some((weekday) => isWeekday(day, date, weekday, rule));
}

/** True if `wanted` selects the `number`-th of `total`, counted from the front or (if negative) from the end. */
function counts(wanted: readonly number[], number: number, total: number): boolean {
  return wanted.includes(number) || wanted.includes(number - total - 1);
}

function isInWeek(day: CivilDay, year: number, wanted: readonly number[], weekStart: number): boolean {
  // The days around New Year may belong to a week of the previous or next year.
  const weekYear =
    day < startOfWeekOne(year, weekStart) ? year - 1 : day < startOfWeekOne(year + 1, weekStart) ? year : year + 1;
  const weekOne = startOfWeekOne(weekYear, weekStart);
  const total = (startOfWeekOne(weekYear + 1, weekStart) - weekOne) / 7;
  return counts(wanted, Math.floor((day - weekOne) / 7) + 1, total);
}

/**
 * Ordinals count within the month for monthly rules and rules with months, otherwise within the year. Other frequencies
 * ignore them.
 */
function isWeekday(day: CivilDay, date: CivilDate, { day: name, ordinal }: WeekdayRule, rule: KnownRule): boolean {
  if (WEEKDAY_NUMBER[name] !== date.weekday) return false;
  const isPlain = rule.frequency === 'daily' || rule.frequency === 'weekly' || rule.byWeekNumber.length > 0;
  if (ordinal === 0 || isPlain) return true;
  const inMonth = rule.frequency === 'monthly' || rule.byMonth.length > 0;
  const number = inMonth ? date.day : day - civilDay(date.year, 1, 1) + 1;
  const total = inMonth ? daysInMonth(date.year, date.month) : daysInYear(date.year);
  return ordinal > 0 ? Math.ceil(number / 7) === ordinal : Math.ceil((total - number + 1) / 7) === -ordinal;
}

function atPositions(days: readonly CivilDay[], positions: readonly number[]): readonly CivilDay[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => counts(positions, index + 1, days.length));
}
