import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plansOf } from '../../../test/support/query-plans.ts';
import { ANY_ENGINE } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { kinds } from '../../artifacts/kinds.ts';
import { text } from '../../model/columns.ts';
import { listKinds } from '../kinds.ts';
import { People, peopleOf } from '../people/people.ts';
import { scopeOf } from '../scope.ts';
import { findTable, sortableColumns } from './find-table.ts';
import { getRecord, listKindCounts, listRecords } from './index.ts';
import { findKind, type RecordQuery } from './kind-records.ts';
import { recordView } from './record-view.ts';
import { rowView } from './row-cells.ts';
import { conditionOf } from './row-filter.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna', ['+491712345678']));
  await fixture.index('calls', (rows) => {
    for (let at = 1; at <= 5; at++) {
      rows.add('calls', {
        key: `h${at}`,
        at: at * 1000,
        handle: at % 2 === 0 ? '+49 171 2345678' : null,
        name: at === 1 ? 'Somebody' : null,
        location: 'Berlin',
        seconds: 1.5,
      });
    }
  });
  await fixture.index('viber', (rows) => {
    const sender = '+1 555 123 0011';
    rows.record('viber_messages', { key: 1, sentAt: 3, sender, senderName: 'Mila', isFromMe: false, text: 'Hello' });
    rows.record('viber_messages', { key: 2, sentAt: 2, isFromMe: true, text: 'Hi' });
    const known = { sender: '+49 171 2345678', senderName: 'annie' };
    rows.record('viber_messages', { key: 3, sentAt: 1, ...known, isFromMe: false, text: 'Bye' });
  });
  await fixture.index('photos', (rows) => {
    rows.add('photo_assets', { key: 'a', filename: 'IMG_1.HEIC', latitude: 52.5, longitude: 13.4, place: 'Berlin' });
    rows.add('photo_assets', { key: 'b', filename: 'IMG_2.HEIC', latitude: 52.5, originalFile: 'f'.repeat(40) });
  });
});

afterAll(() => fixture.dispose());

const list = (kind: string, query: Partial<RecordQuery> = {}) =>
  listRecords(fixture.ctx, fixture.backup, kind, { limit: 200, ...query });
const keysOf = async (kind: string, query: Partial<RecordQuery> = {}) =>
  (await list(kind, query)).items.map(({ key }) => key);

