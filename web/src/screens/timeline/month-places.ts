import type { DayView } from '../../../../src/contract/days.ts';

/** Position of a month on the scrubber, as fractions of its height. */
export interface MonthPlace {
  readonly top: number;
  readonly height: number;
}

/** Minimum size of a month relative to an average one, so that it can be clicked. */
const LEAST = 0.4;

/** Positions of months, newest first. Months with more records are larger, but not proportionally. */
export function monthPlaces(months: readonly DayView[]): readonly MonthPlace[] {
  const weights = months.map(({ count }) => Math.sqrt(count)).toReversed();
  const average = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
  const heights = weights.map((weight) => Math.max(weight, LEAST * average));
  const total = heights.reduce((sum, height) => sum + height, 0);
  let top = 0;
  return heights.map((height) => {
    const place = { top: top / total, height: height / total };
    top += height;
    return place;
  });
}

/** Positions of the names of years: at the newest month of each, if there is space. */
export function monthMarks(
  months: readonly DayView[],
  places: readonly MonthPlace[],
  between: number,
): readonly { readonly year: string; readonly top: number }[] {
  const marks: { year: string; top: number }[] = [];
  let before = '';
  for (const [index, { top, height }] of places.entries()) {
    const year = months[months.length - 1 - index]?.day.slice(0, 4) ?? '';
    if (year === before) continue;
    before = year;
    const last = marks.at(-1);
    if (last === undefined || top - last.top >= between) marks.push({ year, top: top + height / 2 });
  }
  return marks;
}
