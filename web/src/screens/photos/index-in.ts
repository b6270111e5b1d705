import type { LayoutDay } from '../../api/photos.ts';

/**
 * The index in another layout of the photo at an index of this one, as far as days tell. It is counted from the
 * beginning of its day, or from the end of the day if photos before it were added, as those of the day can be new, too.
 * As many photos as before are the same ones: only the limits of days are others, in another time zone.
 */
export function indexIn(other: readonly LayoutDay[], days: readonly LayoutDay[], index: number): number {
  if (totalOf(other) === totalOf(days)) return index;
  let first = 0;
  for (const { day, count } of days) {
    if (index < first + count) return placeOf(other, day, first, index - first, count);
    first += count;
  }
  return index;
}

function placeOf(
  other: readonly LayoutDay[],
  day: string | null,
  before: number,
  within: number,
  count: number,
): number {
  const at = other.findIndex((each) => each.day === day);
  const same = other[at];
  if (same === undefined) return before + within;
  const first = totalOf(other.slice(0, at));
  const fromStart = first === before ? within : within + same.count - count;
  return first + Math.min(Math.max(fromStart, 0), same.count - 1);
}

function totalOf(days: readonly LayoutDay[]): number {
  return days.reduce((sum, { count }) => sum + count, 0);
}
