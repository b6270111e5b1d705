import { type Seed, seededRandom } from '../random.ts';
import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Hours of a day, by the clock of the place, and the share of its steps. */
const HABITS = [
  [7, 0.12],
  [8, 0.16],
  [10, 0.06],
  [12, 0.2],
  [15, 0.08],
  [17, 0.18],
  [19, 0.14],
  [21, 0.06],
] as const;

/** A written sample of steps. */
export interface WrittenSteps {
  /** UTC milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly by: 'phone' | 'watch';
  readonly timeZone: string;
}

/**
 * The steps of the year before `until`, oldest first. The watch counts all of a day. The phone counts the same steps at the
 * same times, but not where it was left behind; on some days the watch was.
 */
export function* stepsOfYear(seed: Seed, until: number): Generator<WrittenSteps> {
  const random = seededRandom(seed, 'health steps');
  const last = Math.floor(until / DAY);
  for (let day = last - 365; day < last; day++) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    const steps = 3500 + random.below(9000);
    const hasWatch = !random.chance(0.08);
    for (const [hour, share] of HABITS) {
      const from = day * DAY + hour * HOUR + random.below(40) * MINUTE - utcOffset * 1000;
      const count = Math.round(steps * share * (0.6 + random.fraction() * 0.8));
      const to = from + Math.ceil(count / 100) * MINUTE;
      const walk = { from, to, timeZone } as const;
      if (hasWatch) yield { ...walk, count, by: 'watch' };
      if (!hasWatch || random.chance(0.7)) yield { ...walk, count: Math.round(count * 0.94), by: 'phone' };
    }
  }
}
