import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { PlacePageSchema } from '../../contract/places.ts';
import { locationFacts } from '../../model/search-document.ts';
import { listPlaces } from './places.ts';

let fixture: ViewFixture;

/** A search document with a location. */
const at = (time: number | null, text: string, latitude: number | null, payload = {}) => {
  const location = locationFacts({ latitude, longitude: -2 * (latitude ?? 0), name: latitude === 10 ? null : text });
  return { text, at: time, ...(location === null ? {} : { has: ['location'] }), payload: { ...payload, ...location } };
};

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna', ['+491712345678']));
  await fixture.index('calendar', (rows) => {
    rows.add('calendar_events', { key: 'e1' }, at(1000, 'Dinner', 10));
    rows.add('calendar_events', { key: 'e2' }, at(2000, 'Nowhere', null));
  });
  await fixture.index('photos', (rows) => rows.add('photo_assets', { key: 'a' }, at(5000, 'IMG_1', 30)));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678']);
    const facts = { conversation: 1, isFromMe: false, sender: '+491712345678' };
    rows.add('messages', { key: 7 }, at(3000, 'Cherry Cove', 20, facts));
    rows.add('messages', { key: 8 }, at(null, 'When?', 25, facts));
  });
});

afterAll(() => fixture.dispose());

it('lists records with a location, newest first, without photos, with names for handles', async () => {
  const page = await listPlaces(fixture.ctx, fixture.backup, { limit: 50 });
  expect(PlacePageSchema.parse(page)).toEqual(page);
  expect(
    page.items.map(({ type, ref, latitude, longitude, locationName }) => [
      type,
      ref,
      latitude,
      longitude,
      locationName,
    ]),
  ).toEqual([
    ['message', '7', 20, -40, 'Cherry Cove'],
    ['event', 'e1', 10, -20, null],
    ['message', '8', 25, -50, 'When?'],
  ]);
  expect(page.items[0]).toMatchObject({ title: 'Anna', conversation: '1', chat: { name: null, isGroup: false } });
});

it('continues after the previous page', async () => {
  const refs: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listPlaces(fixture.ctx, fixture.backup, {
      limit: 1,
      ...(cursor === undefined ? {} : { cursor }),
    });
    refs.push(...page.items.map(({ ref }) => ref));
    cursor = page.next;
  }
  expect(refs).toEqual(['7', 'e1', '8']);
});

it('rejects an unknown backup and an invalid cursor', async () => {
  await expect(listPlaces(fixture.ctx, 'zzzzzzzzzzzzzzzz', { limit: 1 })).rejects.toMatchObject({
    code: 'BACKUP_NOT_FOUND',
  });
  const listing = listPlaces(fixture.ctx, fixture.backup, { limit: 1, cursor: 'nonsense' });
  await expect(listing).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
