import { categoryFields, categoryRows } from '../kit/health/categories.ts';
import { HEALTH_STORES, NAMES_FILE, SOURCES } from '../kit/health/store.ts';
import { defineRecords } from '../kit/records/index.ts';

/** Data types of Health that belong to the cycle. */
const CYCLE = {
  91: ['mucus', 'Cervical mucus'],
  92: ['ovulation-test', 'Ovulation test'],
  95: ['bleeding', 'Menstruation'],
  96: ['spotting', 'Spotting'],
  97: ['sexual-activity', 'Sexual activity'],
  191: ['pregnancy', 'Pregnancy'],
  192: ['lactation', 'Lactation'],
  193: ['contraceptive', 'Contraceptive'],
  243: ['pregnancy-test', 'Pregnancy test'],
  244: ['progesterone-test', 'Progesterone test'],
  262: ['persistent-spotting', 'Persistent spotting'],
  263: ['prolonged-periods', 'Prolonged periods'],
  264: ['irregular-cycles', 'Irregular cycles'],
  265: ['infrequent-periods', 'Infrequent periods'],
  313: ['bleeding-in-pregnancy', 'Bleeding during pregnancy'],
  314: ['bleeding-after-pregnancy', 'Bleeding after pregnancy'],
} as const;
const BLEEDING = { 1: 'unspecified', 2: 'light', 3: 'medium', 4: 'heavy', 5: 'none' } as const;
const TEST = { 1: 'negative', 2: 'positive', 3: 'indeterminate' } as const;
/** Values by data type. */
const CYCLE_VALUES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  91: { 1: 'dry', 2: 'sticky', 3: 'creamy', 4: 'watery', 5: 'egg-white' },
  92: { 1: 'negative', 2: 'lh-surge', 3: 'indeterminate', 4: 'oestrogen-surge' },
  95: BLEEDING,
  193: { 1: 'unspecified', 2: 'implant', 3: 'injection', 4: 'iud', 5: 'ring', 6: 'oral', 7: 'patch' },
  243: TEST,
  244: TEST,
  313: BLEEDING,
  314: BLEEDING,
};
const SYMPTOMS = {
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
  201: ['rapid-heartbeat', 'Rapid or fluttering heartbeat'],
  202: ['skipped-heartbeat', 'Skipped heartbeat'],
  203: ['fever', 'Fever'],
  204: ['short-breath', 'Shortness of breath'],
  205: ['chest-pain', 'Chest pain or tightness'],
  206: ['fainting', 'Fainting'],
  207: ['dizziness', 'Dizziness'],
  220: ['vomiting', 'Vomiting'],
  221: ['heartburn', 'Heartburn'],
  222: ['coughing', 'Coughing'],
  223: ['wheezing', 'Wheezing'],
  224: ['sore-throat', 'Sore throat'],
  225: ['blocked-sinus', 'Sinus congestion'],
  226: ['runny-nose', 'Runny nose'],
  229: ['vaginal-dryness', 'Vaginal dryness'],
  230: ['night-sweats', 'Night sweats'],
  231: ['chills', 'Chills'],
  232: ['hair-loss', 'Hair loss'],
  233: ['dry-skin', 'Dry skin'],
  234: ['incontinence', 'Bladder incontinence'],
  235: ['memory-lapse', 'Memory lapse'],
  240: ['body-ache', 'Body and muscle ache'],
  241: ['loss-of-smell', 'Loss of smell'],
  242: ['loss-of-taste', 'Loss of taste'],
} as const;
const SEVERITY = { 0: 'unspecified', 1: 'not-present', 2: 'mild', 3: 'moderate', 4: 'severe' } as const;
const PRESENCE = { 0: 'present', 1: 'not-present' } as const;
/** Symptoms whose values are not how severe they are. */
const SYMPTOM_VALUES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  164: PRESENCE,
  169: PRESENCE,
  170: { 0: 'unspecified', 1: 'no-change', 2: 'decreased', 3: 'increased' },
};

