import { type Seed, seededRandom } from '../random.ts';
import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Days between two weights. */
const EVERY = 7;

/** A written body measure. */
export interface WrittenMeasure {
  /** UTC milliseconds. */
  readonly at: number;
  readonly kind: 'height' | 'weight' | 'pulse' | 'restingPulse';
  /** Metres, kilograms, beats per second, and beats per minute at rest: as Health stores them. */
  readonly quantity: number;
  readonly timeZone: string;
}

/** The weights of the year before `until`, oldest first, after a height. */
export function* measuresOfYear(seed: Seed, until: number): Generator<WrittenMeasure> {
  const random = seededRandom(seed, 'health measures');
  const last = Math.floor(until / DAY);
  let weight = 71;
  for (let day = last - 364; day < last; day += EVERY) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    const at = day * DAY + 7 * HOUR - utcOffset * 1000;
    if (day === last - 364) yield { at, kind: 'height', quantity: 1.74, timeZone };
    weight += random.fraction() - 0.5;
    yield { at, kind: 'weight', quantity: Math.round(weight * 10) / 10, timeZone };
  }
}

/** Times of day at which a watch measured the pulse, and how much quicker than at rest it usually is. */
const PULSES = [
  [8, 14],
  [13, 22],
  [18, 35],
] as const;

/** The pulse in the year before `until`, oldest first: at rest, and a few times a day. */
export function* pulseOfYear(seed: Seed, until: number): Generator<WrittenMeasure> {
  const random = seededRandom(seed, 'health pulse');
  const last = Math.floor(until / DAY);
  for (let day = last - 365; day < last; day++) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    const midnight = day * DAY - utcOffset * 1000;
    const resting = 54 + random.below(9);
    yield { at: midnight + 4 * HOUR, kind: 'restingPulse', quantity: resting, timeZone };
    for (const [hour, more] of PULSES) {
      yield { at: midnight + hour * HOUR, kind: 'pulse', quantity: (resting + more + random.below(12)) / 60, timeZone };
    }
  }
}
