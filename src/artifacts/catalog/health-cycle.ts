import { HEALTH_STORES, NAMES_FILE, SAMPLE, SOURCE, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, from, textOf } from '../kit/records/index.ts';

/** Data types of Health that belong to the cycle, and what they are called. */
const KINDS = {
  91: ['mucus', 'Cervical mucus'],
  92: ['ovulation-test', 'Ovulation test'],
  95: ['bleeding', 'Menstruation'],
  96: ['spotting', 'Spotting'],
  97: ['sexual-activity', 'Sexual activity'],
  157: ['cramps', 'Cramps'],
  158: ['breast-pain', 'Breast pain'],
  159: ['bloating', 'Bloating'],
  160: ['headache', 'Headache'],
  161: ['acne', 'Acne'],
  162: ['back-pain', 'Back pain'],
  163: ['pelvic-pain', 'Pelvic pain'],
  164: ['mood', 'Changes of mood'],
  165: ['constipation', 'Constipation'],
  166: ['diarrhoea', 'Diarrhoea'],
  167: ['fatigue', 'Fatigue'],
  168: ['nausea', 'Nausea'],
  169: ['sleep', 'Changes of sleep'],
  170: ['appetite', 'Changes of appetite'],
  171: ['hot-flushes', 'Hot flushes'],
} as const;
/** Values by data type; those of bleeding, mucus and tests only, as others depend on the version. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  91: { 1: 'dry', 2: 'sticky', 3: 'creamy', 4: 'watery', 5: 'egg-white' },
  92: { 1: 'negative', 2: 'lh-surge', 3: 'indeterminate', 4: 'oestrogen-surge' },
  95: { 2: 'light', 3: 'medium', 4: 'heavy', 5: 'none' },
};
const TYPE = 'sample.data_type';
const VALUE = from([TYPE, 'value'], (type, value) => VALUES[textOf(type)]?.[textOf(value)] ?? null);

/** The logged menstrual cycle and symptoms. */
export const healthCycle = defineRecords({
  id: 'health-cycle',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no log of a cycle.',
  seenOn: ['data types as another tool reads them', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_cycle',
  name: ['Entry of the cycle log', 'Cycle log'],
  icon: 'calendar-days',
  privacy: 'P2',
  rows: 'category_samples',
  join: { ...SAMPLE, sample: { table: 'samples', on: 'data_id', key: 'data_id' } },
  where: from([TYPE, 'object.type'], (type, object) => textOf(type) in KINDS && object !== 2),
  key: 'data_id',
  fields: {
    kind: f.code(TYPE, 'What was logged.', KINDS),
    value: f.code(VALUE, 'How it was.', {
      dry: ['dry', 'Dry'],
      sticky: ['sticky', 'Sticky'],
      creamy: ['creamy', 'Creamy'],
      watery: ['watery', 'Watery'],
      'egg-white': ['egg-white', 'Like egg white'],
      negative: ['negative', 'Negative'],
      'lh-surge': ['lh-surge', 'LH surge'],
      indeterminate: ['indeterminate', 'Indeterminate'],
      'oestrogen-surge': ['oestrogen-surge', 'Oestrogen surge'],
      light: ['light', 'Light'],
      medium: ['medium', 'Medium'],
      heavy: ['heavy', 'Heavy'],
      none: ['none', 'None'],
    }),
    valueCode: f.integer('value', 'How it was, as Health numbers it.', { label: 'Value (code)' }),
    startedAt: f.cocoaTime('sample.start_date', 'When it began.', { label: 'From' }),
    endedAt: f.cocoaTime('sample.end_date', 'When it ended.', { label: 'To' }),
    source: f.text(SOURCE, 'App or device that recorded it.'),
  },
  show: { at: 'startedAt', title: 'kind', text: ['value', 'source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          category_samples: `data_id | value \n 951 | 3 \n 952 | 2 \n 953 | 0 \n 954 | 3 \n 955 | 1`,
          samples: `
            data_id | start_date | end_date  | data_type
            951     | 770940000  | 771026399 | 95
            952     | 770950000  | 770950000 | 92
            953     | 770950000  | 770950000 | 160
            954     | 770950000  | 770950000 | 95
            955     | 770950000  | 770950000 | 70`,
          objects: `
            data_id | provenance | type
            951     | 191        | 1
            952     | 191        | 1
            953     | 191        | 1
            954     | 191        | 2
            955     | 191        | 1`,
          data_provenances: [{ ROWID: 191, source_id: 192, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 192, name: 'Moon diary' }] } },
    },
    rows: `
      kind           | value    | valueCode | startedAt            | endedAt              | source
      bleeding       | medium   | 3         | 2025-06-06T22:00:00Z | 2025-06-07T21:59:59Z | Moon diary
      ovulation-test | lh-surge | 2         | 2025-06-07T00:46:40Z | 2025-06-07T00:46:40Z | Moon diary
      headache       |          | 0         | 2025-06-07T00:46:40Z | 2025-06-07T00:46:40Z | Moon diary`,
  },
});
