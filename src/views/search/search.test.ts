import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { BackupDetailSchema, BackupListSchema } from '../../contract/backups.ts';
import { SearchResultSchema } from '../../contract/search.ts';
import { getBackup, listBackups } from '../backups.ts';
import { type SearchQuery, search } from './search.ts';
import { snippetOf } from './snippet.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['0171 2345678', 'anna@example.com']);
    rows.contact('p2', 'Ben', ['ben@example.com']);
    rows.contact('p3', 'Robin', ['+49 170 1111111'], { isOwner: true });
  });
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678']);
    rows.conversation(2, ['+491712345678', 'ben@example.com'], { title: 'Family' });
    rows.message(1, 1, 1000, { text: 'hello from Anna', sender: '+491712345678' });
    rows.message(2, 1, 2000, { text: 'hello back', isFromMe: true });
    rows.message(3, 2, 3000, { text: 'hello family', sender: 'ben@example.com' });
    rows.message(4, 2, 4000, { text: 'hello all', sender: 'ANNA@example.com' });
    rows.message(5, 2, null, { text: 'hello someone', sender: '+1 999 888 7777' });
  });
});

afterAll(() => fixture.dispose());

const find = (q: string, more: Partial<SearchQuery> = {}) =>
  search(fixture.ctx, { q, sort: 'newest', limit: 50, ...more });
const refs = async (q: string) => (await find(q)).items.map(({ ref }) => Number(ref));

