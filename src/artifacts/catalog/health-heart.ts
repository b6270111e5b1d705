import { DATA_TYPE, HEALTH_STORES, NAMES_FILE, QUANTITY, quantitiesOf, SOURCE, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from } from '../kit/records/index.ts';

/** Data types of Health, and what they are called. */
const KINDS = { 5: ['pulse', 'Pulse'], 118: ['resting', 'Pulse at rest'] } as const;
/** The pulse is stored per second, that at rest per minute. */
const BEATS = from([DATA_TYPE, 'quantity'], (type, quantity) =>
  typeof quantity === 'number' ? Math.round(quantity * (type === 5 ? 60 : 1) * 10) / 10 : null,
);

/** The pulse as watches and apps measured it. A day has hundreds, so they are neither searched nor on the timeline. */
export const healthHeart = defineRecords({
  id: 'health-heart',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no pulse.',
  seenOn: ['iOS 17 (tables as another tool reads them)', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_heart',
  large: true,
  name: ['Pulse', 'Pulses'],
  icon: 'heart-pulse',
  privacy: 'P2',
  searchable: false,
  rows: 'quantity_samples',
  join: QUANTITY,
  where: quantitiesOf(KINDS),
  key: 'data_id',
  fields: {
    measuredAt: f.cocoaTime('sample.start_date', 'When it was measured.', { label: 'Measured' }),
    beats: f.bpm(BEATS, 'Beats per minute.', { label: 'Pulse' }),
    kind: f.code(DATA_TYPE, 'What was measured.', KINDS),
    source: f.text(SOURCE, 'App or device that recorded it.'),
  },
  show: { at: 'measuredAt', title: 'kind', text: ['beats', 'source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          quantity_samples: `data_id | quantity \n 801 | 1.2 \n 802 | 58 \n 803 | 54 \n 804 | 1.5`,
          objects: `data_id | provenance | type \n 801 | 81 | 1 \n 802 | 81 | 1 \n 803 | 81 | 1 \n 804 | 81 | 2`,
          samples: `data_id | start_date | data_type \n 801 | 770940000 | 5 \n 802 | 770940060 | 118 \n 803 | 770940060 | 3 \n 804 | 770940060 | 5`,
          data_provenances: [{ ROWID: 81, source_id: 91, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 91, name: 'Robin’s pulse watch' }] } },
    },
    rows: `
      measuredAt           | beats | kind    | source
      2025-06-06T22:00:00Z | 72    | pulse   | Robin’s pulse watch
      2025-06-06T22:01:00Z | 58    | resting | Robin’s pulse watch`,
  },
});
