import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import {
  countPhotoDays,
  countPhotoFacets,
  getPhoto,
  layOutPhotos,
  listPhotoAlbums,
  listPhotoPeople,
  listPhotoPlaces,
  listPhotos,
} from './index.ts';
import type { PhotoQuery } from './list.ts';

const HOUR = 3_600_000;
/** Twenty minutes before midnight of 31 May 2024 in UTC. */
const EVENING = Date.UTC(2024, 4, 31, 23, 40);

const NOTHING = { isFavourite: false, isHidden: false, isTrashed: false, isScreenshot: false, inLibrary: true };

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('photos', (rows) => {
    const photo = (key: string, createdAt: number | null, more: object = {}): void =>
      rows.add('photo_assets', { key, createdAt, kind: 'photo', ...NOTHING, ...more });
    photo('A', EVENING, {
      width: 4032,
      height: 3024,
      utcOffset: 7200,
      latitude: 52.5,
      longitude: 13.4,
      isFavourite: true,
    });
    photo('B', EVENING, { utcOffset: -36_000, latitude: -17.7, longitude: 178.9 });
    photo('C', EVENING - 30 * HOUR, { kind: 'video', burst: 'X', isBurstPick: true });
    photo('D', EVENING - 30 * HOUR, { burst: 'X', inLibrary: false });
    photo('E', null, { latitude: 1, longitude: -179 });
    photo('F', null);
    photo('H', EVENING + HOUR, { isHidden: true, inLibrary: false });
    photo('T', EVENING + 2 * HOUR, { isTrashed: true, isHidden: true, inLibrary: false, importSession: 'imp' });
    photo('Z', -HOUR, {
      originalState: 'payload-missing',
      originalFile: 'o',
      editedState: 'present',
      editedFile: 'e',
      thumbnailState: 'no-path',
      codes: { ZHDRTYPE: 3 },
      isHdr: true,
      isSelfie: true,
      altText: 'A boat',
      sourceApp: 'com.example.camera',
      sourceAppName: 'Camera',
      editor: 'Photos',
    });
    rows.add('photo_albums', { key: 'al2', kind: 'album', title: 'Élan', position: 2, isTrashed: false, folder: 'fo' });
    rows.add('photo_albums', { key: 'al1', kind: 'album', title: 'Zoo', position: 1, isTrashed: false, folder: 'fo' });
    rows.add('photo_albums', { key: 'fo', kind: 'folder', title: 'All', isTrashed: false });
    rows.add('photo_albums', { key: 'gone', kind: 'album', title: 'Gone', isTrashed: true });
    rows.add('photo_albums', { key: 'imp', kind: 'import', isTrashed: false });
    for (const asset of ['A', 'C', 'F']) rows.add('photo_album_assets', { album: 'al1', asset });
    const hand = { kind: 'album', title: 'By hand', sortOrder: 'manual', isTrashed: true, position: 9 } as const;
    rows.add('photo_albums', { key: 'hand', ...hand });
    rows.add('photo_albums', { key: 'titles', ...hand, sortOrder: 'title' });
    for (const [asset, position] of [
      ['Z', 1],
      ['E', 2],
      ['B', 3],
      ['H', 4],
      ['A', null],
    ] as const) {
      for (const album of ['hand', 'titles']) rows.add('photo_album_assets', { album, asset, position });
    }
    rows.add('photo_people', { key: 'P1', name: 'Anna', faceCount: 2, keyFace: 'F1' });
    rows.add('photo_people', { key: 'P2', name: null, faceCount: 90 });
    rows.add('photo_people', { key: 'P3', name: 'Ben', faceCount: 7 });
    rows.add('photo_faces', { key: 'F1', asset: 'B', person: 'P1', centerX: 0.5, centerY: 0.25, size: 0.1 });
    rows.add('photo_faces', { key: 'F2', asset: 'B', person: null });
    rows.add('photo_faces', { key: 'F3', asset: 'A', person: 'P1' });
    rows.add('photo_comments', { key: 'pk1', asset: 'B', kind: 'like', at: 5, isMine: true });
  });
});

afterAll(() => fixture.dispose());

const list = (query: Partial<PhotoQuery> = {}) => listPhotos(fixture.ctx, fixture.backup, { limit: 50, ...query });
const keysOf = async (query: Partial<PhotoQuery> = {}): Promise<string> =>
  (await list(query)).items.map(({ key }) => key).join('');

