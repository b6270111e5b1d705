import { DATA_TYPE, HEALTH_STORES, NAMES_FILE, QUANTITY, quantitiesOf, SOURCE, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from } from '../kit/records/index.ts';

/** Data types of Health, and what they are called. */
const KINDS = { 2: ['height', 'Height'], 3: ['weight', 'Weight'] } as const;
/** The quantity of one data type. */
const quantityOf = (type: number) => from([DATA_TYPE, 'quantity'], (found, value) => (found === type ? value : null));

/** Weight and height. */
export const healthMeasures = defineRecords({
  id: 'health-measures',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no body measures.',
  seenOn: ['synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_measures',
  name: ['Body measure', 'Body measures'],
  icon: 'scale',
  privacy: 'P2',
  rows: 'quantity_samples',
  join: QUANTITY,
  where: quantitiesOf(KINDS),
  key: 'data_id',
  fields: {
    measuredAt: f.cocoaTime('sample.start_date', 'When it was measured.', { label: 'Measured' }),
    kind: f.code(DATA_TYPE, 'What was measured.', KINDS),
    kilograms: f.kilograms(quantityOf(3), 'Weight.', { label: 'Weight' }),
    metres: f.metres(quantityOf(2), 'Height.', { label: 'Height' }),
    source: f.text(SOURCE, 'App or device that recorded it.'),
  },
  show: { at: 'measuredAt', title: 'kind', text: ['kilograms', 'metres', 'source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          quantity_samples: `data_id | quantity \n 601 | 1.74 \n 602 | 71.5 \n 603 | 54 \n 604 | 0.3 \n 605 | 99`,
          objects: `data_id | provenance | type \n 601 | 61 | 1 \n 602 | 61 | 1 \n 603 | 61 | 1 \n 605 | 61 | 2`,
          samples: `
            data_id | start_date | end_date  | data_type
            601     | 770940000  | 770940000 | 2
            602     | 770940060  | 770940060 | 3
            603     | 770950000  | 770960000 | 118
            604     | 770950000  | 770950060 | 9
            605     | 770950000  | 770950000 | 3`,
          data_provenances: [{ ROWID: 61, source_id: 71, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 71, name: 'Robin’s scale' }] } },
    },
    rows: `
      measuredAt           | kind   | kilograms | metres | source
      2025-06-06T22:00:00Z | height |           | 1.74   | Robin’s scale
      2025-06-06T22:01:00Z | weight | 71.5      |        | Robin’s scale`,
  },
});
