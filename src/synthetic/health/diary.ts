import { appleSeconds } from '../encoders/apple-time.ts';
import { type Seed, seededRandom } from '../random.ts';
import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Days of a cycle, and those with bleeding. */
const CYCLE = 28;
const BLEEDING = [3, 4, 3, 2] as const;

/** A value for a column. */
type ColumnValue = number | string | Uint8Array | null;
/** A row of another table that belongs to a sample. */
type SampleRow = readonly [table: string, row: Readonly<Record<string, ColumnValue>>];

/** A written sample. */
export interface WrittenEntry {
  /** UTC milliseconds. */
  readonly at: number;
  readonly seconds: number;
  readonly type: number;
  readonly timeZone: string;
  readonly by: 'watch' | 'phone';
  readonly rows: readonly SampleRow[];
}

/** A blood pressure. */
export interface WrittenPressure extends Pick<WrittenEntry, 'at' | 'timeZone'> {
  readonly systolic: number;
  readonly diastolic: number;
}

/** The medication of the demo. */
export const MEDICATION = { name: 'Antihistamine 10 mg', notes: 'In the pollen season' } as const;

/** Vital signs, moods and other entries of the year before `until`, oldest first; `medication` is the id of that. */
export function* diaryOfYear(seed: Seed, until: number, medication: Uint8Array): Generator<WrittenEntry> {
  const random = seededRandom(seed, 'health diary');
  const last = Math.floor(until / DAY);
  const first = last - 364;
  for (let day = first; day < last; day++) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    const midnight = day * DAY - utcOffset * 1000;
    const index = day - first;
    const entry = (hours: number, type: number, rows: readonly SampleRow[], seconds = 0): WrittenEntry => ({
      at: midnight + hours * HOUR,
      seconds,
      type,
      timeZone,
      by: 'watch',
      rows,
    });
    const typed = (...args: Parameters<typeof entry>): WrittenEntry => ({ ...entry(...args), by: 'phone' });
    const quantity = (value: number): SampleRow[] => [['quantity_samples', { quantity: value }]];
    const category = (value: number): SampleRow[] => [['category_samples', { value }]];
    if (index === 0) {
      const days = { monday: 1, tuesday: 1, wednesday: 1, thursday: 1, friday: 1, saturday: 0, sunday: 0 };
      const times = { wake_hour: 7, wake_minute: 0, bed_hour: 23, bed_minute: 15 };
      yield typed(6, 198, [['sleep_schedule_samples', { ...days, ...times }]]);
    }
    if (index % 7 === 3) {
      yield entry(3, 14, quantity((95 + random.below(5)) / 100), 15);
      yield entry(4, 61, quantity((13 + random.below(4)) / 60), 60);
      yield entry(5, 139, quantity(38 + random.below(40)), 60);
      yield entry(12, 187, quantity((120 + random.below(25)) / 100), 40);
      yield entry(17, 173, quantity(58 + random.below(30)), 30 * 60);
      const espresso: SampleRow = ['quantity_samples', { quantity: 0.063, original_quantity: 63, original_unit: 1 }];
      yield typed(15, 78, [espresso]);
      yield typed(16, 99, category(0), 300);
    }
    if (index % 5 === 2) {
      const valence = Math.round((random.fraction() * 1.6 - 0.6) * 100) / 100;
      const isGood = valence > 0;
      yield typed(21, 284, [
        ['state_of_mind_samples', { reflective_interval: 1 + (index % 2), valence, context: null }],
        ['state_of_mind_labels', { label: isGood ? 8 : 29 }],
        ['state_of_mind_domains', { domain: isGood ? 7 : 17 }],
      ]);
    }
    const bleeding = BLEEDING[index % CYCLE];
    if (bleeding !== undefined) yield typed(0, 95, category(bleeding), 86_399);
    if (index % 90 === 45) {
      const ecg = { private_classification: 3, average_heart_rate: 58 + random.below(20), symptoms_status: 1 };
      yield entry(9, 144, [['ecg_samples', ecg]], 30);
      const score = random.below(5);
      yield typed(20, 287, [['scored_assessment_samples', { score, risk: 1 }]]);
    }
    if (last - day <= 60) {
      const dose = {
        log_origin: 2,
        medication_uuid: medication,
        scheduled_dose_quantity: 1,
        dose_quantity: 1,
        scheduled_date: appleSeconds(midnight + 8 * HOUR),
        status: index % 9 === 0 ? 5 : 4,
        unit_string: 'tablet',
      };
      yield { ...typed(8, 273, [['medication_dose_event_samples', dose]]), at: midnight + 8 * HOUR + 4 * MINUTE };
    }
  }
}

/** A blood pressure every month. */
export function* pressuresOfYear(seed: Seed, until: number): Generator<WrittenPressure> {
  const random = seededRandom(seed, 'health pressure');
  const last = Math.floor(until / DAY);
  for (let day = last - 360; day < last; day += 30) {
    const { utcOffset, timeZone } = storyPlaceAt(day * DAY + 12 * HOUR);
    const at = day * DAY + 8 * HOUR - utcOffset * 1000;
    yield { at, timeZone, systolic: 112 + random.below(16), diastolic: 70 + random.below(12) };
  }
}
