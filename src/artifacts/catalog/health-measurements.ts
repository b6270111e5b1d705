import {
  ENTERED_FIELD,
  extremeFields,
  HAS_QUANTITY,
  JOINS,
  ofTypes,
  type Quantities,
  quantityFields,
  quantityRows,
  scaled,
} from '../kit/health/quantities.ts';
import { HEALTH_STORES, metadataTexts, NAMES_FILE, RECORDED_BY, SOURCES } from '../kit/health/store.ts';
import type { Lookup } from '../kit/records/declaration.ts';
import { defineRecords, f, from, lookup } from '../kit/records/index.ts';

const VITALS: Quantities = {
  14: ['blood-oxygen', 'Blood oxygen', '%', 100],
  15: ['blood-glucose', 'Blood glucose', 'mg/dL'],
  18: ['blood-alcohol', 'Blood alcohol', '%', 100],
  19: ['perfusion', 'Peripheral perfusion index', '%', 100],
  57: ['falls', 'Falls', ''],
  58: ['skin-conductance', 'Electrodermal activity', 'µS', 1e6],
  60: ['inhaler', 'Inhaler usage', ''],
  61: ['breathing-rate', 'Respiratory rate', '/min', 60],
  62: ['body-temperature', 'Body temperature', '°C'],
  71: ['vital-capacity', 'Forced vital capacity', 'L'],
  72: ['expiratory-volume', 'Forced expiratory volume, 1 s', 'L'],
  73: ['expiratory-flow', 'Peak expiratory flow rate', 'L/min'],
  89: ['uv-index', 'UV index', ''],
  90: ['basal-temperature', 'Basal body temperature', '°C'],
  124: ['cardio-fitness', 'Cardio fitness (VO₂ max)', 'mL/(kg·min)'],
  125: ['insulin', 'Insulin delivery', 'IU'],
  137: ['walking-pulse', 'Pulse when walking', '/min'],
  139: ['heart-rate-variability', 'Heart rate variability', 'ms'],
  248: ['atrial-fibrillation', 'AFib history', '%', 100],
  256: ['wrist-temperature', 'Wrist temperature', '°C'],
  266: ['cardio-recovery', 'Cardio recovery', '/min'],
  275: ['breathing-disturbances', 'Breathing disturbances in sleep', ''],
};
const MOBILITY: Quantities = {
  182: ['double-support', 'Double support time', '%', 100],
  183: ['six-minute-walk', 'Six-minute walk', 'm'],
  187: ['walking-speed', 'Walking speed', 'km/h', 3.6],
  188: ['step-length', 'Step length', 'cm', 100],
  194: ['walking-asymmetry', 'Walking asymmetry', '%', 100],
  195: ['stairs-up', 'Stair speed, up', 'm/s'],
  196: ['stairs-down', 'Stair speed, down', 'm/s'],
  249: ['walking-steadiness', 'Walking steadiness', '%', 100],
  258: ['running-stride', 'Running stride length', 'm'],
  259: ['running-oscillation', 'Vertical oscillation', 'cm'],
  260: ['ground-contact', 'Ground contact time', 'ms'],
  269: ['depth', 'Underwater depth', 'm'],
  270: ['running-power', 'Running power', 'W'],
  274: ['running-speed', 'Running speed', 'km/h', 3.6],
  277: ['water-temperature', 'Water temperature', '°C'],
  279: ['daylight', 'Time in daylight', 'min'],
  280: ['cycling-power', 'Cycling power', 'W'],
  281: ['cycling-speed', 'Cycling speed', 'km/h', 3.6],
  282: ['cycling-cadence', 'Cycling cadence', '/min'],
  283: ['threshold-power', 'Functional threshold power', 'W'],
  286: ['physical-effort', 'Physical effort', 'kcal/(kg·h)'],
  294: ['paddling-distance', 'Paddle sports distance', 'm'],
  295: ['rowing-distance', 'Rowing distance', 'm'],
  296: ['cross-country-distance', 'Cross-country skiing distance', 'm'],
  297: ['skating-distance', 'Skating distance', 'm'],
  298: ['estimated-effort', 'Estimated effort of a workout', ''],
  301: ['rowing-speed', 'Rowing speed', 'km/h', 3.6],
  302: ['cross-country-speed', 'Cross-country skiing speed', 'km/h', 3.6],
  303: ['paddling-speed', 'Paddle sports speed', 'km/h', 3.6],
  304: ['effort', 'Effort of a workout', ''],
};
const SOUND: Quantities = {
  172: ['environment', 'Environment', 'dB'],
  173: ['headphones', 'Headphones', 'dB'],
  272: ['reduction', 'Reduced by headphones', 'dB'],
};
/** Health stores masses in grams, and water in millilitres. */
const NUTRITION: Quantities = {
  20: ['fat', 'Fat', 'g'],
  21: ['fat-polyunsaturated', 'Polyunsaturated fat', 'g'],
  22: ['fat-monounsaturated', 'Monounsaturated fat', 'g'],
  23: ['fat-saturated', 'Saturated fat', 'g'],
  24: ['cholesterol', 'Cholesterol', 'mg', 1e3],
  25: ['sodium', 'Sodium', 'mg', 1e3],
  26: ['carbohydrates', 'Carbohydrates', 'g'],
  27: ['fibre', 'Fibre', 'g'],
  28: ['sugar', 'Sugar', 'g'],
  29: ['energy', 'Energy', 'kcal'],
  30: ['protein', 'Protein', 'g'],
  31: ['vitamin-a', 'Vitamin A', 'µg', 1e6],
  32: ['vitamin-b6', 'Vitamin B6', 'mg', 1e3],
  33: ['vitamin-b12', 'Vitamin B12', 'µg', 1e6],
  34: ['vitamin-c', 'Vitamin C', 'mg', 1e3],
  35: ['vitamin-d', 'Vitamin D', 'µg', 1e6],
  36: ['vitamin-e', 'Vitamin E', 'mg', 1e3],
  37: ['vitamin-k', 'Vitamin K', 'µg', 1e6],
  38: ['calcium', 'Calcium', 'mg', 1e3],
  39: ['iron', 'Iron', 'mg', 1e3],
  40: ['thiamin', 'Thiamin', 'mg', 1e3],
  41: ['riboflavin', 'Riboflavin', 'mg', 1e3],
  42: ['niacin', 'Niacin', 'mg', 1e3],
  43: ['folate', 'Folate', 'µg', 1e6],
  44: ['biotin', 'Biotin', 'µg', 1e6],
  45: ['pantothenic-acid', 'Pantothenic acid', 'mg', 1e3],
  46: ['phosphorus', 'Phosphorus', 'mg', 1e3],
  47: ['iodine', 'Iodine', 'µg', 1e6],
  48: ['magnesium', 'Magnesium', 'mg', 1e3],
  49: ['zinc', 'Zinc', 'mg', 1e3],
  50: ['selenium', 'Selenium', 'µg', 1e6],
  51: ['copper', 'Copper', 'mg', 1e3],
  52: ['manganese', 'Manganese', 'mg', 1e3],
  53: ['chromium', 'Chromium', 'µg', 1e6],
  54: ['molybdenum', 'Molybdenum', 'µg', 1e6],
  55: ['chloride', 'Chloride', 'mg', 1e3],
  56: ['potassium', 'Potassium', 'mg', 1e3],
  78: ['caffeine', 'Caffeine', 'mg', 1e3],
  87: ['water', 'Water', 'mL'],
  251: ['alcoholic-drinks', 'Alcoholic drinks', ''],
};

