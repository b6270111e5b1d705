import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { writeDatabase } from '../encoders/database-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { derivedBytes, type Seed } from '../random.ts';
import { diaryOfYear, MEDICATION, pressuresOfYear, type WrittenEntry, type WrittenPressure } from './diary.ts';
import { measuresOfYear, pulseOfYear, type WrittenMeasure } from './measures.ts';
import { ringsOfYear, type WrittenRings } from './rings.ts';
import { HEALTH_SCHEMA, NAMES_SCHEMA } from './schema.ts';
import { sleepOfYear, type WrittenSleep } from './sleep.ts';
import { stepsOfYear, type WrittenSteps } from './steps.ts';
import { symptomsOfYear, type WrittenSymptom } from './symptoms.ts';
import { type WrittenWorkout, workoutsOfYear } from './workouts.ts';

/** Contents of the databases of Health to write. */
export interface HealthSpec {
  readonly seed: Seed;
  /** Number of workouts in a year. */
  readonly workouts: number;
  /** End of the year in UTC milliseconds. Default: summer of 2025. */
  readonly until?: number;
}

/** Contents of the written databases, for tests. */
export interface HealthTruth {
  readonly workouts: readonly WrittenWorkout[];
  readonly sleep: readonly WrittenSleep[];
  readonly steps: readonly WrittenSteps[];
  readonly measures: readonly WrittenMeasure[];
  readonly pulse: readonly WrittenMeasure[];
  readonly rings: readonly WrittenRings[];
  readonly symptoms: readonly WrittenSymptom[];
  readonly diary: readonly WrittenEntry[];
  readonly pressures: readonly WrittenPressure[];
}

/** The domain of both databases, which only encrypted backups have. */
export const HEALTH_DOMAIN = 'HealthDomain';

const UNTIL = Date.UTC(2025, 5, 15);
const DATA_TYPES = {
  height: 2,
  weight: 3,
  pulse: 5,
  restingPulse: 118,
  steps: 7,
  sleep: 63,
  rings: 76,
  workout: 79,
  route: 102,
  activeEnergy: 10,
  headache: 160,
  fatigue: 167,
  systolic: 16,
  diastolic: 17,
  bloodPressure: 80,
} as const;
/** Seconds between two pulses of a workout. Watches measure every few seconds, which would be too many for a demo. */
const PULSE_SECONDS = 120;
/** Sources by their ROWIDs. */
const SOURCES = { watch: 1, phone: 2 } as const;
/** Metadata keys by their ROWIDs. */
const KEYS = { indoor: 1, averagePulse: 2, maxPulse: 3 } as const;
/** What the owner entered about themselves. */
const PROFILE = {
  birthdate: Date.UTC(1991, 2, 14),
  sex: 3,
  blood_type: 7,
  fitzpatrick_skin_type: 2,
  wheelchair_use: 1,
};
const KEY_NAMES = {
  indoor: 'HKIndoorWorkout',
  averagePulse: '_HKPrivateWorkoutAverageHeartRate',
  maxPulse: '_HKPrivateWorkoutMaxHeartRate',
} as const;

/** Writes `healthdb_secure.sqlite` with a year of workouts, sleep, steps, activity, measurements, symptoms and a diary, and `healthdb.sqlite` with what recorded them. */
export function writeHealthDatabases(
  paths: { readonly health: string; readonly names: string },
  { seed, workouts: count, until = UNTIL }: HealthSpec,
): HealthTruth {
  const workouts = [...workoutsOfYear(seed, count, until)];
  const sleep = [...sleepOfYear(seed, until)];
  const steps = [...stepsOfYear(seed, until)];
  const measures = [...measuresOfYear(seed, until)];
  const pulse = [...pulseOfYear(seed, until)];
  const rings = [...ringsOfYear(seed, until)];
  const symptoms = [...symptomsOfYear(until)];
  const medication = derivedBytes(seed, 'health medication', 16);
  const diary = [...diaryOfYear(seed, until, medication)];
  const pressures = [...pressuresOfYear(seed, until)];
  writeDatabase(paths.health, HEALTH_SCHEMA, (db) => {
    const writer = new HealthWriter(db, seed);
    for (const workout of workouts) writer.workout(workout);
    for (const span of sleep) writer.sleep(span);
    for (const span of steps) writer.steps(span);
    for (const measure of measures) writer.measure(measure, 'phone');
    for (const measure of pulse) writer.measure(measure, 'watch');
    for (const day of rings) writer.rings(day);
    writer.award(rings);
    for (const symptom of symptoms) writer.symptom(symptom);
    for (const entry of diary) writer.entry(entry);
    for (const pressure of pressures) writer.pressure(pressure);
    writer.profile(until);
    writer.medication(medication, until);
  });
  writeDatabase(paths.names, NAMES_SCHEMA, (db) => {
    const sources = new RowWriter(db, 'sources');
    sources.insert({
      ROWID: SOURCES.watch,
      uuid: derivedBytes(seed, 'health source', 16),
      bundle_id: 'com.apple.health.A1B2C3',
      name: 'Robin’s Apple Watch',
      product_type: 'Watch7,1',
    });
    sources.insert({
      ROWID: SOURCES.phone,
      uuid: derivedBytes(seed, 'health source phone', 16),
      bundle_id: 'com.apple.health.D4E5F6',
      name: 'Robin’s iPhone',
      product_type: 'iPhone13,3',
    });
  });
  return { workouts, sleep, steps, measures, pulse, rings, symptoms, diary, pressures };
}

