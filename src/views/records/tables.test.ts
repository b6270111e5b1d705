import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFull, rounds } from '../../../test/support/depth.ts';
import { SEED } from '../../../test/support/formats/mutations.ts';
import { itForSome } from '../../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { isDomainError } from '../../model/errors.ts';
import { ARTIFACT_TABLES, sortableColumns } from './find-table.ts';
import { getRecordSource, getTableRow, listTableRows, listTables } from './index.ts';
import type { TableRowQuery } from './rows.ts';

const CALLS = 40;
/** More rows than the scan limit of a page. */
const MANY = 20_050;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna', ['+491712345678', 'anna@example.org']);
    rows.contact('p2', 'Ben, & Co', ['+4930111']);
  });
  await fixture.index('calls', (rows) => {
    for (let number = 1; number <= CALLS; number++) {
      rows.add('calls', {
        key: `h${String(number).padStart(2, '0')}`,
        // Four calls at each time, and some without a time.
        at: number > 36 ? null : 1000 * Math.floor(number / 4),
        handle: number % 2 === 0 ? '+49 171 2345678' : 'unknown@example.org',
        name: number === 7 ? '50%_off! ÄB' : `n${number}`,
        isVideo: number % 3 === 0,
        seconds: number / 2,
        store: 'history',
        sourceKey: number,
        raw: { ZSTATUS: number },
      });
    }
  });
  await fixture.index('photos', (rows) => {
    for (let position = 0; position < MANY; position++) {
      rows.add('photo_album_assets', { album: 'A', asset: String(position).padStart(6, '0'), position });
    }
  });
  await fixture.index('notes', (rows) => {
    rows.add('notes', { key: 'n', plainText: '😀'.repeat(2001), tags: ['x'.repeat(3000)], title: 't'.repeat(2000) });
  });
});

afterAll(() => fixture.dispose());

const rows = (table: string, query: Partial<TableRowQuery> = {}) =>
  listTableRows(fixture.ctx, fixture.backup, table, { limit: 200, ...query });

/** The keys of all pages. */
async function keysOf(table: string, query: Partial<TableRowQuery>, limit: number): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof rows>> = await rows(table, {
      ...query,
      limit,
      ...(cursor === null ? {} : { cursor }),
    });
    keys.push(...page.items.map(({ key }) => key));
    cursor = page.next;
  } while (cursor !== null);
  return keys;
}

const EVERY_KEY = Array.from({ length: CALLS }, (_, index) => `h${String(index + 1).padStart(2, '0')}`);

describe('the list of tables', () => {
  it('has every table of the registry with its outcome', async () => {
    const { items } = await listTables(fixture.ctx, fixture.backup);
    expect(items.map(({ name }) => name)).toEqual(ARTIFACT_TABLES.map(({ name }) => name));
    const byName = new Map(items.map((table) => [table.name, table]));
    expect(byName.get('calls')).toMatchObject({ title: 'Calls', rowCount: CALLS, outcome: 'indexed', reason: null });
    expect(byName.get('contact_handles')?.rowCount).toBe(3);
    expect(byName.get('whatsapp_chats')).toMatchObject({ rowCount: null, outcome: null });
    expect(
      byName
        .get('calls')
        ?.columns.filter(({ isSortable }) => isSortable)
        .map(({ name }) => name),
    ).toEqual(['key', 'at', 'handle']);
    expect(byName.get('calls')?.columns[0]).toMatchObject({ name: 'key', kind: 'text', isKey: true });
  });
});