describe('an album in its own order', () => {
  it('is sorted by hand or by name, without what is hidden', async () => {
    expect(await keysOf({ album: 'hand', order: 'album' })).toBe('ZEBA');
    expect(await keysOf({ album: 'titles', order: 'album' })).toBe('EZAB');
    // Not sorted, or no album: newest first.
    expect(await keysOf({ album: 'al1', order: 'album' })).toBe('ACF');
    expect(await keysOf({ order: 'album' })).toBe('BADCZFE');
  });

  it('is paged both ways', async () => {
    const first = await list({ album: 'hand', order: 'album', limit: 2 });
    expect(first.items.map(({ key }) => key)).toEqual(['Z', 'E']);
    const second = await list({ album: 'hand', order: 'album', limit: 2, cursor: first.next ?? '' });
    expect(second.items.map(({ key }) => key)).toEqual(['B', 'A']);
    expect(second.next).toBeNull();
    const around = await list({ album: 'hand', order: 'album', limit: 3, around: 'B' });
    expect(around.items.map(({ key }) => key)).toEqual(['E', 'B', 'A']);
    const before = await list({ album: 'hand', order: 'album', limit: 3, cursor: around.previous ?? '' });
    expect(before.items.map(({ key }) => key)).toEqual(['Z']);
    await expect(list({ album: 'hand', order: 'album', around: 'H' })).rejects.toThrow();
  });

  it('is laid out without days', async () => {
    const layout = await layOutPhotos(fixture.ctx, fixture.backup, { album: 'hand', order: 'album' });
    expect(layout).toEqual({ items: [], next: null, undated: '0,0,0,133' });
    const days = await layOutPhotos(fixture.ctx, fixture.backup, { album: 'al1', order: 'album' });
    expect(days.items).toHaveLength(2);
  });
});

describe('what photos can be filtered by', () => {
  it('is counted, without what the library hides', async () => {
    expect(await countPhotoFacets(fixture.ctx, fixture.backup)).toEqual({
      traits: [
        { trait: 'selfie', count: 1 },
        { trait: 'burst', count: 1 },
        { trait: 'hdr', count: 1 },
        { trait: 'alt-text', count: 1 },
      ],
      apps: [{ app: 'com.example.camera', name: 'Camera', count: 1 }],
      editors: [{ editor: 'Photos', count: 1 }],
    });
    expect((await getPhoto(fixture.ctx, fixture.backup, 'Z')).traits).toEqual(['selfie', 'hdr', 'alt-text']);
  });
});

