import type { DayView } from '../../../../src/contract/days.ts';

/** Where a month stands on the scrubber, as parts of its height. */
export interface MonthPlace {
  readonly top: number;
  readonly height: number;
}

/** The least that a month takes, compared to an average one: it has to be hit. */
const LEAST = 0.4;

/** Where the months stand, the newest first: those with much of them take more room, though not in proportion. */
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

/** Where the names of the years stand: at the newest month of each, where there is room. */
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
