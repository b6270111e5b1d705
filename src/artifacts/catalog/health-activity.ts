import { productNameOf } from '../../backup/product-types.ts';
import { LocalDays } from '../kit/health/local-days.ts';
import { HEALTH_STORES, NAMES_FILE, OF_SAMPLES, SOURCE, SOURCES } from '../kit/health/store.ts';
import { USED_DEVICES, USED_TIME_ZONES } from '../kit/health/used-devices.ts';
import { defineRecords, f, from, textOf } from '../kit/records/index.ts';

/** Cocoa seconds at 1970-01-01, negative. */
const UNIX_EPOCH = -978_307_200;
const zones = new Map<string, LocalDays>();

/** The day of a time by the clock of a time zone; in UTC where the zone is not known. */
function dayIn(timeZone: string, time: number): string {
  try {
    const days = zones.get(timeZone) ?? new LocalDays(timeZone);
    zones.set(timeZone, days);
    return days.dayOf(time);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return timeZone === 'UTC' ? '' : dayIn('UTC', time);
  }
}
const DAY = from(['sample.start_date', 'provenance.tz_name'], (start, timeZone) =>
  typeof start === 'number' ? dayIn(textOf(timeZone) || 'UTC', (start - UNIX_EPOCH) * 1000) || null : null,
);

/** Apple's names for phones and tablets; watches have none of their own here. */
const DEVICE = from(['product'], (product) => {
  const type = textOf(product);
  return productNameOf(type) ?? (type.startsWith('Watch') ? 'Apple Watch' : type);
});

/**
 * What Health keeps about days and devices: activity rings, awards, and from which phones and watches and in which time
 * zones it was written. One artifact, since its database can be large and has to be opened for each.
 */
