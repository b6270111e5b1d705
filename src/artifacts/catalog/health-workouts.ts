import { ACTIVITIES } from '../kit/health/activities.ts';
import {
  activityLookup,
  HEALTH_STORES,
  metadata,
  metadataLookup,
  NAMES_FILE,
  OF_SAMPLES,
  RECORDED_BY,
  ROUTE_OF_WORKOUT,
  SOURCES,
  statisticsLookup,
} from '../kit/health/store.ts';
import { defineRecords, f, from, lookup } from '../kit/records/index.ts';
import { asList } from '../kit/records/value.ts';

const INDOOR = 'HKIndoorWorkout';
const SWIMMING_IN = 'HKSwimmingLocationType';
const AVERAGE_PULSE = '_HKPrivateWorkoutAverageHeartRate';
const MAX_PULSE = '_HKPrivateWorkoutMaxHeartRate';
/** Data types of `workout_statistics`. */
const ACTIVE_ENERGY = 10;
const PULSE = 5;

const FIRST_POINT = lookup('firstPoints', lookup('routes', 'data_id'));
const coordinate = (index: number) => from([FIRST_POINT], (point) => (Array.isArray(point) ? point[index] : null));
const statistic = (name: string) => lookup(name, 'data_id > activities');
/** Health stores pulses in beats per second. Not all apps write the metadata that watches do. */
const perMinute = (key: string, name: string) =>
  [metadata(key), statistic(name)].map((stored) =>
    from([stored], (hertz) => (hertz === null ? null : Math.round(Number(hertz) * 600) / 10)),
  );

/** Apple allows only these within one workout. */
const SPORTS = Object.fromEntries(Object.entries(ACTIVITIES).filter(([type]) => /^(?:13|37|46|83)$/.test(type)));
/** Sports of a workout that has several, in their order. Intervals of one sport are parts, too. */
const SPORTS_OF = from(['parts.activity_type', 'parts.start_date'], (types, starts) => {
  const began = asList(starts) ?? [];
  const parts = (asList(types) ?? []).map((type, index) => ({ type, at: Number(began[index] ?? 0) }));
  if (new Set(parts.map(({ type }) => type)).size < 2) return null;
  return parts.sort((a, b) => a.at - b.at).map(({ type }) => type);
});