/** Data types of the two values of a blood pressure. */
const SYSTOLIC = 16;
const DIASTOLIC = 17;
/** Data type of the object that has both. */
const BLOOD_PRESSURE = 80;
/**
 * The blood pressure of a value by its `data_id`. Values are also linked to other objects, and to blood pressures that
 * were replaced.
 */
const PRESSURE_OF_VALUE: Lookup = {
  store: 'health',
  of: 'associations',
  join: {
    whole: { table: 'samples', on: 'destination_object_id', key: 'data_id' },
    oldWhole: { table: 'samples', on: 'parent_id', key: 'data_id' },
  },
  where: from(
    ['deleted', ['whole.data_type', 'oldWhole.data_type']],
    (deleted, type) => deleted !== 1 && (type === BLOOD_PRESSURE || type === null),
  ),
  key: ['source_object_id', 'child_id'],
  value: ['destination_object_id', 'parent_id'],
};
const pressure = (wanted: number) =>
  from(['data_type', 'quantity.quantity'], (type, quantity) => (type === wanted ? scaled(quantity) : null));

/** What is searched and on the timeline: not what a watch measures all day. */
const QUIET = { large: true, searchable: false } as const;
const SHOW = { at: 'measuredAt', title: 'kind', text: ['value', 'unit', 'source'] } as const;

