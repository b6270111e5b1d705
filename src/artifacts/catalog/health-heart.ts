import { HAS_QUANTITY, JOINS, ofTypes } from '../kit/health/quantities.ts';
import { HEALTH_STORES, NAMES_FILE, RECORDED_BY, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from } from '../kit/records/index.ts';

/** Data types of Health, and what they are called. */
const KINDS = { 5: ['pulse', 'Pulse'], 118: ['resting', 'Pulse at rest'] } as const;
/** The pulse is stored per second, that at rest per minute. */
const perMinute = (type: unknown, stored: unknown): number | null =>
  typeof stored === 'number' ? Math.round(stored * (type === 5 ? 60 : 1) * 10) / 10 : null;
/** Nothing for a pulse that is no average. */
const extreme = (column: 'min' | 'max') =>
  from(['statistics.min', 'statistics.max', 'data_type'], (min, max, type) =>
    min === max ? null : perMinute(type, column === 'min' ? min : max),
  );

/**
 * The pulse as watches and apps measured it; that of a workout is one average, whose single values `health-heart-series`
 * has, and since iOS 26 that of whole days. A day has hundreds, so they are neither searched nor on the timeline.
 */
export const healthHeart = defineRecords({
  id: 'health-heart',
  area: 'health',
  version: 3,
  needs: 'encrypted',
  absent: 'This backup holds no pulse.',
  seenOn: ['iOS 17 (tables as another tool reads them)', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_heart',
  large: true,
  name: ['Heart rate', 'Heart rates'],
  icon: 'heart-pulse',
  privacy: 'P2',
  searchable: false,
  rows: ofTypes(KINDS),
  join: { ...JOINS, statistics: { table: 'quantity_sample_statistics', on: 'data_id', key: 'owner_id' } },
  where: HAS_QUANTITY,
  key: 'data_id',
  fields: {
    measuredAt: f.cocoaTime('start_date', 'When it was measured.', { label: 'Measured' }),
    until: f.cocoaTime(
      from(['start_date', 'end_date'], (start, end) => (end === start ? null : end)),
      'When measuring ended, if it took its time; the pulse is the average then.',
    ),
    beats: f.bpm(from(['data_type', 'quantity.quantity'], perMinute), 'Beats per minute.', { label: 'Pulse' }),
    lowest: f.bpm(extreme('min'), 'Lowest beats per minute of an average.'),
    highest: f.bpm(extreme('max'), 'Highest beats per minute of an average.'),
    kind: f.code('data_type', 'What was measured.', KINDS),
    source: RECORDED_BY,
  },
  show: { at: 'measuredAt', title: 'kind', text: ['beats', 'source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          quantity_samples: `data_id | quantity \n 801 | 1.2 \n 802 | 58 \n 803 | 54 \n 804 | 1.5 \n 805 | 2.25`,
          objects: `data_id | provenance | type \n 801 | 81 | 1 \n 802 | 81 | 1 \n 803 | 81 | 1 \n 804 | 81 | 2 \n 805 | 81 | 1`,
          samples: `
            data_id | start_date | end_date  | data_type
            801     | 770940000  | 770940000 | 5
            802     | 770940060  | 770940060 | 118
            803     | 770940060  | 770940060 | 3
            804     | 770940060  | 770940060 | 5
            805     | 770943600  | 770945400 | 5`,
          quantity_sample_statistics: `owner_id | min | max \n 801 | 1.2 | 1.2 \n 805 | 1.5 | 2.75`,
          data_provenances: [{ ROWID: 81, source_id: 91, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 91, name: 'Robin’s pulse watch' }] } },
    },
    rows: `
      measuredAt           | until                | beats | lowest | highest | kind    | source
      2025-06-06T22:00:00Z |                      | 72    |        |         | pulse   | Robin’s pulse watch
      2025-06-06T22:01:00Z |                      | 58    |        |         | resting | Robin’s pulse watch
      2025-06-06T23:00:00Z | 2025-06-06T23:30:00Z | 135   | 90     | 165     | pulse   | Robin’s pulse watch`,
  },
});
