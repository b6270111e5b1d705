import { HEALTH_STORES, NAMES_FILE, NOT_DELETED, OF_SAMPLES, RECORDED_BY, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from } from '../kit/records/index.ts';

/** `HKCategoryTypeIdentifierSleepAnalysis` among the data types. */
const SLEEP = 63;

/**
 * Spans of sleep, each with its stage as a watch or an app recorded it. A night has some twenty, so they are neither
 * searched nor on the timeline.
 */
export const healthSleep = defineRecords({
  id: 'health-sleep',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no sleep.',
  seenOn: ['synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_sleep',
  name: ['Span of sleep', 'Sleep'],
  icon: 'bed',
  privacy: 'P2',
  searchable: false,
  rows: 'category_samples',
  ...OF_SAMPLES,
  where: from(['sample.data_type', NOT_DELETED], (type, isThere) => type === SLEEP && isThere === true),
  fields: {
    startedAt: f.cocoaTime('sample.start_date', 'When it began.', { label: 'From' }),
    endedAt: f.cocoaTime('sample.end_date', 'When it ended.', { label: 'To' }),
    stage: f.code('value', 'Stage of sleep.', {
      0: ['in-bed', 'In bed'],
      1: ['asleep', 'Asleep'],
      2: ['awake', 'Awake'],
      3: ['core', 'Core sleep'],
      4: ['deep', 'Deep sleep'],
      5: ['rem', 'REM sleep'],
    }),
    seconds: f.duration(
      from(['sample.start_date', 'sample.end_date'], (start, end) =>
        typeof start === 'number' && typeof end === 'number' ? end - start : null,
      ),
      'How long it was.',
      { label: 'Duration' },
    ),
    source: RECORDED_BY,
    timeZone: f.text('provenance.tz_name', 'Time zone of the device that recorded it.'),
  },
  show: { at: 'startedAt', title: 'stage', text: ['source'], duration: 'seconds' },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          category_samples: `
            data_id | value
            301     | 0
            302     | 4
            303     | 9
            304     | 1
            305     | 3`,
          samples: `
            data_id | start_date | end_date  | data_type
            301     | 770940000  | 770970000 | 63
            302     | 770943600  | 770946300 | 63
            303     | 770946300  | 770946600 | 63
            304     | 770950000  | 770953600 | 70
            305     | 770950000  | 770953600 | 63`,
          objects: `
            data_id | provenance | type
            301     | 33         | 1
            302     | 33         | 1
            303     | 33         | 1
            304     | 33         | 1
            305     | 33         | 2`,
          data_provenances: [{ ROWID: 33, source_id: 43, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 43, name: 'Robin’s sleep tracker' }] } },
    },
    rows: `
      startedAt            | endedAt              | stage  | seconds | source                | timeZone
      2025-06-06T22:00:00Z | 2025-06-07T06:20:00Z | in-bed | 30000   | Robin’s sleep tracker | Europe/Rome
      2025-06-06T23:00:00Z | 2025-06-06T23:45:00Z | deep   | 2700    | Robin’s sleep tracker | Europe/Rome
      2025-06-06T23:45:00Z | 2025-06-06T23:50:00Z | 9      | 300     | Robin’s sleep tracker | Europe/Rome`,
  },
});
