import { type Seed, seededRandom } from '../random.ts';
import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A written span of sleep. */
export interface WrittenSleep {
  /** UTC milliseconds. */
  readonly from: number;
  readonly to: number;
  /** `HKCategoryValueSleepAnalysis` */
  readonly stage: number;
  readonly timeZone: string;
}

/** Awake, core, deep and REM. */
const [AWAKE, CORE, DEEP, REM] = [2, 3, 4, 5];
/** A cycle of some ninety minutes; deep sleep becomes shorter towards the morning, REM longer. */
const CYCLES = [
  [CORE, 22, DEEP, 48, CORE, 14, REM, 9],
  [CORE, 30, DEEP, 32, CORE, 18, REM, 16],
  [CORE, 48, DEEP, 12, AWAKE, 4, REM, 26],
  [CORE, 52, REM, 34, AWAKE, 6, CORE, 22],
] as const;

/** The stages of the nights of the year before `until`, oldest first. */
export function* sleepOfYear(seed: Seed, until: number): Generator<WrittenSleep> {
  const random = seededRandom(seed, 'health sleep');
  const last = Math.floor(until / DAY);
  for (let day = last - 365; day < last; day++) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY);
    // To bed between half past ten and midnight, by the clock of the place.
    let at = day * DAY - (90 - random.below(90)) * MINUTE - utcOffset * 1000;
    for (const cycle of CYCLES) {
      for (let index = 0; index < cycle.length; index += 2) {
        const [stage, minutes] = [cycle[index] as number, cycle[index + 1] as number];
        const to = at + Math.round(minutes * (0.75 + random.fraction() * 0.5)) * MINUTE;
        yield { from: at, to, stage, timeZone };
        at = to;
      }
    }
  }
}