describe('rows', () => {
  it.each([1, 3, 7, 200])('come in the order of any index, %i a page', async (limit) => {
    expect(await keysOf('calls', {}, limit)).toEqual(EVERY_KEY);
    expect(await keysOf('calls', { order: 'desc' }, limit)).toEqual(EVERY_KEY.toReversed());
    const [dated, undated] = [EVERY_KEY.slice(0, 36), EVERY_KEY.slice(36)];
    expect(await keysOf('calls', { sort: 'at' }, limit)).toEqual([...dated, ...undated]);
    const reversed = [...dated.toReversed(), ...undated.toReversed()];
    expect(await keysOf('calls', { sort: 'at', order: 'desc' }, limit)).toEqual(reversed);
    const [even, odd] = [0, 1].map((rest) => EVERY_KEY.filter((key) => Number(key.slice(1)) % 2 === rest));
    expect(await keysOf('calls', { sort: 'handle' }, limit)).toEqual([...(even ?? []), ...(odd ?? [])]);
    expect(await keysOf('contact_handles', {}, limit)).toEqual([
      'p1,%2B491712345678',
      'p1,anna%40example.org',
      'p2,%2B4930111',
    ]);
  });

  it.each<[Partial<TableRowQuery>, readonly string[]]>([
    [{ column: 'name', contains: '50%_OFF!' }, ['h07']],
    [
      { column: 'name', contains: 'N1', sort: 'at', order: 'desc' },
      ['h19', 'h18', 'h17', 'h16', 'h15', 'h14', 'h13', 'h12', 'h11', 'h10', 'h01'],
    ],
    [{ column: 'raw', contains: '"zstatus":40' }, ['h40']],
    [{ column: 'name', equals: 'n8' }, ['h08']],
    [{ column: 'sourceKey', equals: '9' }, ['h09']],
    [{ column: 'seconds', equals: '1.5' }, ['h03']],
    [{ column: 'key', equals: 'h05' }, ['h05']],
    [{ column: 'at', from: 8000 }, ['h32', 'h33', 'h34', 'h35', 'h36']],
    [{ column: 'at', from: 1000, to: 2000, order: 'desc' }, ['h07', 'h06', 'h05', 'h04']],
    [{ column: 'at', equals: '9000' }, ['h36']],
    [{ column: 'at', from: 8000, to: 9000, sort: 'key' }, ['h32', 'h33', 'h34', 'h35']],
    [{ column: 'name', equals: "' OR 1=1 --" }, []],
  ])('%j gives %j', async (query, expected) => {
    expect(await keysOf('calls', query, 3)).toEqual(expected);
    expect(await keysOf('calls', query, 200)).toEqual(expected);
  });

  it('are filtered by boolean columns', async () => {
    expect(await keysOf('calls', { column: 'isVideo', equals: 'true' }, 5)).toHaveLength(13);
    expect(await keysOf('calls', { column: 'isVideo', equals: 'false' }, 5)).toHaveLength(27);
  });

  it.each<Partial<TableRowQuery>>([
    { sort: 'name' },
    { sort: 'toString' },
    { column: 'nope', equals: '1' },
    { column: 'constructor', equals: '1' },
    { column: 'name' },
    { contains: 'x' },
    { column: 'name', contains: 'x', equals: 'x' },
    { column: 'at', contains: '1' },
    { column: 'raw', equals: '{}' },
    { column: 'name', from: 1 },
    { column: 'sourceKey', equals: 'x' },
    { column: 'isVideo', equals: '1' },
    { cursor: 'x' },
  ])('%j is refused', async (query) => {
    await expect(rows('calls', query)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('are scanned in bounded steps', async () => {
    const query = { column: 'position', equals: '20049' };
    const first = await rows('photo_album_assets', query);
    expect(first.items).toEqual([]);
    const second = await rows('photo_album_assets', { ...query, cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ key: 'A,020049' }], next: null });
    expect(await keysOf('photo_album_assets', { column: 'position', equals: '19999' }, 1)).toEqual(['A,019999']);
  });

  itForSome([{}, { column: 'asset', contains: '0' }], (_query, index) => index === 0)(
    'have large pages, too, with %j',
    async (query) => {
      const { items } = await rows('photo_album_assets', { ...query, limit: 1500 });
      expect(items.map(({ key }) => key)).toEqual(
        Array.from({ length: 1500 }, (_, index) => `A,${String(index).padStart(6, '0')}`),
      );
    },
  );

  it('reject cursors of other lists', async () => {
    const { next } = await rows('calls', { limit: 1, sort: 'at' });
    const cursor = next ?? '';
    await expect(rows('calls', { cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(rows('calls', { cursor, sort: 'at', order: 'desc' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(rows('contact_handles', { cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(rows('backups')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('have truncated values in lists and complete values individually', async () => {
    const [row] = (await rows('notes')).items;
    expect(row?.cut.toSorted()).toEqual(['plainText', 'tags']);
    expect(row?.values).toMatchObject({ plainText: '😀'.repeat(2000), tags: null, title: 't'.repeat(2000) });
    const whole = await getTableRow(fixture.ctx, fixture.backup, 'notes', 'n');
    expect([whole.values['plainText'], whole.cut]).toEqual(['😀'.repeat(2001), []]);
    expect(whole.values['tags']).toEqual(['x'.repeat(3000)]);
  });

  it('include the people of handles if requested', async () => {
    const { people } = await rows('calls', { people: true });
    expect(people?.['+49 171 2345678']).toMatchObject({ name: 'Anna', contact: 'p1' });
    expect(people?.['unknown@example.org']).toMatchObject({ name: 'unknown@example.org', contact: null });
    expect((await rows('calls')).people).toBeNull();
  });

  it('are found by the key that lists give', async () => {
    const handle = await getTableRow(fixture.ctx, fixture.backup, 'contact_handles', 'p1,anna%40example.org', {
      people: true,
    });
    expect(handle.values).toMatchObject({ contact: 'p1', value: 'anna@example.org' });
    for (const key of ['p1', 'p1,', 'p1,%', 'p1,x,y', '']) {
      const asked = getTableRow(fixture.ctx, fixture.backup, 'contact_handles', key);
      await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const key of ['x', '1e3', '99999999999999999999', ' 1']) {
      await expect(getTableRow(fixture.ctx, fixture.backup, 'messages', key)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  it('of every table can be sorted in every order', async () => {
    for (const { name, definition } of ARTIFACT_TABLES.filter((_table, index) => isFull || index % 6 === 0)) {
      for (const sort of sortableColumns(definition)) {
        const page = await rows(name, { sort, people: true });
        expect(page.items.length).toBeLessThanOrEqual(200);
      }
    }
  });

  it('answer anything with rows or a plain error', async () => {
    const word = fc.oneof(fc.constantFrom('calls', 'notes', 'at', 'key', 'raw', 'name', 'messages'), fc.string());
    const query = fc.record(
      {
        sort: word,
        order: fc.constantFrom('asc' as const, 'desc' as const),
        column: word,
        contains: fc.string({ minLength: 1 }),
        equals: fc.string(),
        from: fc.maxSafeInteger(),
        cursor: fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(word, query, async (table, asked) => {
        try {
          await rows(table, asked);
        } catch (error) {
          expect(isDomainError(error, 'BAD_REQUEST', 'NOT_FOUND')).toBe(true);
        }
      }),
      { seed: SEED, numRuns: rounds(150) },
    );
  });
});

describe('the source of a record', () => {
  it('names file, table and key', async () => {
    const { backup, ctx } = fixture;
    const source = await getRecordSource(ctx, backup, 'contacts', 'p1');
    // The fixture's contacts say that they were read from the database of pictures alone.
    expect(source).toMatchObject({
      artifact: 'contacts',
      version: 1,
      rows: [],
      files: [{ store: 'images', sha256: 'b' }],
    });
    await expect(getRecordSource(ctx, backup, 'calls', 'h99')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('has types for the columns of every table', () => {
    for (const { definition, artifact } of ARTIFACT_TABLES) {
      const empty = Object.fromEntries(Object.keys(definition.columns).map((name) => [name, null]));
      expect([artifact, definition.sourceRows?.(empty) ?? []]).toEqual([artifact, []]);
    }
  });
});
