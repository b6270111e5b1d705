import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFiles } from '../../../test/support/artifacts/extract-files.ts';
import { fullOnly } from '../../../test/support/depth.ts';
import { healthActivity } from '../../artifacts/catalog/health-activity.ts';
import { healthCycle } from '../../artifacts/catalog/health-cycle.ts';
import { healthDiary } from '../../artifacts/catalog/health-diary.ts';
import { healthHeart } from '../../artifacts/catalog/health-heart.ts';
import { healthHeartSeries } from '../../artifacts/catalog/health-heart-series.ts';
import { healthMeasurements } from '../../artifacts/catalog/health-measurements.ts';
import { healthMeasures } from '../../artifacts/catalog/health-measures.ts';
import { healthRoutePoints } from '../../artifacts/catalog/health-route-points.ts';
import { healthSleep } from '../../artifacts/catalog/health-sleep.ts';
import { healthSteps } from '../../artifacts/catalog/health-steps.ts';
import { healthWorkouts } from '../../artifacts/catalog/health-workouts.ts';
import type { ArtifactDefinition } from '../../artifacts/kit/artifact.ts';
import { MEDICATION } from './diary.ts';
import { HEALTH_DOMAIN, type HealthTruth, writeHealthDatabases } from './health-databases.ts';

describe('the databases of Health', fullOnly, () => {
  let folder = '';
  let truth: HealthTruth;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-health-'));
    truth = writeHealthDatabases(
      { health: join(folder, 'healthdb_secure.sqlite'), names: join(folder, 'healthdb.sqlite') },
      { seed: 'demo', workouts: 100 },
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(artifact: ArtifactDefinition) {
    const names = ['healthdb_secure.sqlite', 'healthdb.sqlite'];
    const files = names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { domain: HEALTH_DOMAIN, relativePath: `Health/${name}`, bytes };
    });
    return extractFiles(artifact, await Promise.all(files));
  }

  it('have the workouts of a year, with places and pulse', async () => {
    const { rows, losses, notes } = await read(healthWorkouts);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    const expected = truth.workouts.map(({ at, seconds, isIndoor, timeZone, pulse, route }) =>
      expect.objectContaining({
        startedAt: at,
        seconds,
        isIndoor,
        timeZone,
        averagePulse: pulse,
        latitude: route[0]?.latitude ?? null,
        source: 'Robin’s Apple Watch',
      }),
    );
    expect(expected).toHaveLength(100);
    expect(rows['health_workouts']).toEqual(expected);
  });

  it('have routes that begin near a place of the story', async () => {
    const { rows } = await read(healthRoutePoints);
    const points = truth.workouts.flatMap(({ route }) => route);
    expect(points.length).toBeGreaterThan(1000);
    expect(rows['health_route_points']).toMatchObject(
      points.map(({ at, latitude, longitude }) => ({ recordedAt: at, latitude, longitude })),
    );
    const zones = new Set(truth.workouts.filter(({ route }) => route.length > 0).map(({ timeZone }) => timeZone));
    expect(zones).toContain('Europe/Rome');
    expect(zones).toContain('America/Los_Angeles');
  });

  it('have the activity of a year, an award, and the devices and time zones of both', async () => {
    const { rows, losses } = await read(healthActivity);
    expect(losses).toEqual({});
    expect(truth.rings).toHaveLength(365);
    expect(rows['health_rings']).toMatchObject(
      truth.rings.map(({ at, energy, exercise, standing }) => ({ startedAt: at, energy, exercise, standing })),
    );
    const most = Math.max(...truth.rings.map(({ energy }) => energy));
    expect(rows['health_awards']).toMatchObject([{ award: 'NewMoveRecord', value: most }]);
    expect(rows['used_devices']).toMatchObject([{ product: 'Watch7,1' }, { product: 'iPhone13,3' }]);
    const zones = rows['used_time_zones']?.map(({ timeZone }) => timeZone);
    expect(zones).toEqual(expect.arrayContaining(['Europe/Rome', 'America/Los_Angeles']));
    expect(zones?.some((zone, index) => zone === zones[index - 1])).toBe(false);
  });

  it('have a height, and the weights of a year', async () => {
    const { rows, losses } = await read(healthMeasures);
    expect(losses).toEqual({});
    expect(truth.measures.filter(({ kind }) => kind === 'weight').length).toBeGreaterThanOrEqual(52);
    expect(rows['health_measures']).toMatchObject(
      truth.measures.map(({ at, kind, quantity }) => ({
        measuredAt: at,
        kind,
        kilograms: kind === 'weight' ? quantity : null,
        metres: kind === 'height' ? quantity : null,
        source: 'Robin’s iPhone',
      })),
    );
  });

  it('have the pulse of 365 days', async () => {
    const { rows, losses } = await read(healthHeart);
    expect(losses).toEqual({});
    const single = rows['health_heart']?.filter(({ until }) => until === null);
    expect(single).toEqual(
      truth.pulse.map(({ at, kind, quantity }) =>
        expect.objectContaining({
          measuredAt: at,
          kind: kind === 'pulse' ? 'pulse' : 'resting',
          beats: kind === 'pulse' ? Math.round(quantity * 60) : quantity,
          source: 'Robin’s Apple Watch',
        }),
      ),
    );
    expect(truth.pulse.length).toBeGreaterThan(1000);
  });

  it('have the pulse of a workout as an average, and each of its values', async () => {
    const { rows } = await read(healthHeart);
    const averages = rows['health_heart']?.filter(({ until }) => until !== null) ?? [];
    expect(averages.map(({ measuredAt, until }) => [measuredAt, until])).toEqual(
      truth.workouts.map(({ at, seconds }) => [at, at + seconds * 1000]),
    );
    const series = await read(healthHeartSeries);
    expect({ losses: series.losses, notes: series.notes }).toEqual({ losses: {}, notes: {} });
    const byAverage = Map.groupBy(series.rows['health_heart_series'] ?? [], ({ average }) => average);
    for (const { key, lowest, highest } of averages) {
      const beats = byAverage.get(key)?.map((each) => Number(each['beats'])) ?? [];
      expect([Math.min(...beats), Math.max(...beats)]).toEqual([lowest, highest]);
    }
    expect(byAverage.size).toBe(truth.workouts.length);
  });

  it('have symptoms now and then', async () => {
    const { rows, losses } = await read(healthCycle);
    expect(losses).toEqual({});
    expect(rows['health_symptoms']).toMatchObject(
      truth.symptoms.map(({ at, kind, value }) => ({
        startedAt: at,
        kind,
        valueCode: value,
        source: 'Robin’s iPhone',
      })),
    );
    expect(truth.symptoms.length).toBeGreaterThan(10);
  });

  it('have vital signs, and the two values of a blood pressure in one record', async () => {
    const { rows, losses, notes } = await read(healthMeasurements);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    const ofTypes = (...types: number[]) => truth.diary.filter(({ type }) => types.includes(type));
    expect(rows['health_vitals']).toHaveLength(ofTypes(14, 61, 139).length);
    expect(rows['health_vitals']?.[0]).toMatchObject({
      measuredAt: ofTypes(14)[0]?.at,
      kind: 'blood-oxygen',
      unit: '%',
    });
    expect(rows['health_mobility']).toHaveLength(ofTypes(187).length);
    expect(rows['health_sound']).toHaveLength(ofTypes(173).length);
    expect(rows['health_nutrition']?.[0]).toMatchObject({ kind: 'caffeine', value: 63, unit: 'mg', entered: '63 mg' });
    expect(truth.pressures).toHaveLength(12);
    expect(rows['health_blood_pressure']).toMatchObject(
      truth.pressures.map(({ at, systolic, diastolic }) => ({ measuredAt: at, systolic, diastolic })),
    );
  });

  it('have a diary and a profile', async () => {
    const { rows, losses, notes } = await read(healthDiary);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    const moods = truth.diary.filter(({ type }) => type === 284);
    expect(moods.length).toBeGreaterThan(50);
    expect(rows['health_moods']).toMatchObject(moods.map(({ at }) => ({ recordedAt: at })));
    expect(rows['health_moods']?.map(({ feelings }) => String(feelings))).toEqual(
      rows['health_moods']?.map(({ valence }) => (Number(valence) > 0 ? 'content' : 'stressed')),
    );
    expect(rows['health_ecgs']).toHaveLength(4);
    expect(rows['health_questionnaires']).toHaveLength(4);
    expect(rows['health_events']).toHaveLength(52);
    expect(rows['health_sleep_schedules']).toMatchObject([{ bedtime: '23:15', wakeTime: '07:00' }]);
    expect(rows['health_profile']).toMatchObject([{ birthday: '1991-03-14', sex: 'other', wheelchair: false }]);
  });

  it('have a medication, and its doses', async () => {
    const { rows, losses, notes } = await read(healthDiary);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    expect(rows['health_medications']).toMatchObject([{ name: MEDICATION.name, notes: MEDICATION.notes }]);
    expect(rows['health_doses']).toHaveLength(60);
    expect(new Set(rows['health_doses']?.map(({ medication }) => medication))).toEqual(new Set([MEDICATION.name]));
    expect(rows['health_doses']?.filter(({ status }) => status === 'skipped').length).toBeGreaterThan(3);
  });

  it('have the sleep of 365 nights', async () => {
    const { rows, losses } = await read(healthSleep);
    expect(losses).toEqual({});
    expect(rows['health_sleep']).toHaveLength(truth.sleep.length);
    expect(new Set(truth.sleep.map(({ from }) => Math.floor(from / 86_400_000))).size).toBeGreaterThanOrEqual(365);
  });

  it('have the steps of 365 days, each of the source that counted most', async () => {
    const { rows, losses, notes } = await read(healthSteps);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    const expected = new Map<string, { watch: number; phone: number }>();
    for (const { from, count, by, timeZone } of truth.steps) {
      const day = new Date(from).toLocaleDateString('sv-SE', { timeZone });
      const sums = expected.get(day) ?? { watch: 0, phone: 0 };
      sums[by] += count;
      expected.set(day, sums);
    }
    expect(expected.size).toBeGreaterThanOrEqual(365);
    const found = (rows['health_steps'] ?? []).map(({ day, steps, source, otherSteps }) => [
      day,
      steps,
      source,
      otherSteps,
    ]);
    expect(found).toEqual(
      [...expected].map(([day, { watch, phone }]) => [
        day,
        Math.max(watch, phone),
        watch >= phone ? 'Robin’s Apple Watch' : 'Robin’s iPhone',
        Math.min(watch, phone) === 0 ? null : Math.min(watch, phone),
      ]),
    );
    // Days on which the watch was left behind.
    expect(found.filter(([, , source]) => source === 'Robin’s iPhone').length).toBeGreaterThan(10);
  });
});