/** The logged menstrual cycle and symptoms. */
export const healthCycle = defineRecords({
  id: 'health-cycle',
  title: 'Cycle and symptoms',
  area: 'health',
  version: 3,
  needs: 'encrypted',
  absent: 'This backup holds no log of a cycle or of symptoms.',
  seenOn: ['data types as other tools read them, and values as Apple documents them', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  kinds: {
    health_cycle: {
      id: 'health-cycle',
      name: ['Entry of the cycle log', 'Cycle log'],
      icon: 'calendar-days',
      privacy: 'P2',
      ...categoryRows(CYCLE),
      fields: categoryFields(CYCLE, (type) => CYCLE_VALUES[type], {
        dry: 'Dry',
        sticky: 'Sticky',
        creamy: 'Creamy',
        watery: 'Watery',
        'egg-white': 'Like egg white',
        negative: 'Negative',
        positive: 'Positive',
        'lh-surge': 'LH surge',
        indeterminate: 'Indeterminate',
        'oestrogen-surge': 'Oestrogen surge',
        unspecified: 'Not specified',
        light: 'Light',
        medium: 'Medium',
        heavy: 'Heavy',
        none: 'None',
        implant: 'Implant',
        injection: 'Injection',
        iud: 'Intrauterine device',
        ring: 'Vaginal ring',
        oral: 'Oral',
        patch: 'Patch',
      }),
      show: { at: 'startedAt', title: 'kind', text: ['value', 'source'] },
    },
    health_symptoms: {
      id: 'symptom',
      name: ['Symptom', 'Symptoms'],
      icon: 'thermometer',
      privacy: 'P2',
      ...categoryRows(SYMPTOMS),
      fields: categoryFields(SYMPTOMS, (type) => SYMPTOM_VALUES[type] ?? SEVERITY, {
        unspecified: 'Not specified',
        present: 'Present',
        'not-present': 'Not present',
        mild: 'Mild',
        moderate: 'Moderate',
        severe: 'Severe',
        'no-change': 'No change',
        decreased: 'Decreased',
        increased: 'Increased',
      }),
      show: { at: 'startedAt', title: 'kind', text: ['value', 'source'] },
    },
  },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          category_samples: `
            data_id | value
            951     | 3
            952     | 2
            953     | 0
            954     | 3
            955     | 1
            956     | 6
            957     | 3
            958     | 0
            959     | 4
            960     | 2
            961     | 4
            962     | 0`,
          samples: `
            data_id | start_date | end_date  | data_type
            951     | 770940000  | 771026399 | 95
            952     | 770950000  | 770950000 | 92
            953     | 770950000  | 770950000 | 160
            954     | 770950000  | 770950000 | 95
            955     | 770950000  | 770950000 | 70
            956     | 770960000  | 802500000 | 193
            957     | 770960000  | 770960000 | 170
            958     | 770960000  | 770960000 | 169
            959     | 770960000  | 770960000 | 203
            960     | 770960000  | 770960000 | 244
            961     | 770970000  | 770970000 | 314
            962     | 770980000  | 770980000 | 264`,
          objects: `
            data_id | provenance | type
            951     | 191        | 1
            952     | 191        | 1
            953     | 191        | 1
            954     | 191        | 2
            955     | 191        | 1
            956     | 191        | 1
            957     | 191        | 1
            958     | 191        | 1
            959     | 191        | 1
            960     | 191        | 1
            961     | 191        | 1
            962     | 191        | 1`,
          data_provenances: [{ ROWID: 191, source_id: 192, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 192, name: 'Moon diary' }] } },
    },
    rows: {
      health_cycle: `
        kind                     | value    | valueCode | startedAt            | endedAt              | source
        bleeding                 | medium   | 3         | 2025-06-06T22:00:00Z | 2025-06-07T21:59:59Z | Moon diary
        ovulation-test           | lh-surge | 2         | 2025-06-07T00:46:40Z | 2025-06-07T00:46:40Z | Moon diary
        contraceptive            | oral     | 6         | 2025-06-07T03:33:20Z | 2026-06-07T04:40:00Z | Moon diary
        progesterone-test        | positive | 2         | 2025-06-07T03:33:20Z | 2025-06-07T03:33:20Z | Moon diary
        bleeding-after-pregnancy | heavy    | 4         | 2025-06-07T06:20:00Z | 2025-06-07T06:20:00Z | Moon diary
        irregular-cycles         |          | 0         | 2025-06-07T09:06:40Z | 2025-06-07T09:06:40Z | Moon diary`,
      health_symptoms: `
        kind     | value       | valueCode | startedAt            | endedAt              | source
        headache | unspecified | 0         | 2025-06-07T00:46:40Z | 2025-06-07T00:46:40Z | Moon diary
        appetite | increased   | 3         | 2025-06-07T03:33:20Z | 2025-06-07T03:33:20Z | Moon diary
        sleep    | present     | 0         | 2025-06-07T03:33:20Z | 2025-06-07T03:33:20Z | Moon diary
        fever    | severe      | 4         | 2025-06-07T03:33:20Z | 2025-06-07T03:33:20Z | Moon diary`,
    },
  },
});
