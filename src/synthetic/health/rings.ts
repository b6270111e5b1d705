import { type Seed, seededRandom } from '../random.ts';
import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Goals of each day. */
const GOALS = { energy: 450, exercise: 30, standing: 12 } as const;

/** The written activity of a day. */
export interface WrittenRings {
  /** UTC milliseconds: midnight at the place. */
  readonly at: number;
  readonly energy: number;
  readonly exercise: number;
  readonly standing: number;
  readonly goals: typeof GOALS;
  readonly timeZone: string;
}

/** The activity of the year before `until`, oldest day first. */
export function* ringsOfYear(seed: Seed, until: number): Generator<WrittenRings> {
  const random = seededRandom(seed, 'health rings');
  const last = Math.floor(until / DAY);
  for (let day = last - 365; day < last; day++) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    yield {
      at: day * DAY - utcOffset * 1000,
      energy: 250 + random.below(450),
      exercise: random.below(70),
      standing: 6 + random.below(10),
      goals: GOALS,
      timeZone,
    };
  }
}
