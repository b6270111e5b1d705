import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { healthCycle } from './health-cycle.ts';
import { healthDiary } from './health-diary.ts';
import { healthHeartSeries } from './health-heart-series.ts';
import { healthMeasurements } from './health-measurements.ts';
import { healthMeasures } from './health-measures.ts';
import { healthRoutePoints } from './health-route-points.ts';

const FILE = 'HealthDomain/Health/healthdb_secure.sqlite';

describe('measurements of Health', () => {
  it('are shown in usual units', () => {
    const { tables } = readStores(healthMeasurements, {
      [FILE]: {
        tables: {
          samples: `
            data_id | start_date | end_date  | data_type
            1       | 770940000  | 770940000 | 14
            2       | 770940000  | 770940000 | 61
            3       | 770940000  | 770940000 | 58
            4       | 770940000  | 770940000 | 187
            5       | 770940000  | 770940000 | 188
            6       | 770940000  | 770940000 | 25
            7       | 770940000  | 770940000 | 35
            8       | 770940000  | 770940000 | 87`,
          quantity_samples: `
            data_id | quantity
            1       | 0.28
            2       | 0.2333333333333333
            3       | 0.0000042
            4       | 1.1
            5       | 0.57
            6       | 0.0023
            7       | 0.00002
            8       | 250`,
        },
      },
    });
    const shown = [tables['health_vitals'], tables['health_mobility'], tables['health_nutrition']].map((rows) =>
      rows?.map(({ kind, value, unit }) => `${String(kind)} ${String(value)} ${String(unit)}`),
    );
    // 14 breaths per minute, 4.2 microsiemens, 1.1 metres per second, 2.3 milligrams, 20 micrograms
    expect(shown).toEqual([
      ['blood-oxygen 28 %', 'breathing-rate 14 /min', 'skin-conductance 4.2 µS'],
      ['walking-speed 3.96 km/h', 'step-length 57 cm'],
      ['sodium 2.3 mg', 'vitamin-d 20 µg', 'water 250 mL'],
    ]);
  });

  it('have blood pressures of iOS 15 and earlier, one value without the other, and none of samples that were packed', () => {
    const { tables } = readStores(healthMeasurements, {
      [FILE]: {
        tables: {
          samples: `
            data_id | start_date | end_date  | data_type
            1       | 770940000  | 770940000 | 16
            2       | 770940000  | 770940000 | 17
            4       | 770950000  | 770950000 | 16
            5       | 770960000  | 770960000 | 17`,
          quantity_samples: `data_id | quantity \n 1 | 121 \n 2 | 79 \n 4 | 130`,
          objects: `data_id | provenance | type \n 1 | 1 | 1 \n 2 | 1 | 1 \n 4 | 1 | 1 \n 5 | 1 | 2`,
          associations: `ROWID | child_id | parent_id \n 1 | 1 | 3 \n 2 | 2 | 3`,
        },
      },
    });
    expect(tables['health_blood_pressure']).toMatchObject([
      { systolic: 121, diastolic: 79 },
      { systolic: 130, diastolic: null },
    ]);
    expect(tables['health_blood_pressure']).toHaveLength(2);
  });

  it('have both values of a blood pressure together if one of them was linked to another object before', () => {
    const { tables } = readStores(healthMeasurements, {
      [FILE]: {
        tables: {
          samples: `
            data_id | start_date | end_date  | data_type
            1       | 770940000  | 770940000 | 16
            2       | 770940000  | 770940000 | 17
            3       | 770940000  | 770943600 | 79
            4       | 770940000  | 770940000 | 80
            5       | 770940000  | 770940000 | 80`,
          quantity_samples: `data_id | quantity \n 1 | 131 \n 2 | 89`,
          objects: `data_id | provenance | type \n 1 | 1 | 1 \n 2 | 1 | 1 \n 3 | 1 | 1 \n 4 | 1 | 1 \n 5 | 1 | 1`,
          associations: `
            ROWID | source_object_id | destination_object_id | deleted
            1     | 1                | 3                     | 0
            2     | 2                | 4                     | 1
            3     | 1                | 5                     | 0
            4     | 2                | 5                     | 0`,
        },
      },
    });
    expect(tables['health_blood_pressure']).toMatchObject([{ systolic: 131, diastolic: 89 }]);
  });
});

describe('body measures of Health', () => {
  it('are in the columns of their units', () => {
    const { tables } = readStores(healthMeasures, {
      [FILE]: {
        tables: {
          samples: `data_id | start_date | end_date | data_type \n 1 | 770940000 | 770940000 | 0 \n 2 | 770940000 | 770940000 | 1`,
          quantity_samples: `data_id | quantity \n 1 | 22.1 \n 2 | 0.287`,
        },
      },
    });
    expect(tables['health_measures']).toMatchObject([
      { kind: 'body-mass-index', index: 22.1, percent: null, kilograms: null, metres: null },
      { kind: 'body-fat', percent: 28.7, index: null },
    ]);
  });
});