describe('records of a kind', () => {
  it('are paged in the order of the kind', async () => {
    expect(await keysOf('call')).toEqual(['h5', 'h4', 'h3', 'h2', 'h1']);
    const first = await list('call', { limit: 2 });
    expect(await keysOf('call', { limit: 3, cursor: first.next ?? '' })).toEqual(['h3', 'h2', 'h1']);
    expect(await keysOf('call', { sort: 'at' })).toEqual(['h1', 'h2', 'h3', 'h4', 'h5']);
    expect(await keysOf('call', { order: 'asc' })).toEqual(['h1', 'h2', 'h3', 'h4', 'h5']);
  });

  it('support the same filters as rows of tables', async () => {
    expect(await keysOf('call', { column: 'at', from: 2000, to: 4000 })).toEqual(['h3', 'h2']);
    expect(await keysOf('call', { column: 'handle', equals: '+49 171 2345678' })).toEqual(['h4', 'h2']);
    expect(await keysOf('call', { column: 'location', contains: 'ber', limit: 2 })).toEqual(['h5', 'h4']);
    await expect(list('call', { sort: 'name' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(list('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('call people as the contacts do, else as the record does, and the owner by the owner’s name', async () => {
    const { items, people } = await list('viber');
    expect(items.map(({ title, from, called }) => [title, from?.name, from?.isOwner, called])).toEqual([
      ['Anna', 'Anna', false, { sender: 'Anna' }],
      ['You', 'You', true, {}],
      ['Mila', 'Mila', false, { sender: 'Mila' }],
    ]);
    expect(Object.values(people).map(({ name }) => name)).toEqual(['Anna', 'Mila']);
  });

  it('are shown by the roles of their columns', async () => {
    const { items, people } = await list('call', { limit: 2 });
    expect(items[1]).toMatchObject({
      kind: 'call',
      table: 'calls',
      key: 'h4',
      at: 4000,
      title: 'Anna',
      text: 'Berlin',
      from: null,
      with: [{ name: 'Anna', contact: 'p1' }],
      duration: 1500,
      secrets: [],
    });
    expect(people).toEqual({ '+49 171 2345678': expect.objectContaining({ name: 'Anna' }) });
    expect(await getRecord(fixture.ctx, fixture.backup, 'call', 'h1')).toMatchObject({ title: 'Somebody', with: [] });
    const photos = new Map((await list('photo')).items.map((item) => [item.key, item]));
    const place = { latitude: 52.5, longitude: 13.4, accuracy: null, name: 'Berlin' };
    expect(photos.get('a')).toMatchObject({ title: 'IMG_1.HEIC', at: null, place, file: null });
    // A latitude alone is no location.
    expect(photos.get('b')).toMatchObject({ place: null, file: 'f'.repeat(40) });
    await expect(getRecord(fixture.ctx, fixture.backup, 'call', 'h9')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be listed for every kind, also without an index', async () => {
    for (const { id } of kinds) expect((await list(id)).items.length).toBeLessThanOrEqual(5);
  });
});

describe('counts of kinds', () => {
  it('give counts and reasons', async () => {
    const { items } = await listKindCounts(fixture.ctx, fixture.backup);
    expect(items.map(({ kind }) => kind)).toEqual(listKinds().items.map(({ id }) => id));
    const counts = new Map(items.map((item) => [item.kind, item]));
    expect(counts.get('call')).toEqual({
      kind: 'call',
      count: 5,
      setAside: 0,
      outcome: 'indexed',
      reason: null,
      reasonCode: null,
    });
    expect(counts.get('photo')?.count).toBe(2);
    expect(counts.get('album')?.count).toBe(0);
    expect(counts.get('note')).toEqual({
      kind: 'note',
      count: null,
      setAside: 0,
      outcome: null,
      reason: null,
      reasonCode: null,
    });
  });

  it('declare only sortable orders', () => {
    for (const { table, roles } of listKinds().items) {
      if (roles.order === null) continue;
      expect(sortableColumns(findTable(table).definition)).toContain(roles.order.column);
    }
  });
});

describe('secrets', () => {
  const definition = {
    primaryKey: ['key'],
    columns: { key: text(), password: { ...text(), format: 'secret' as const }, site: text() },
  };
  const row = { key: 'k', password: 'hunter2', site: 'example.org' };

  it('are masked unless asked for', async () => {
    const people = await peopleOf(fixture.ctx, await scopeOf(fixture.ctx, fixture.backup));
    const kind = { ...findKind('call'), definition, show: { title: 'site', text: ['password'] } };
    const masked = recordView(kind, rowView(row, definition, false), people);
    expect(masked).toMatchObject({ title: 'example.org', text: null, secrets: ['password'] });
    expect(JSON.stringify(masked)).not.toContain('hunter2');
    const shown = recordView(kind, rowView(row, definition, true), new People(people.contacts));
    expect(shown).toMatchObject({ values: row, secrets: [] });
  });

  it('cannot be guessed through a filter', () => {
    const filter = { column: 'password', contains: 'hunter' };
    expect(() => conditionOf(definition, filter)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });
});

describe.skipIf(ANY_ENGINE.name !== 'sqlite')('every page of records', () => {
  it.each<[string, Partial<RecordQuery>]>([
    ['in the order of the kind', {}],
    ['by a person', { column: 'handle', equals: '+49 171 2345678' }],
    ['between two moments', { column: 'at', from: 1, to: 9 }],
  ])('%s is read along an index', async (_, query) => {
    const plans = await plansOf(fixture, (ctx, id) => listRecords(ctx, id, 'call', { limit: 2, ...query }));
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).toMatch(/^SEARCH \w+ USING .* \(backup_id=\? AND run_id=\? AND \w/);
  });
});