class HealthWriter {
  readonly #seed: Seed;
  readonly #table: (name: string) => RowWriter;
  /** ROWIDs of provenances by source and time zone. */
  readonly #provenances = new Map<string, number>();
  #objects = 0;
  #series = 0;

  constructor(db: DatabaseSync, seed: Seed) {
    const writers = new Map<string, RowWriter>();
    this.#seed = seed;
    this.#table = (name) => {
      const writer = writers.get(name) ?? new RowWriter(db, name);
      writers.set(name, writer);
      return writer;
    };
    this.#table('unit_strings').insert({ ROWID: 1, unit_string: 'mg' });
    for (const name of ['indoor', 'averagePulse', 'maxPulse'] as const) {
      this.#table('metadata_keys').insert({ ROWID: KEYS[name], key: KEY_NAMES[name] });
    }
  }

  workout(workout: WrittenWorkout): void {
    const { at, seconds, activity, kilometres, kilocalories, isIndoor, pulse, timeZone, route } = workout;
    const [start, end] = [appleSeconds(at), appleSeconds(at) + seconds];
    const id = this.#sample(DATA_TYPES.workout, start, end, timeZone);
    this.#table('workouts').insert({ data_id: id, total_distance: kilometres, goal_type: 0, goal: null });
    const own = this.#table('workout_activities').insert({
      owner_id: id,
      is_primary_activity: 1,
      activity_type: activity,
      location_type: isIndoor ? 2 : 3,
      start_date: start,
      end_date: end,
      duration: seconds,
    });
    const energy = { workout_activity_id: own, data_type: DATA_TYPES.activeEnergy, quantity: kilocalories };
    this.#table('workout_statistics').insert(energy);
    this.#metadata(id, KEYS.indoor, Number(isIndoor));
    this.#metadata(id, KEYS.averagePulse, pulse / 60);
    this.#metadata(id, KEYS.maxPulse, (pulse + 21) / 60);
    this.#pulses(start, end, workout);
    if (route.length > 0) this.#route(id, start, end, workout);
  }

  sleep({ from, to, stage, timeZone }: WrittenSleep): void {
    const id = this.#sample(DATA_TYPES.sleep, appleSeconds(from), appleSeconds(to), timeZone);
    this.#table('category_samples').insert({ data_id: id, value: stage });
  }

  symptom({ at, kind, value, timeZone }: WrittenSymptom): void {
    const id = this.#sample(DATA_TYPES[kind], appleSeconds(at), appleSeconds(at), timeZone, 'phone');
    this.#table('category_samples').insert({ data_id: id, value });
  }

  entry({ at, seconds, type, timeZone, by, rows }: WrittenEntry): void {
    const id = this.#sample(type, appleSeconds(at), appleSeconds(at) + seconds, timeZone, by);
    for (const [table, row] of rows) this.#table(table).insert({ data_id: id, ...row });
  }

  /** Two quantities of one object. */
  pressure({ at, timeZone, systolic, diastolic }: WrittenPressure): void {
    const time = appleSeconds(at);
    const both = this.#sample(DATA_TYPES.bloodPressure, time, time, timeZone, 'phone');
    for (const [type, quantity] of Object.entries({ systolic, diastolic })) {
      const id = this.#sample(DATA_TYPES[type as 'systolic' | 'diastolic'], time, time, timeZone, 'phone');
      this.#table('quantity_samples').insert({ data_id: id, quantity });
      this.#table('associations').insert({ destination_object_id: both, source_object_id: id, deleted: 0 });
    }
  }

  profile(until: number): void {
    const { birthdate, ...others } = PROFILE;
    const values = { birthdate: appleSeconds(birthdate), ...others };
    for (const [key, value] of Object.entries(values)) {
      const row = { category: 0, domain: '', key, value, provenance: 0, mod_date: appleSeconds(until) - 40_000_000 };
      this.#table('key_value_secure').insert(row);
    }
  }

  medication(uuid: Uint8Array, until: number): void {
    const added = appleSeconds(until) - 62 * 86_400;
    const concept = { udc_id: 1, uuid, creation_date: added, modification_date: added, deleted: 0 };
    this.#table('user_domain_concepts').insert(concept);
    this.#table('medication_user_domain_concepts').insert({ udc_id: 1 });
    for (const [type, text] of [
      [160_000, MEDICATION.name],
      [160_001, MEDICATION.notes],
    ] as const) {
      const property = { udc_id: 1, property_type: type, string_value: text, deleted: 0 };
      this.#table('user_domain_concept_properties').insert(property);
    }
  }

  steps({ from, to, count, by, timeZone }: WrittenSteps): void {
    const id = this.#sample(DATA_TYPES.steps, appleSeconds(from), appleSeconds(to), timeZone, by);
    this.#table('quantity_samples').insert({ data_id: id, quantity: count });
  }

  measure({ at, kind, quantity, timeZone }: WrittenMeasure, by: keyof typeof SOURCES): void {
    const id = this.#sample(DATA_TYPES[kind], appleSeconds(at), appleSeconds(at), timeZone, by);
    this.#table('quantity_samples').insert({ data_id: id, quantity });
  }

  rings({ at, energy, exercise, standing, goals, timeZone }: WrittenRings): void {
    const start = appleSeconds(at);
    this.#table('activity_caches').insert({
      data_id: this.#sample(DATA_TYPES.rings, start, start + 86_400, timeZone),
      cache_index: Math.floor(start / 86_400),
      sequence: 1,
      energy_burned: energy,
      energy_burned_goal: goals.energy,
      brisk_minutes: exercise,
      brisk_minutes_goal: goals.exercise,
      active_hours: standing,
      active_hours_goal: goals.standing,
    });
  }

  /** The award for the day with most energy. */
  award(days: readonly WrittenRings[]): void {
    const [most] = days.toSorted((a, b) => b.energy - a.energy);
    if (most === undefined) return;
    this.#table('ACHAchievementsPlugin_earned_instances').insert({
      template_unique_name: 'NewMoveRecord',
      created_date: appleSeconds(most.at) + 80_000,
      earned_date: new Date(most.at + 43_200_000).toISOString().slice(0, 10),
      value_in_canonical_unit: most.energy,
      value_canonical_unit: 'kcal',
    });
  }

  /** One sample with the average of the pulses of a workout, and the series of them: it rises, and falls at the end. */
  #pulses(start: number, end: number, { pulse, seconds, timeZone }: WrittenWorkout): void {
    const id = this.#sample(DATA_TYPES.pulse, start, end, timeZone);
    const series = 5000 + ++this.#series;
    const count = Math.max(2, Math.ceil(seconds / PULSE_SECONDS));
    const values = Array.from(
      { length: count },
      (_, index) => (pulse - 20 + Math.round(30 * Math.sin((Math.PI * (index + 1)) / (count + 1)))) / 60,
    );
    const quantity = values.reduce((sum, value) => sum + value, 0) / count;
    this.#table('quantity_samples').insert({ data_id: id, quantity });
    this.#table('quantity_sample_series').insert({ data_id: id, count, hfd_key: series });
    this.#table('quantity_sample_statistics').insert({
      owner_id: id,
      min: Math.min(...values),
      max: Math.max(...values),
    });
    for (const [index, value] of values.entries()) {
      const timestamp = start + (index * (end - start)) / count;
      this.#table('quantity_series_data').insert({ series_identifier: series, timestamp, value, duration: 0 });
    }
  }

  #route(workout: number, start: number, end: number, { route, timeZone }: WrittenWorkout): void {
    const id = this.#sample(DATA_TYPES.route, start, end, timeZone);
    // Not the `data_id`, as on phones.
    const series = 5000 + ++this.#series;
    this.#table('associations').insert({ destination_object_id: workout, source_object_id: id, deleted: 0 });
    this.#table('data_series').insert({ data_id: id, frozen: 1, count: route.length, hfd_key: series });
    for (const { at, ...point } of route) {
      const row = { series_identifier: series, timestamp: appleSeconds(at), ...point, horizontal_accuracy: 5 };
      this.#table('location_series_data').insert(row, 'point');
    }
  }

  #metadata(object: number, key: number, value: number): void {
    this.#table('metadata_values').insert({ key_id: key, object_id: object, value_type: 0, numerical_value: value });
  }

  #sample(type: number, start: number, end: number, timeZone: string, by: keyof typeof SOURCES = 'watch'): number {
    const id = ++this.#objects;
    const uuid = derivedBytes(this.#seed, `health object ${id}`, 16);
    const provenance = this.#provenance(timeZone, by);
    this.#table('objects').insert({ data_id: id, uuid, provenance, type: 1, creation_date: end });
    this.#table('samples').insert({ data_id: id, start_date: start, end_date: end, data_type: type });
    return id;
  }

  #provenance(timeZone: string, by: keyof typeof SOURCES): number {
    const name = `${by} ${timeZone}`;
    let known = this.#provenances.get(name);
    if (known === undefined) {
      const [product, build] = by === 'watch' ? (['Watch7,1', '22F77'] as const) : (['iPhone13,3', '22F76'] as const);
      const origin = {
        origin_product_type: product,
        origin_build: build,
        source_id: SOURCES[by],
        device_id: SOURCES[by],
      };
      known = this.#table('data_provenances').insert({ ...origin, tz_name: timeZone });
      this.#provenances.set(name, known);
    }
    return known;
  }
}