describe('symptoms of Health', () => {
  it('keep a value that has no word as a number', () => {
    const { tables, notes } = readStores(healthCycle, {
      [FILE]: {
        tables: {
          samples: `data_id | start_date | end_date | data_type \n 1 | 770940000 | 770940000 | 164 \n 2 | 770940000 | 770940000 | 96`,
          category_samples: `data_id | value \n 1 | 7 \n 2 | 0`,
        },
      },
    });
    expect(tables['health_symptoms']).toMatchObject([{ kind: 'mood', value: null, valueCode: 7 }]);
    expect(tables['health_cycle']).toMatchObject([{ kind: 'spotting', value: null, valueCode: 0 }]);
    expect(notes).toEqual({});
  });
});

describe('series of iOS 13', () => {
  const samples = `data_id | start_date | end_date | data_type \n 1 | 590940000 | 590941080 | 5`;

  it('have their points in another file, which is said', () => {
    const files = {
      [FILE]: {
        tables: {
          samples,
          data_series: `data_id | frozen | count | hfd_key \n 7 | 1 | 18 | 3`,
          quantity_sample_series: `data_id | count | hfd_key \n 1 | 90 | 4 \n 2 | 40 | 5`,
        },
      },
    };
    const heart = readStores(healthHeartSeries, files);
    expect(heart.tables['health_heart_series']).toEqual([]);
    expect(heart.losses).toEqual({ 'series-elsewhere:Health/healthdb_secure.hfd': 2 });
    expect(readStores(healthRoutePoints, files).losses).toEqual({ 'series-elsewhere:Health/healthdb_secure.hfd': 1 });
  });

  it('are not missed where there were none', () => {
    const files = { [FILE]: { tables: { samples } } };
    for (const artifact of [healthHeartSeries, healthRoutePoints]) {
      const { losses, notes } = readStores(artifact, files);
      expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    }
  });
});

describe('the diary of Health', () => {
  it('is empty in a database of a system that had none of it', () => {
    const { tables, notes } = readStores(healthDiary, {
      [FILE]: { tables: { samples: `data_id | start_date | end_date | data_type \n 1 | 770940000 | 770940000 | 5` } },
    });
    expect(Object.values(tables).flat()).toEqual([]);
    expect(notes).toEqual({});
  });

  it('has the states of mind in seven steps', () => {
    const valences = [-1, -0.72, -0.71, -0.43, -0.42, -0.15, -0.14, 0, 0.14, 0.15, 0.42, 0.43, 0.71, 0.72, 1];
    const { tables } = readStores(healthDiary, {
      [FILE]: {
        tables: {
          state_of_mind_samples: valences.map((valence, index) => ({ ROWID: index, data_id: index, valence })),
        },
      },
    });
    // Limits: ±1/7, ±3/7 and ±5/7.
    const found = Map.groupBy(tables['health_moods'] ?? [], ({ pleasantness }) => pleasantness);
    expect([...found].map(([step, rows]) => [step, rows.map(({ valence }) => valence)])).toEqual([
      ['very-unpleasant', [-1, -0.72]],
      ['unpleasant', [-0.71, -0.43]],
      ['slightly-unpleasant', [-0.42, -0.15]],
      ['neutral', [-0.14, 0, 0.14]],
      ['slightly-pleasant', [0.15, 0.42]],
      ['pleasant', [0.43, 0.71]],
      ['very-pleasant', [0.72, 1]],
    ]);
  });

  it('has doses without a unit, as before iOS 26, and of medications without a name', () => {
    const { tables, notes } = readStores(healthDiary, {
      [FILE]: {
        tables: {
          medication_user_domain_concepts: [{ udc_id: 5 }],
          medication_dose_event_samples: `data_id | dose_quantity | status \n 1 | 2 | 4 \n 2 | | 9`,
        },
      },
    });
    expect(tables['health_medications']).toMatchObject([{ name: null, addedAt: null, isDeleted: null }]);
    expect(tables['health_doses']).toMatchObject([
      { medication: null, dose: 2, unit: null, status: 'taken', loggedAt: null },
      { dose: null, status: '9' },
    ]);
    expect(notes).toEqual({ 'unknown-code:health_doses.status:9': 1 });
  });

  it('has a profile of what was set only', () => {
    const { tables } = readStores(healthDiary, {
      [FILE]: {
        tables: {
          key_value_secure: `ROWID | key | value | mod_date \n 1 | sex | 0 | 700000000 \n 2 | wheelchair_use | 2 | 600000000`,
        },
      },
    });
    expect(tables['health_profile']).toMatchObject([{ sex: null, wheelchair: true, birthday: null }]);
  });
});