/** Workouts of the phone, a watch and apps. */
export const healthWorkouts = defineRecords({
  id: 'health-workouts',
  area: 'health',
  version: 4,
  needs: 'encrypted',
  absent: 'This backup holds no workouts.',
  seenOn: ['synthetic'],
  stores: HEALTH_STORES,
  lookups: {
    sources: SOURCES,
    types: activityLookup('activity_type'),
    activities: activityLookup('@key'),
    starts: activityLookup('start_date'),
    ends: activityLookup('end_date'),
    durations: activityLookup('duration'),
    locations: activityLookup('location_type'),
    waters: activityLookup('swimming_location_type'),
    energies: statisticsLookup(ACTIVE_ENERGY, 'quantity'),
    pulses: statisticsLookup(PULSE, 'quantity'),
    maxPulses: statisticsLookup(PULSE, 'max'),
    metadata: metadataLookup([INDOOR, SWIMMING_IN, AVERAGE_PULSE, MAX_PULSE]),
    routes: ROUTE_OF_WORKOUT,
    firstPoints: {
      store: 'health',
      of: 'location_series_data',
      key: 'series_identifier',
      value: from(['latitude', 'longitude'], (...point) => (point.includes(null) ? null : (point as number[]))),
    },
  },
  table: 'health_workouts',
  name: ['Workout', 'Workouts'],
  icon: 'dumbbell',
  privacy: 'P2',
  rows: 'workouts',
  ...OF_SAMPLES,
  lists: { parts: { table: 'workout_activities', owner: 'owner_id', unless: 'is_primary_activity' } },
  fields: {
    activity: f.code(['data_id > types', 'activity_type'], 'What was done.', ACTIVITIES),
    sports: f.codes(SPORTS_OF, 'Sports of a workout that has several.', SPORTS),
    startedAt: f.cocoaTime(['sample.start_date', 'data_id > starts'], 'When it began.', { label: 'Start' }),
    endedAt: f.cocoaTime(['sample.end_date', 'data_id > ends'], 'When it ended.', { label: 'End' }),
    seconds: f.duration(['data_id > durations', 'duration'], 'How long it was, without pauses.', { label: 'Duration' }),
    distance: f.metres(
      from(['total_distance'], (kilometres) =>
        kilometres === null ? null : Math.round(Number(kilometres) * 1e6) / 1e3,
      ),
      'How far it went.',
    ),
    energy: f.kilocalories([statistic('energies'), 'total_energy_burned'], 'Active energy in kilocalories.', {
      label: 'Energy',
    }),
    isIndoor: f.flag(
      [from(['data_id > locations'], (type) => (type === 2 ? true : type === 3 ? false : null)), metadata(INDOOR)],
      'It was inside.',
      { label: 'Indoor' },
    ),
    water: f.code(
      from(['data_id > waters', metadata(SWIMMING_IN)], (type, older) => type || older || null),
      'Where it was, if it was swimming.',
      { 1: ['pool', 'Pool'], 2: ['open', 'Open water'] },
    ),
    averagePulse: f.bpm(perMinute(AVERAGE_PULSE, 'pulses'), 'Average heart rate in beats per minute.', {
      label: 'Average pulse',
    }),
    maxPulse: f.bpm(perMinute(MAX_PULSE, 'maxPulses'), 'Highest heart rate in beats per minute.', {
      label: 'Highest pulse',
    }),
    source: RECORDED_BY,
    timeZone: f.text('provenance.tz_name', 'Time zone of the device that recorded it.'),
    latitude: f.latitude(coordinate(0), 'Where its route begins.'),
    longitude: f.longitude(coordinate(1), 'Where its route begins.'),
  },
  show: {
    at: 'startedAt',
    title: 'activity',
    text: ['sports', 'source'],
    duration: 'seconds',
    place: { latitude: 'latitude', longitude: 'longitude' },
  },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          workouts: `
            ROWID | data_id | total_distance | activity_type | duration | total_energy_burned
            101   | 101     | 8.04           |               |          |
            102   | 102     |                | 57            | 1800     | 96.5
            103   | 103     | 12.5           | 4711          | 2700     | 410
            104   | 104     | 3              | 37            | 900      | 200
            105   | 105     | 9.5            |               |          |
            106   | 106     | 25.75          |               |          |
            107   | 107     | 1              | 46            | 1500     | 240`,
          workout_activities: `
            ROWID | owner_id | is_primary_activity | activity_type | start_date | end_date  | duration | location_type | swimming_location_type
            11    | 101      | 0                   | 83            | 770900000  | 770900060 | 60       | 3             | 0
            12    | 101      | 1                   | 37            | 770900000  | 770903000 | 2880     | 3             | 0
            14    | 105      | 1                   | 13            | 770910000  | 770911800 | 1800     | 3             |
            15    | 106      | 0                   | 13            | 770920960  | 770923600 | 2640     | 3             | 0
            16    | 106      | 0                   | 46            | 770920000  | 770920900 | 900      | 3             | 2
            17    | 106      | 0                   | 83            | 770920900  | 770920960 | 60       | 1             | 0
            18    | 106      | 0                   | 37            | 770923600  | 770925400 | 1800     | 3             | 0
            19    | 106      | 1                   | 82            | 770920000  | 770925400 | 5400     | 3             | 2`,
          workout_statistics: `
            ROWID | workout_activity_id | data_type | quantity | min | max
            21    | 12                  | 9         | 80.5     |     |
            22    | 12                  | 10        | 512.25   |     |
            23    | 12                  | 5         | 2.4      | 1   | 2.9
            24    | 14                  | 5         | 2.25     | 1.5 | 2.75`,
          samples: `
            data_id | start_date | end_date  | data_type
            101     | 770900000  | 770903000 | 79
            102     | 700000000  | 700001800 | 79
            103     | 700100000  | 700102700 | 79
            104     | 700200000  | 700200900 | 79
            105     | 770910000  | 770911800 | 79
            106     | 770920000  | 770925400 | 79
            107     | 600000000  | 600001500 | 79`,
          objects: `
            data_id | provenance | type
            101     | 31         | 1
            102     | 32         | 1
            103     | 32         | 1
            104     | 32         | 2
            105     | 31         | 1
            106     | 31         | 1
            107     | 31         | 1`,
          data_provenances: `
            ROWID | source_id | tz_name
            31    | 41        | Europe/Rome
            32    | 42        | Europe/Berlin`,
          metadata_keys: [
            { ROWID: 51, key: INDOOR },
            { ROWID: 52, key: AVERAGE_PULSE },
            { ROWID: 53, key: MAX_PULSE },
            { ROWID: 54, key: SWIMMING_IN },
          ],
          metadata_values: `
            ROWID | object_id | key_id | numerical_value
            61    | 102       | 51     | 1
            62    | 101       | 52     | 2.5
            63    | 101       | 53     | 3
            64    | 107       | 54     | 1`,
          associations: `
            ROWID | destination_object_id | source_object_id | parent_id | child_id | deleted
            71    | 101                   | 111              |           |          | 1
            72    | 101                   | 112              |           |          | 0
            73    |                       |                  | 103       | 113      |`,
          data_series: `
            data_id | hfd_key
            111     | 81
            112     | 82
            113     | 83`,
          location_series_data: `
            series_identifier | timestamp | latitude | longitude
            81                | 770900000 | 1.5      | 2.5
            82                | 770900001 | 45.4384  | 10.9916
            82                | 770900002 | 45.4385  | 10.9917
            83                | 700100000 | 52.5065  | 13.3322`,
        },
      },
      [NAMES_FILE]: {
        tables: {
          sources: `
            ROWID | name
            41    | Robin’s Apple Watch
            42    | Trails & Maps`,
        },
      },
    },
    rows: `
      activity      | sports                                        | startedAt            | endedAt              | seconds | distance | energy | isIndoor | water | averagePulse | maxPulse | source              | timeZone      | latitude | longitude
      running       |                                               | 2025-06-06T10:53:20Z | 2025-06-06T11:43:20Z | 2880    | 8040     | 512.25 | false    |       | 150          | 180      | Robin’s Apple Watch | Europe/Rome   | 45.4384  | 10.9916
      yoga          |                                               | 2023-03-08T20:26:40Z | 2023-03-08T20:56:40Z | 1800    |          | 96.5   | true     |       |              |          | Trails & Maps       | Europe/Berlin |          |
      4711          |                                               | 2023-03-10T00:13:20Z | 2023-03-10T00:58:20Z | 2700    | 12500    | 410    |          |       |              |          | Trails & Maps       | Europe/Berlin | 52.5065  | 13.3322
      cycling       |                                               | 2025-06-06T13:40:00Z | 2025-06-06T14:10:00Z | 1800    | 9500     |        | false    |       | 135          | 165      | Robin’s Apple Watch | Europe/Rome   |          |
      swim-bike-run | ["swimming","transition","cycling","running"] | 2025-06-06T16:26:40Z | 2025-06-06T17:56:40Z | 5400    | 25750    |        | false    | open  |              |          | Robin’s Apple Watch | Europe/Rome   |          |
      swimming      |                                               | 2020-01-06T10:40:00Z | 2020-01-06T11:05:00Z | 1500    | 1000     | 240    |          | pool  |              |          | Robin’s Apple Watch | Europe/Rome   |          |`,
  },
});
