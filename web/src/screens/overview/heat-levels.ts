/** Shades of a day, from empty to maximum. */
export const LEVELS = [0, 1, 2, 3, 4] as const;
/** The shade of a day. */
export type Level = (typeof LEVELS)[number];

/**
 * Returns a function from count to shade. Each shade has a quarter of the non-empty days, so that one very busy day
 * does not make all others pale.
 */
export function heatLevels(counts: readonly number[]): (count: number) => Level {
  const sorted = counts.filter((count) => count > 0).sort((one, other) => one - other);
  const quarter = (part: number): number => sorted[Math.floor((sorted.length * part) / 4)] ?? Number.POSITIVE_INFINITY;
  const [second, third, fourth] = [quarter(1), quarter(2), quarter(3)];
  return (count) => {
    if (count <= 0) return 0;
    if (count < second) return 1;
    if (count < third) return 2;
    return count < fourth ? 3 : 4;
  };
}
