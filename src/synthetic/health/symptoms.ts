import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Days between two symptoms. */
const EVERY = 29;

/** A logged symptom. */
export interface WrittenSymptom {
  /** UTC milliseconds. */
  readonly at: number;
  readonly kind: 'headache' | 'fatigue';
  /** How strong it was, as Health numbers it: 2 mild, 3 moderate. */
  readonly value: number;
  readonly timeZone: string;
}

/** Now and then a headache or a tired day in the year before `until`, oldest first. */
export function* symptomsOfYear(until: number): Generator<WrittenSymptom> {
  const last = Math.floor(until / DAY);
  for (let day = last - 360; day < last; day += EVERY) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    const at = day * DAY + 20 * HOUR - utcOffset * 1000;
    yield { at, kind: day % 2 === 0 ? 'headache' : 'fatigue', value: 2 + (day % 2), timeZone };
  }
}