/**
 * Measurements of Health besides those that have an artifact of their own. One artifact, since its database can be large
 * and has to be opened for each; SQLite finds the rows by an index of data types.
 */
export const healthMeasurements = defineRecords({
  id: 'health-measurements',
  title: 'Measurements of Health',
  area: 'health',
  version: 3,
  needs: 'encrypted',
  absent: 'This backup holds no database of Health.',
  seenOn: [
    'iOS 16 and 17 (data types and units as another tool reads them in backups, and Apple documents them)',
    'synthetic',
  ],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES, foods: metadataTexts('HKFoodType'), pressures: PRESSURE_OF_VALUE },
  kinds: {
    health_vitals: {
      id: 'vital-sign',
      name: ['Vital sign', 'Vital signs'],
      icon: 'activity',
      privacy: 'P2',
      ...QUIET,
      ...quantityRows(VITALS),
      fields: { ...quantityFields(VITALS), ...extremeFields(VITALS), ...ENTERED_FIELD },
      show: SHOW,
    },
    health_blood_pressure: {
      id: 'blood-pressure',
      name: ['Blood pressure', 'Blood pressure'],
      icon: 'gauge',
      privacy: 'P2',
      rows: ofTypes({ [SYSTOLIC]: '', [DIASTOLIC]: '' }),
      join: JOINS,
      where: HAS_QUANTITY,
      // Both values belong to one object.
      key: [lookup('pressures', 'data_id'), 'data_id'],
      merge: {},
      fields: {
        measuredAt: f.cocoaTime('start_date', 'When it was measured.', { label: 'Measured' }),
        kind: f.code(
          from(['data_type'], () => 'blood-pressure'),
          'What was measured.',
          {
            'blood-pressure': ['blood-pressure', 'Blood pressure'],
          },
        ),
        systolic: f.real(pressure(SYSTOLIC), 'The higher value, in mmHg.', { label: 'Systolic (mmHg)' }),
        diastolic: f.real(pressure(DIASTOLIC), 'The lower value, in mmHg.', { label: 'Diastolic (mmHg)' }),
        source: RECORDED_BY,
      },
      show: { at: 'measuredAt', title: 'kind', text: ['systolic', 'diastolic', 'source'] },
    },
    health_mobility: {
      id: 'mobility',
      name: ['Measure of movement', 'Measures of movement'],
      icon: 'footprints',
      privacy: 'P2',
      ...QUIET,
      ...quantityRows(MOBILITY),
      fields: quantityFields(MOBILITY),
      show: SHOW,
    },
    health_sound: {
      id: 'sound-level',
      name: ['Sound level', 'Sound levels'],
      icon: 'ear',
      privacy: 'P2',
      ...QUIET,
      ...quantityRows(SOUND),
      fields: { ...quantityFields(SOUND), ...extremeFields(SOUND) },
      show: SHOW,
    },
    health_nutrition: {
      id: 'nutrient',
      name: ['Nutrient', 'Food and drink'],
      icon: 'utensils',
      privacy: 'P2',
      ...QUIET,
      ...quantityRows(NUTRITION),
      fields: {
        ...quantityFields(NUTRITION),
        ...ENTERED_FIELD,
        food: f.text(lookup('foods', 'data_id'), 'The food or drink, if the app says so.'),
      },
      show: { ...SHOW, text: ['value', 'unit', 'food', 'source'] },
    },
  },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          samples: `
            data_id | start_date | end_date  | data_type
            1001    | 770940000  | 770940015 | 14
            1002    | 770940060  | 770940060 | 15
            1003    | 770940120  | 770943720 | 61
            1004    | 770940200  | 770940200 | 16
            1005    | 770940200  | 770940200 | 17
            1006    | 770940200  | 770940200 | 80
            1007    | 770941000  | 770941040 | 187
            1008    | 770942000  | 770943800 | 173
            1009    | 770945000  | 770945300 | 78
            1010    | 770945000  | 770945000 | 62
            1011    | 770946000  | 770946000 | 139
            1012    | 770947000  | 770947000 | 275
            1013    | 770947000  | 770947060 | 286
            1014    | 770947000  | 770947002 | 301
            1015    | 770948000  | 770949000 | 295
            1016    | 770948000  | 770949000 | 304`,
          quantity_samples: `
            data_id | quantity | original_quantity | original_unit
            1001    | 0.97     |                   |
            1002    | 97.2     | 5.4               | 1
            1003    | 0.25     |                   |
            1004    | 128      |                   |
            1005    | 82       |                   |
            1007    | 1.25     |                   |
            1008    | 74.5     |                   |
            1009    | 0.095    | 95                | 2
            1010    | 38.4     |                   |
            1012    | 2.5      |                   |
            1013    | 3.1      |                   |
            1014    | 2.5      |                   |
            1015    | 1500     |                   |
            1016    | 7        |                   |`,
          unit_strings: `ROWID | unit_string \n 1 | mmol<180.1558800000541>/L \n 2 | mg`,
          quantity_sample_statistics: `owner_id | min | max \n 1003 | 0.2 | 0.3 \n 1008 | 61 | 88.5`,
          objects: `
            data_id | provenance | type
            1001    | 201        | 1
            1002    | 202        | 1
            1003    | 201        | 1
            1004    | 202        | 1
            1005    | 202        | 1
            1006    | 202        | 1
            1007    | 201        | 1
            1008    | 201        | 1
            1009    | 202        | 1
            1010    | 202        | 2
            1011    | 201        | 1
            1012    | 201        | 1
            1013    | 201        | 1
            1014    | 201        | 1
            1015    | 201        | 1
            1016    | 201        | 1`,
          associations: `
            ROWID | destination_object_id | source_object_id | deleted
            1     | 1006                  | 1004             | 0
            2     | 1006                  | 1005             | 0`,
          metadata_keys: [{ ROWID: 1, key: 'HKFoodType' }],
          metadata_values: [{ ROWID: 1, key_id: 1, object_id: 1009, string_value: 'Espresso' }],
          data_provenances: `
            ROWID | source_id | tz_name
            201   | 211       | Europe/Rome
            202   | 212       | Europe/Rome`,
        },
      },
      [NAMES_FILE]: { tables: { sources: `ROWID | name \n 211 | Robin’s ring \n 212 | Lab book` } },
    },
    rows: {
      health_vitals: `
        measuredAt           | until                | kind                   | value | unit  | lowest | highest | entered    | source
        2025-06-06T22:00:00Z | 2025-06-06T22:00:15Z | blood-oxygen           | 97    | %     |        |         |            | Robin’s ring
        2025-06-06T22:01:00Z |                      | blood-glucose          | 97.2  | mg/dL |        |         | 5.4 mmol/L | Lab book
        2025-06-06T22:02:00Z | 2025-06-06T23:02:00Z | breathing-rate         | 15    | /min  | 12     | 18      |            | Robin’s ring
        2025-06-06T23:56:40Z |                      | breathing-disturbances | 2.5   |       |        |         |            | Robin’s ring`,
      health_blood_pressure: `
        measuredAt           | kind           | systolic | diastolic | source
        2025-06-06T22:03:20Z | blood-pressure | 128      | 82        | Lab book`,
      health_mobility: `
        measuredAt           | until                | kind            | value | unit        | source
        2025-06-06T22:16:40Z | 2025-06-06T22:17:20Z | walking-speed   | 4.5   | km/h        | Robin’s ring
        2025-06-06T23:56:40Z | 2025-06-06T23:57:40Z | physical-effort | 3.1   | kcal/(kg·h) | Robin’s ring
        2025-06-06T23:56:40Z | 2025-06-06T23:56:42Z | rowing-speed    | 9     | km/h        | Robin’s ring
        2025-06-07T00:13:20Z | 2025-06-07T00:30:00Z | rowing-distance | 1500  | m           | Robin’s ring
        2025-06-07T00:13:20Z | 2025-06-07T00:30:00Z | effort          | 7     |             | Robin’s ring`,
      health_sound: `
        measuredAt           | until                | kind       | value | unit | lowest | highest | source
        2025-06-06T22:33:20Z | 2025-06-06T23:03:20Z | headphones | 74.5  | dB   | 61     | 88.5    | Robin’s ring`,
      health_nutrition: `
        measuredAt           | until                | kind     | value | unit | entered | food     | source
        2025-06-06T23:23:20Z | 2025-06-06T23:28:20Z | caffeine | 95    | mg   | 95 mg   | Espresso | Lab book`,
    },
  },
});
