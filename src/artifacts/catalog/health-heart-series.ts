import { pointsElsewhere } from '../kit/health/points-elsewhere.ts';
import { HEALTH_STORES, NAMES_FILE, RECORDED_BY, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from, textOf } from '../kit/records/index.ts';

const PULSE = 5;
const DELETED = 2;

/**
 * The single values of pulses that `health-heart` has as one average: those of workouts, since iOS 26 also of whole days.
 * There is one every few seconds, so they are neither searched nor on the timeline.
 */
export const healthHeartSeries = defineRecords({
  id: 'health-heart-series',
  area: 'health',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no single values of pulses.',
  seenOn: ['iOS 17 and 26 (tables as other tools read them)', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_heart_series',
  large: true,
  name: ['Single heart rate', 'Single heart rates'],
  icon: 'heart-pulse',
  privacy: 'P2',
  searchable: false,
  rows: [
    { store: 'health', of: 'quantity_series_data' },
    { store: 'health', of: pointsElsewhere('quantity_series_data', 'quantity_sample_series') },
  ],
  join: {
    series: { table: 'quantity_sample_series', on: 'series_identifier', key: 'hfd_key' },
    sample: { table: 'samples', on: 'series.data_id', key: 'data_id' },
    object: { table: 'objects', on: 'series.data_id', key: 'data_id' },
    provenance: { table: 'data_provenances', on: 'object.provenance' },
  },
  where: from(['sample.data_type', 'object.type'], (type, object) => type === PULSE && object !== DELETED),
  key: from(['series_identifier', 'timestamp'], (series, time) => `${textOf(series)}-${textOf(time)}`),
  fields: {
    measuredAt: f.cocoaTime('timestamp', 'When it was measured.', { label: 'Measured' }),
    beats: f.bpm(
      from(['value'], (stored) => (typeof stored === 'number' ? Math.round(stored * 600) / 10 : null)),
      'Beats per minute.',
      { label: 'Pulse' },
    ),
    seconds: f.duration(
      from(['duration'], (held) => (held === 0 ? null : held)),
      'How long it stayed the same, if it was measured again.',
      { label: 'Duration' },
    ),
    average: f.text('series.data_id', 'Key of the average that it is part of.'),
    source: RECORDED_BY,
  },
  show: { at: 'measuredAt', title: 'beats', text: ['source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          quantity_sample_series: `data_id | count | hfd_key \n 821 | 2 | 9001 \n 822 | 1 | 9002 \n 823 | 1 | 9003`,
          quantity_series_data: `
            series_identifier | timestamp   | value | duration
            9001              | 770943600   | 1.5   | 0
            9001              | 770943605.5 | 2.75  | 20
            9002              | 770943600   | 14    | 60
            9003              | 770943600   | 1.5   | 0`,
          objects: `data_id | provenance | type \n 821 | 83 | 1 \n 822 | 83 | 1 \n 823 | 83 | 2`,
          samples: `
            data_id | start_date | end_date  | data_type
            821     | 770943600  | 770945400 | 5
            822     | 770943600  | 770943660 | 7
            823     | 770943600  | 770943600 | 5`,
          data_provenances: [{ ROWID: 83, source_id: 93, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 93, name: 'Robin’s sports watch' }] } },
    },
    rows: `
      measuredAt               | beats | seconds | average | source
      2025-06-06T23:00:00Z     | 90    |         | 821     | Robin’s sports watch
      2025-06-06T23:00:05.500Z | 165   | 20      | 821     | Robin’s sports watch`,
  },
});
