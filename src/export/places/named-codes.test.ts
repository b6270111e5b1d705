import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportTo } from '../../../test/support/exported.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';

let fixture: ViewFixture;
let folder = '';

beforeAll(async () => {
  fixture = await openViewFixture();
  folder = await mkdtemp(join(tmpdir(), 'aj-places-'));
  await fixture.index('health-workouts', (rows) => {
    const place = { latitude: 50.7, longitude: 7.1 };
    const row = { key: '4', activity: 'swimming', startedAt: 9, ...place };
    const searched = { text: 'swimming', at: 9, has: ['location'], payload: place };
    rows.add('health_workouts' as 'contacts', row, searched);
  });
});

afterAll(async () => {
  await fixture.dispose();
  await rm(folder, { recursive: true });
});

it('places have names of codes in the language of the export', async () => {
  await exportTo(folder, fixture, { what: 'places', format: 'kml', language: 'de' });
  const file = await readFile(join(folder, 'places.kml'), 'utf8');
  expect(file).toContain('<name>Schwimmen</name><description>bei Bonn');
  expect(file).not.toContain('swimming');
});

it.each([
  ['de', 'Orte von', 'Trainings von'],
  ['fr', 'Lieux de', 'Entraînements de'],
])('files are called in the language of the export: %s', async (language, places, workouts) => {
  for (const [what, title] of [
    ['places', places],
    ['health-workouts', workouts],
  ] as const) {
    for (const format of ['gpx', 'kml']) {
      await exportTo(folder, fixture, { what, format, language });
      expect(await readFile(join(folder, `${what}.${format}`), 'utf8')).toContain(`<name>${title} `);
    }
  }
});