describe('the list of photos', () => {
  it('is sorted newest first, undated last, without hidden and deleted photos', async () => {
    expect(await keysOf()).toBe('BADCZFE');
    expect(await keysOf({ order: 'oldest' })).toBe('EFZCDAB');
  });

  it.each<[Partial<PhotoQuery>, string]>([
    [{ kind: 'video' }, 'C'],
    [{ trait: 'hdr' }, 'Z'],
    [{ trait: 'burst' }, 'DC'],
    [{ trait: 'alt-text' }, 'Z'],
    [{ trait: 'spatial' }, ''],
    [{ app: 'com.example.camera' }, 'Z'],
    [{ editor: 'Photos', trait: 'selfie' }, 'Z'],
    [{ app: 'com.example' }, ''],
    [{ favourite: true }, 'A'],
    [{ favourite: false }, 'BDCZFE'],
    [{ library: true }, 'BACZFE'],
    [{ hidden: 'too' }, 'HBADCZFE'],
    [{ hidden: 'only' }, 'H'],
    [{ trashed: 'only', hidden: 'too' }, 'T'],
    [{ album: 'al1' }, 'ACF'],
    [{ album: 'al2' }, ''],
    [{ album: 'imp', hidden: 'too', trashed: 'too' }, 'T'],
    [{ person: 'P1' }, 'BA'],
    [{ burst: 'X' }, 'DC'],
    [{ from: EVENING }, 'BA'],
    [{ to: EVENING }, 'DCZ'],
    [{ north: 60, south: 50, west: 10, east: 20 }, 'A'],
    [{ north: 10, south: -30, west: 170, east: -170 }, 'BE'],
  ])('%j gives %s', async (query, expected) => expect(await keysOf(query)).toBe(expected));

  it.each(['newest', 'oldest'] as const)('pages forward and back, %s first', async (order) => {
    const whole = await keysOf({ order });
    const seen: string[] = [];
    let back = '';
    for (let cursor: string | undefined, step = 0; step < 20; step++) {
      const page = await list({ order, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ key }) => key));
      if (page.previous !== null) {
        const before = await list({ order, limit: 2, cursor: page.previous });
        back = before.items.map(({ key }) => key).join('');
        expect(whole).toContain(back + page.items.map(({ key }) => key).join(''));
      } else expect(step).toBe(0);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen.join('')).toBe(whole);
  });

  it('starts at a given time, or around a photo', async () => {
    expect(await keysOf({ at: EVENING - HOUR })).toBe('DCZFE');
    expect(await keysOf({ at: EVENING - HOUR, order: 'oldest' })).toBe('AB');
    const { items, next, previous } = await list({ around: 'C', limit: 3 });
    expect(items.map(({ key }) => key).join('')).toBe('DCZ');
    expect([await keysOf({ cursor: next ?? '' }), await keysOf({ cursor: previous ?? '' })]).toEqual(['FE', 'BA']);
    await expect(list({ around: 'H' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('rejects unknown keys', async () => {
    await expect(list({ album: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({ person: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({ north: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(listPhotos(fixture.ctx, 'nobackup', { limit: 1 })).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });
});

describe('one photo', () => {
  it('has all related data', async () => {
    const photo = await getPhoto(fixture.ctx, fixture.backup, 'B');
    expect(photo.faces).toMatchObject([
      { key: 'F1', person: 'P1', name: 'Anna', centerX: 0.5 },
      { key: 'F2', person: null, name: null },
    ]);
    expect(photo.comments).toMatchObject([{ kind: 'like', at: 5, isMine: true }]);
    expect((await getPhoto(fixture.ctx, fixture.backup, 'C')).burstPhotos).toEqual([
      { key: 'C', isPick: true },
      { key: 'D', isPick: false },
    ]);
    const { albums } = await getPhoto(fixture.ctx, fixture.backup, 'T');
    expect(albums).toEqual([{ key: 'imp', title: null, kind: 'import' }]);
  });

  it('shows which files are available', async () => {
    const { files, shown, codes } = await getPhoto(fixture.ctx, fixture.backup, 'Z');
    expect(files).toEqual({
      original: { fileID: 'o', state: 'payload-missing' },
      edited: { fileID: 'e', state: 'present' },
      thumbnail: null,
      liveVideo: null,
    });
    expect([shown, codes]).toEqual([{ fileID: 'e', from: 'edited' }, { ZHDRTYPE: 3 }]);
    await expect(getPhoto(fixture.ctx, fixture.backup, '?')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('days', () => {
  const days = (query: Parameters<typeof countPhotoDays>[2] = {}) => countPhotoDays(fixture.ctx, fixture.backup, query);

  it('use the UTC offset of each photo', async () => {
    expect(await days()).toEqual({
      items: [
        { day: '2024-06-01', count: 1 },
        { day: '2024-05-31', count: 1 },
        { day: '2024-05-30', count: 2 },
        { day: '1969-12-31', count: 1 },
      ],
      next: null,
      undated: 2,
    });
  });

  it('are those of a time zone, including daylight saving time', async () => {
    const { items } = await days({ timeZone: 'Europe/Berlin' });
    // UTC offset of Berlin: one hour in winter 1969, two hours in May 2024.
    expect(items).toEqual([
      { day: '2024-06-01', count: 2 },
      { day: '2024-05-30', count: 2 },
      { day: '1970-01-01', count: 1 },
    ]);
    expect((await days({ timeZone: 'Pacific/Kiritimati', kind: 'video' })).items).toEqual([
      { day: '2024-05-31', count: 1 },
    ]);
    await expect(days({ timeZone: 'Nowhere/Land' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('are those of the camera, and of the zone only where a photo has none', async () => {
    const rule = { timeZone: 'Europe/Berlin', ownZone: true };
    // B was taken ten hours behind UTC; C, D and Z do not say where.
    expect((await days(rule)).items).toEqual([
      { day: '2024-06-01', count: 1 },
      { day: '2024-05-31', count: 1 },
      { day: '2024-05-30', count: 2 },
      { day: '1970-01-01', count: 1 },
    ]);
    expect(await keysOf({ ...rule, fromDay: '2024-05-31', toDay: '2024-05-31' })).toBe('B');
    expect(await keysOf({ ...rule, fromDay: '2024-05-31' })).toBe('BA');
    expect(await keysOf({ ...rule, toDay: '1970-01-01' })).toBe('Z');
    expect(await keysOf({ timeZone: 'Europe/Berlin', fromDay: '2024-06-01' })).toBe('BA');
    expect((await days({ ...rule, toDay: '2024-05-30' })).items).toHaveLength(2);
  });

  it('continue after five thousand days', async () => {
    const large = await openViewFixture();
    const flags = { isHidden: false, isTrashed: false };
    await large.index('photos', (rows) => {
      for (let day = 1; day <= 5003; day++) {
        rows.add('photo_assets', { key: `K${day}`, createdAt: day * 86_400_000, ...flags });
      }
    });
    const first = await countPhotoDays(large.ctx, large.backup, {});
    const second = await countPhotoDays(large.ctx, large.backup, { cursor: first.next ?? '' });
    expect([first.items.length, first.items.at(-1)]).toEqual([5000, { day: '1970-01-05', count: 1 }]);
    expect(second).toEqual({
      items: ['1970-01-04', '1970-01-03', '1970-01-02'].map((day) => ({ day, count: 1 })),
      next: null,
      undated: 0,
    });
    const { next } = await listPhotos(large.ctx, large.backup, { limit: 2 });
    const foreign = countPhotoDays(large.ctx, large.backup, { cursor: next ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await large.dispose();
  });
});

describe('places', () => {
  it('are compact, newest first, in pages', async () => {
    const places = await listPhotoPlaces(fixture.ctx, fixture.backup, { limit: 2 });
    expect(places.items).toEqual([
      ['B', -17.7, 178.9, EVENING],
      ['A', 52.5, 13.4, EVENING],
    ]);
    const rest = await listPhotoPlaces(fixture.ctx, fixture.backup, { limit: 2, cursor: places.next ?? '' });
    expect(rest).toEqual({ items: [['E', 1, -179, null]], next: null });
  });
});

describe('albums and people', () => {
  it('are in the order of the library', async () => {
    const { items } = await listPhotoAlbums(fixture.ctx, fixture.backup, { limit: 10 });
    expect(items.map(({ key }) => key)).toEqual(['al1', 'al2', 'imp', 'fo']);
    const inFolder = await listPhotoAlbums(fixture.ctx, fixture.backup, { limit: 1, folder: 'fo' });
    expect(inFolder.items).toMatchObject([{ title: 'Zoo' }]);
    const next = { limit: 1, folder: 'fo', cursor: inFolder.next ?? '' };
    expect(await listPhotoAlbums(fixture.ctx, fixture.backup, next)).toMatchObject({
      items: [{ title: 'Élan' }],
      next: null,
    });
    const trashed = await listPhotoAlbums(fixture.ctx, fixture.backup, { limit: 1, trashed: 'only' });
    expect(trashed.items).toMatchObject([{ key: 'hand' }]);
  });

  it('are listed with named people first and their key faces', async () => {
    const { items } = await listPhotoPeople(fixture.ctx, fixture.backup, { limit: 10 });
    expect(items).toMatchObject([
      { key: 'P3', face: null },
      { key: 'P1', face: { photo: 'B', centerX: 0.5, centerY: 0.25, size: 0.1 } },
      { key: 'P2', name: null },
    ]);
    const named = await listPhotoPeople(fixture.ctx, fixture.backup, { limit: 10, named: true });
    expect(named.items).toHaveLength(2);
  });
});

describe('the layout of a grid', () => {
  it('has the aspect ratio of every photo in the order of the list, by day of a time zone', async () => {
    const { items, next, undated } = await layOutPhotos(fixture.ctx, fixture.backup, { timeZone: 'UTC' });
    expect(next).toBeNull();
    expect(undated).toBe('0,0');
    expect(items).toEqual([
      { day: '2024-05-31', newest: EVENING, oldest: EVENING, ratios: '0,133' },
      { day: '2024-05-30', newest: EVENING - 30 * HOUR, oldest: EVENING - 30 * HOUR, ratios: '0,0' },
      { day: '1969-12-31', newest: -HOUR, oldest: -HOUR, ratios: '0' },
    ]);
    const { items: videos } = await layOutPhotos(fixture.ctx, fixture.backup, { timeZone: 'UTC', kind: 'video' });
    expect(videos.map(({ day }) => day)).toEqual(['2024-05-30']);
  });
});
