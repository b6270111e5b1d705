import { HAS_QUANTITY, JOINS, ofTypes, type Quantities, scaled } from '../kit/health/quantities.ts';
import { HEALTH_STORES, NAMES_FILE, RECORDED_BY, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from } from '../kit/records/index.ts';

const MEASURES: Quantities = {
  0: ['body-mass-index', 'Body mass index', ''],
  1: ['body-fat', 'Body fat', '%', 100],
  2: ['height', 'Height', 'm'],
  3: ['weight', 'Weight', 'kg'],
  4: ['lean-mass', 'Lean body mass', 'kg'],
  114: ['waist', 'Waist', 'm'],
};
const WORDS = Object.fromEntries(
  Object.entries(MEASURES).map(([type, [word, label]]) => [type, [word, label]] as const),
);
/** The quantity of data types with one unit. */
const inUnit = (wanted: string) =>
  from(['data_type', 'quantity.quantity'], (type, quantity) => {
    const [, , unit, multiplier] = MEASURES[Number(type)] ?? [];
    return unit === wanted ? scaled(quantity, multiplier) : null;
  });

/** Weight, height and other measures of the body. */
export const healthMeasures = defineRecords({
  id: 'health-measures',
  area: 'health',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no body measures.',
  seenOn: [
    'data types and units as another tool reads them in backups of iOS 16 and 17, and Apple documents them',
    'synthetic',
  ],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_measures',
  name: ['Body measure', 'Body measures'],
  icon: 'scale',
  privacy: 'P2',
  rows: ofTypes(MEASURES),
  join: JOINS,
  where: HAS_QUANTITY,
  key: 'data_id',
  fields: {
    measuredAt: f.cocoaTime('start_date', 'When it was measured.', { label: 'Measured' }),
    kind: f.code('data_type', 'What was measured.', WORDS),
    kilograms: f.kilograms(inUnit('kg'), 'Weight, or the part of it without fat.', { label: 'Weight' }),
    metres: f.metres(inUnit('m'), 'Height or circumference.', { label: 'Height or waist' }),
    percent: f.real(inUnit('%'), 'Part of the weight, in per cent.', { label: 'Percent' }),
    index: f.real(inUnit(''), 'Body mass index, in kg/m².', { label: 'BMI' }),
    source: RECORDED_BY,
  },
  show: { at: 'measuredAt', title: 'kind', text: ['kilograms', 'metres', 'percent', 'index', 'source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          quantity_samples: `
            data_id | quantity
            601     | 1.74
            602     | 71.5
            603     | 54
            604     | 0.3
            605     | 99
            606     | 0.21
            607     | 23.6
            608     | 56.5
            609     | 0.86`,
          objects: `
            data_id | provenance | type
            601     | 61         | 1
            602     | 61         | 1
            603     | 61         | 1
            605     | 61         | 2
            606     | 61         | 1
            607     | 61         | 1
            608     | 61         | 1
            609     | 61         | 1`,
          samples: `
            data_id | start_date | end_date  | data_type
            601     | 770940000  | 770940000 | 2
            602     | 770940060  | 770940060 | 3
            603     | 770950000  | 770960000 | 118
            604     | 770950000  | 770950060 | 9
            605     | 770950000  | 770950000 | 3
            606     | 770950000  | 770950000 | 1
            607     | 770950000  | 770950000 | 0
            608     | 770950000  | 770950000 | 4
            609     | 770950000  | 770950000 | 114`,
          data_provenances: [{ ROWID: 61, source_id: 71, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 71, name: 'Robin’s scale' }] } },
    },
    rows: `
      measuredAt           | kind            | kilograms | metres | percent | index | source
      2025-06-06T22:00:00Z | height          |           | 1.74   |         |       | Robin’s scale
      2025-06-06T22:01:00Z | weight          | 71.5      |        |         |       | Robin’s scale
      2025-06-07T00:46:40Z | body-fat        |           |        | 21      |       | Robin’s scale
      2025-06-07T00:46:40Z | body-mass-index |           |        |         | 23.6  | Robin’s scale
      2025-06-07T00:46:40Z | lean-mass       | 56.5      |        |         |       | Robin’s scale
      2025-06-07T00:46:40Z | waist           |           | 0.86   |         |       | Robin’s scale`,
  },
});
