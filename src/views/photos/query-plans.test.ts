import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plansOf } from '../../../test/support/query-plans.ts';
import { ANY_ENGINE } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ViewContext } from '../types.ts';
import { countPhotoDays, layOutPhotos, listPhotoPlaces, listPhotos } from './index.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('photos', (rows) => {
    for (let number = 1; number <= 9; number++) {
      const flags = { isFavourite: false, isHidden: false, isTrashed: false, isScreenshot: false, inLibrary: true };
      rows.add('photo_assets', { key: `K${number}`, createdAt: number, kind: 'photo', latitude: 1, ...flags });
    }
  });
});

afterAll(() => fixture.dispose());

const PLAIN = /^SEARCH photo_assets__stored USING (?:PRIMARY KEY|COVERING INDEX \S+) \(backup_id=\? AND run_id=\?/;

// The plans are in the format of SQLite.
describe.skipIf(ANY_ENGINE.name !== 'sqlite')('every look at the library', () => {
  it.each<[string, (ctx: ViewContext, backup: string) => Promise<unknown>]>([
    ['page', (ctx, id) => listPhotos(ctx, id, { limit: 2 })],
    ['page from a moment on', (ctx, id) => listPhotos(ctx, id, { limit: 2, at: 4, order: 'oldest' })],
    ['page around a photo', (ctx, id) => listPhotos(ctx, id, { limit: 3, around: 'K5' })],
    ['page of a box on the map', (ctx, id) => listPhotos(ctx, id, { limit: 2, north: 2, south: 0, east: 1, west: 0 })],
    ['page of favourite videos', (ctx, id) => listPhotos(ctx, id, { limit: 2, kind: 'video', favourite: true })],
    ['page of spatial pictures', (ctx, id) => listPhotos(ctx, id, { limit: 2, trait: 'spatial' })],
    ['page of bursts', (ctx, id) => listPhotos(ctx, id, { limit: 2, trait: 'burst' })],
    ['map', (ctx, id) => listPhotoPlaces(ctx, id, { limit: 5 })],
    ['count of days', (ctx, id) => countPhotoDays(ctx, id, { timeZone: 'Europe/Berlin' })],
    ['grid', (ctx, id) => layOutPhotos(ctx, id, { timeZone: 'Europe/Berlin' })],
  ])('for a %s goes along the index, and touches no row that is not shown', async (name, use) => {
    const plans = await plansOf(fixture, use);
    expect(plans.length).toBeGreaterThan(0);
    // Days are sorted separately; their number is small.
    const grouping = ['count of days', 'grid'].includes(name) ? 'USE TEMP B-TREE FOR ' : null;
    for (const plan of plans) if (grouping === null || !plan.startsWith(grouping)) expect(plan).toMatch(PLAIN);
  });
});
