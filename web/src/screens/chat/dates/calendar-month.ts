import type { DayView } from '../../../../../src/contract/days.ts';

/** A month of a calendar. `month` counts from 0. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

const DAY_MS = 86_400_000;
const WEEK = 7;

/** The month of a day (`2024-03-31`). */
export function monthOf(day: string): Month {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  return { year, month: month - 1 };
}

/** A month as a number, for comparisons and calculations. */
export function monthIndex({ year, month }: Month): number {
  return year * 12 + month;
}

/** The month of such a number. */
export function monthAt(index: number): Month {
  return { year: Math.floor(index / 12), month: index - Math.floor(index / 12) * 12 };
}

/** Days of a month by week, as `2024-03-31`; null for days of other months. `firstDay`: 1 Monday, 7 Sunday. */
export function weeksOf({ year, month }: Month, firstDay: number): (string | null)[][] {
  const start = Date.UTC(year, month, 1);
  const lead = (new Date(start).getUTCDay() - firstDay + 2 * WEEK) % WEEK;
  const length = Math.round((Date.UTC(year, month + 1, 1) - start) / DAY_MS);
  const cells = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length }, (_, day) => new Date(start + day * DAY_MS).toISOString().slice(0, 10)),
  ];
  while (cells.length % WEEK !== 0) cells.push(null);
  return Array.from({ length: cells.length / WEEK }, (_, week) => cells.slice(week * WEEK, (week + 1) * WEEK));
}

/** The time range of all messages of some days; null if there is none. `to` is null if nothing follows. */
export function momentsBetween(
  days: readonly DayView[],
  from: string,
  to: string,
): { readonly from: number | null; readonly to: number | null } | null {
  const within = days.filter(({ day }) => (from === '' || day >= from) && (to === '' || day <= to));
  if (within.length === 0) return null;
  const after = to === '' ? undefined : days.find(({ day }) => day > to);
  return { from: from === '' ? null : (within[0]?.at ?? null), to: after?.at ?? null };
}