export const healthActivity = defineRecords({
  id: 'health-activity',
  title: 'Activity and devices of Health',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no database of Health.',
  seenOn: ['iOS 12 to 18 (tables as other tools read them)', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  kinds: {
    health_rings: {
      id: 'activity-rings',
      name: ['Activity of a day', 'Activity rings'],
      icon: 'circle-dot',
      privacy: 'P2',
      searchable: false,
      rows: { store: 'health', of: 'activity_caches' },
      ...OF_SAMPLES,
      fields: {
        day: f.day(DAY, 'The day, by the clock of the phone or watch.'),
        startedAt: f.cocoaTime('sample.start_date', 'When the day began.', { label: 'From' }),
        energy: f.kilocalories('energy_burned', 'Energy burned by moving.', { label: 'Move' }),
        energyGoal: f.kilocalories('energy_burned_goal', 'The goal of that.', { label: 'Move goal' }),
        exercise: f.real('brisk_minutes', 'Minutes of exercise.', { label: 'Exercise (minutes)' }),
        exerciseGoal: f.real('brisk_minutes_goal', 'The goal of that.', { label: 'Exercise goal' }),
        standing: f.real('active_hours', 'Hours in which somebody stood up.', { label: 'Stand (hours)' }),
        standingGoal: f.real('active_hours_goal', 'The goal of that.', { label: 'Stand goal' }),
        moving: f.real('move_minutes', 'Minutes of moving: the goal of children.', { label: 'Move (minutes)' }),
        steps: f.integer('steps', 'Steps.'),
        distance: f.metres('walk_distance', 'How far somebody walked.'),
        flights: f.integer('flights', 'Floors climbed.', { label: 'Floors' }),
        source: f.text(SOURCE, 'App or device that wrote it.'),
      },
      show: { at: 'startedAt', title: 'day', text: ['energy'] },
    },
    health_awards: {
      id: 'activity-award',
      name: ['Award of Fitness', 'Awards of Fitness'],
      icon: 'award',
      privacy: 'P2',
      rows: { store: 'health', of: 'ACHAchievementsPlugin_earned_instances' },
      fields: {
        award: f.text('template_unique_name', 'The award, as the system calls it.'),
        day: f.day('earned_date', 'The day for which it was given.'),
        createdAt: f.cocoaTime('created_date', 'When it was given.', { label: 'Given' }),
        value: f.real('value_in_canonical_unit', 'What was achieved.'),
        unit: f.text('value_canonical_unit', 'Unit of that.'),
      },
      show: { at: 'createdAt', title: 'award', text: ['day', 'value', 'unit'] },
    },
    used_devices: {
      id: 'used-device',
      name: ['Device with its system', 'Devices over the years'],
      icon: 'smartphone',
      privacy: 'P2',
      area: 'system',
      rows: { store: 'health', of: USED_DEVICES },
      key: from(['product', 'build'], (product, build) => `${textOf(product)} ${textOf(build)}`),
      fields: {
        device: f.text(DEVICE, 'The phone or watch.'),
        product: f.text('product', 'Its model, as Apple numbers it.', { label: 'Model' }),
        build: f.text('build', 'Build of its system.', { label: 'System' }),
        firstAt: f.cocoaTime('first', 'When it first wrote into Health with this system.', { label: 'From' }),
        lastAt: f.cocoaTime('last', 'When it last did.', { label: 'To' }),
        entries: f.integer('count', 'How many entries it wrote.'),
      },
      show: { at: 'firstAt', title: 'device', text: ['product', 'build'] },
    },
    used_time_zones: {
      id: 'used-time-zone',
      name: ['Stay in a time zone', 'Time zones over the years'],
      icon: 'globe',
      privacy: 'P2',
      area: 'places',
      rows: { store: 'health', of: USED_TIME_ZONES },
      key: from(['timeZone', 'first'], (timeZone, first) => `${textOf(timeZone)} ${textOf(first)}`),
      fields: {
        timeZone: f.text('timeZone', 'The time zone in which most was written on these days.'),
        firstAt: f.cocoaTime('first', 'The first entry there.', { label: 'From' }),
        lastAt: f.cocoaTime('last', 'The last entry there.', { label: 'To' }),
        entries: f.integer('count', 'How many entries were written there.'),
      },
      show: { at: 'firstAt', title: 'timeZone' },
    },
  },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          activity_caches: `
            data_id | cache_index | energy_burned | energy_burned_goal | brisk_minutes | brisk_minutes_goal | active_hours | active_hours_goal | move_minutes | steps | walk_distance | flights
            901     | 20245       | 512.5         | 450                | 41            | 30                 | 12           | 12                |              | 9120  | 6820.5        | 11
            902     | 20246       | 80            | 450                |               | 30                 |              | 12                | 25           | 1200  |               |`,
          samples: `
            data_id | start_date | end_date  | data_type
            901     | 770853600  | 770940000 | 76
            902     | 770940000  | 771026400 | 76`,
          objects: `
            data_id | provenance | type | creation_date
            901     | 171        | 1    | 770939000
            902     | 172        | 1    | 771020000
            903     | 173        | 1    | 771400000`,
          data_provenances: `
            ROWID | source_id | tz_name       | origin_product_type | origin_build
            171   | 181       | Europe/Berlin | Watch7,1            | 22F77
            172   | 182       | Europe/Berlin | iPhone13,3          | 22F76
            173   | 182       | Europe/Rome   | UnknownDevice       |`,
          ACHAchievementsPlugin_earned_instances: `
            ROWID | template_unique_name | earned_date  | created_date | value_in_canonical_unit | value_canonical_unit
            1     | NewMoveRecord        | '2025-06-06' | 770939100    | 512.5                   | kcal`,
        },
      },
      [NAMES_FILE]: {
        tables: {
          sources: [
            { ROWID: 181, name: 'Robin’s Apple Watch' },
            { ROWID: 182, name: 'Robin’s iPhone' },
          ],
        },
      },
    },
    rows: {
      health_rings: `
        day        | startedAt            | energy | energyGoal | exercise | exerciseGoal | standing | standingGoal | moving | steps | distance | flights | source
        2025-06-06 | 2025-06-05T22:00:00Z | 512.5  | 450        | 41       | 30           | 12       | 12           |        | 9120  | 6820.5   | 11      | Robin’s Apple Watch
        2025-06-07 | 2025-06-06T22:00:00Z | 80     | 450        |          | 30           |          | 12           | 25     | 1200  |          |         | Robin’s iPhone`,
      health_awards: `
        award         | day        | createdAt            | value | unit
        NewMoveRecord | 2025-06-06 | 2025-06-06T21:45:00Z | 512.5 | kcal`,
      used_devices: `
        device        | product    | build | firstAt              | lastAt               | entries
        Apple Watch   | Watch7,1   | 22F77 | 2025-06-06T21:43:20Z | 2025-06-06T21:43:20Z | 1
        iPhone 12 Pro | iPhone13,3 | 22F76 | 2025-06-07T20:13:20Z | 2025-06-07T20:13:20Z | 1`,
      used_time_zones: `
        timeZone      | firstAt              | lastAt               | entries
        Europe/Berlin | 2025-06-06T21:43:20Z | 2025-06-07T20:13:20Z | 2
        Europe/Rome   | 2025-06-12T05:46:40Z | 2025-06-12T05:46:40Z | 1`,
    },
  },
});