describe('search', () => {
  it('names sender and chat', async () => {
    const result = await find('hello');
    expect(SearchResultSchema.parse(result)).toEqual(result);
    expect(result.items.map(({ title }) => title)).toEqual([
      'Anna Meyer in Family',
      'Ben in Family',
      'You to Anna Meyer',
      'Anna Meyer',
      '+1 999 888 7777 in Family',
    ]);
    expect(result.items[0]).toMatchObject({ ref: '4', conversation: '2', snippet: 'hello all', highlights: [[0, 5]] });
    expect(result).toMatchObject({ total: 5, totalIsExact: true, notes: [], unknown: { from: [], in: [] } });
    expect(result.items.map(({ chat }) => [chat?.name, chat?.isGroup, chat?.memberCount])).toEqual([
      ['Family', true, 2],
      ['Family', true, 2],
      [null, false, 1],
      [null, false, 1],
      ['Family', true, 2],
    ]);
    expect(result.items[2]?.chat?.members.map(({ name }) => name)).toEqual(['Anna Meyer']);
  });

  it.each([
    ['from:anna', [4, 1]],
    ['from:"Anna Meyer" hello', [4, 1]],
    ['from:me', [2]],
    ['from:robin', [2]],
    ['from:+49-171-2345678', [4, 1]],
    ['from:0171/2345678', [4, 1]],
    ['from:ben@EXAMPLE.com', [3]],
    ['from:ben from:me', [3, 2]],
    ['with:anna', [4, 2, 1]],
    ['with:0171/2345678 back', [2]],
    ['with:ben', [3]],
    ['with:"anna" with:ben', [4, 3, 2, 1]],
    ['with:anna from:me', [2]],
    ['with:family', [4, 3, 5]],
    ['with:family with:ben hello', [4, 3, 5]],
    ['in:family', [4, 3, 5]],
    ['in:2 from:ben', [3]],
    ['in:ben', [4, 3, 5]],
    ['in:0171/2345678 back', [2]],
    ['hello area:communication', [4, 3, 2, 1, 5]],
    ['hello area:Communication type:message from:me', [2]],
    ['hello -area:media type:message from:me', [2]],
    ['hello area:media area:communication from:me', [2]],
  ])('understands %s', async (q, found) => expect(await refs(q)).toEqual(found));

  it.each([
    'from:zelda',
    'from:zelda hello',
    'in:nowhere',
    'with:nobody',
    'from:"+43 1 234567"',
    'type:bogus',
    'type:messages hello',
    'area:bogus hello',
  ])('finds nothing for %s and says so', async (q) => {
    const result = await find(q);
    expect(result).toMatchObject({ items: [], next: null, total: 0, totalIsExact: true });
    expect(result.notes).toHaveLength(1);
  });

  it('finds nothing for a kind outside the requested area', async () => {
    const nothing = { items: [], next: null, total: 0, notes: [] };
    expect(await find('hello type:message area:media')).toMatchObject(nothing);
    expect((await find('hello -area:communication')).items).toEqual([]);
  });

  it('gives kind, table and key of a hit', async () => {
    const [hit] = (await find('family')).items;
    expect(hit).toMatchObject({ kind: 'message', type: 'message', table: 'messages', key: '3', ref: '3' });
    const { facets } = await find('hello', { facets: true });
    expect(facets).toMatchObject({
      types: [{ value: 'message', count: 5 }],
      areas: [{ value: 'communication', count: 5 }],
    });
  });

  it('finds calls with somebody, whoever called, and by the time of day of a zone', async () => {
    const other = await openViewFixture();
    await other.index('contacts', (rows) => rows.contact('p1', 'Anna Meyer', ['+49 171 2345678']));
    await other.index('messages', (rows) => {
      rows.conversation(1, ['+491712345678', '+43123456789']);
      rows.message(1, 1, 1000, { text: 'hello both', isFromMe: true });
    });
    await other.index('calls', (rows) => {
      const add = (key: string, at: string, from: string, handle: string) =>
        rows.add(
          'calls',
          { key, handle, isoCountry: 'DE' },
          { text: handle, at: Date.parse(at), from: [from], with: [handle], payload: { handle } },
        );
      add('out', '2025-06-06T20:30:00Z', 'me', '+491712345678');
      add('in', '2025-06-06T10:30:00Z', '+491712345678', '+491712345678');
      add('other', '2025-06-06T21:30:00Z', 'me', '+43123456789');
    });
    const keys = async (q: string, timeZone?: string) => {
      const { items } = await search(other.ctx, {
        q,
        sort: 'oldest',
        limit: 9,
        ...(timeZone === undefined ? {} : { timeZone }),
      });
      return items.map(({ key }) => key);
    };
    expect(await keys('with:anna')).toEqual(['in', 'out']);
    expect(await keys('from:anna')).toEqual(['in']);
    expect(await keys('with:anna time:night')).toEqual([]);
    expect(await keys('with:anna time:night', 'Europe/Berlin')).toEqual(['out']);
    expect(await keys('type:call time:night', 'Europe/Berlin')).toEqual(['out', 'other']);
    await other.dispose();
  });

  it('titles records by the roles of their kind', async () => {
    const other = await openViewFixture();
    await other.index('contacts', (rows) => rows.contact('p1', 'Anna Meyer', ['+49 171 2345678']));
    await other.index('calls', (rows) => {
      const payload = { direction: 'incoming', handle: '0171 2345678' };
      const call = { key: 'h1', handle: '0171 2345678', isoCountry: 'DE' };
      rows.add('calls', call, { text: 'lake', at: 1, payload });
    });
    await other.index('photos', (rows) => {
      const photo = { key: 'a', filename: 'IMG_1.HEIC', title: 'At the lake', utcOffset: -25_200 };
      rows.add('photo_assets', photo, { text: 'lake', at: 2 });
      rows.add('photo_comments', { key: 'c', text: 'Nice lake' }, { text: 'Nice lake', at: 3 });
    });
    const { items } = await search(other.ctx, { q: 'lake', sort: 'oldest', limit: 9 });
    await other.dispose();
    expect(items.map(({ utcOffset }) => utcOffset)).toEqual([null, -25_200, null]);
    expect(items.map(({ kind, title, from }) => [kind, title, from?.name])).toEqual([
      ['call', 'Anna Meyer', 'Anna Meyer'],
      ['photo', 'At the lake', undefined],
      // It has no name except its text.
      ['photo-comment', 'Nice lake', undefined],
    ]);
  });

  it('reports that not all hits are ranked', async () => {
    const many = await openViewFixture();
    await many.index('messages', (rows) => {
      rows.conversation(1, ['+491712345678']);
      for (let key = 1; key <= 1001; key++) rows.message(key, 1, key * 1000, { text: 'many hello', isFromMe: true });
    });
    const ranked = await search(many.ctx, { q: 'many', sort: 'relevance', limit: 5 });
    expect(ranked).toMatchObject({ totalIsExact: false, notes: [expect.stringContaining('newest')] });
    expect((await search(many.ctx, { q: 'many', sort: 'newest', limit: 5 })).notes).toEqual([]);
    await many.dispose();
    expect((await find('hello', { sort: 'relevance' })).notes).toEqual([]);
  });

  it('finds contacts too', async () => {
    expect((await find('type:contact meyer')).items[0]).toMatchObject({
      title: 'Anna Meyer',
      ref: 'p1',
      from: null,
      at: null,
    });
  });

  it('pages, restricted to the requested backups', async () => {
    const first = await find('hello', { limit: 3, backup: [fixture.backup] });
    const second = await find('hello', { limit: 3, backup: fixture.backup, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual(['4', '3', '2', '1', '5']);
    expect(second.next).toBeNull();
    await expect(find('hello', { backup: 'b'.repeat(16) })).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });
});

describe('snippetOf', () => {
  it('adjusts the offsets of highlights', () => {
    const text = `${'word '.repeat(100)}needle\n😀 ${'more '.repeat(100)}`;
    const { snippet, highlights } = snippetOf(text, [[500, 506]]);
    expect(highlights.map(([start, end]) => snippet.slice(start, end))).toEqual(['needle']);
    expect(snippet).toMatch(/^….*needle 😀 more.*…$/u);
    expect(snippet.length).toBeLessThan(210);
  });

  it('never splits surrogate pairs', () => {
    for (let length = 0; length < 8; length++) {
      const text = 'x'.repeat(length) + '😀'.repeat(300);
      expect(snippetOf(text, [[length + 200, length + 202]]).snippet.isWellFormed()).toBe(true);
    }
  });

  it('shows short texts as they are', () => {
    expect(snippetOf('', [])).toEqual({ snippet: '', highlights: [] });
    expect(snippetOf('a\tb', [[2, 3]])).toEqual({ snippet: 'a b', highlights: [[2, 3]] });
  });
});

describe('backups', () => {
  it('match the schema of the contract', async () => {
    const backups = await listBackups(fixture.ctx);
    expect(BackupListSchema.parse({ backups, searched: [] }).backups).toEqual(backups);
    const apps = [{ bundleId: 'com.example', name: 'Example', version: null, icon: new Uint8Array(1) }];
    const detail = await getBackup(fixture.ctx, fixture.backup, apps);
    expect(BackupDetailSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      name: 'Robin’s iPhone',
      encrypted: true,
      unlocked: false,
      keysHeld: false,
      status: 'INDEXED',
      apps: [{ bundleId: 'com.example', hasIcon: true }],
      ledger: [
        { title: 'Contacts', sources: [{ domain: 'HomeDomain' }] },
        { title: 'Messages', outcome: 'indexed' },
      ],
    });
  });
});
