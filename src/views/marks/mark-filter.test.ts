import { afterAll, beforeAll, expect, it } from 'vitest';
import { plansOf } from '../../../test/support/query-plans.ts';
import { onEachEngine } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { listCalls, phoneCalls } from '../calls/index.ts';
import { countPhotoDays, layOutPhotos, listPhotos } from '../photos/index.ts';
import { listRecords } from '../records/index.ts';
import type { MarkFilter } from './mark-filter.ts';

onEachEngine('lists of marked records', (engine) => {
  let fixture: ViewFixture;

  beforeAll(async () => {
    fixture = await openViewFixture(engine);
    await fixture.index('calls', (rows) => {
      for (let at = 1; at <= 40; at++) rows.add('calls', { key: `h${at}`, at: at * 1000, handle: `+49${at % 2}` });
    });
    await fixture.index('photos', (rows) => {
      rows.add('photo_albums', { key: 'album', kind: 'album', sortOrder: 'manual' });
      for (let day = 1; day <= 6; day++) {
        const shown = { isHidden: false, isTrashed: false };
        rows.add('photo_assets', { key: `p${day}`, createdAt: day * 86_400_000, width: day, height: 1, ...shown });
        rows.add('photo_album_assets', { album: 'album', asset: `p${day}`, position: 10 - day });
      }
    });
    const mark = (kind: string, keys: readonly string[], change: object) =>
      fixture.store.marks.change(
        fixture.backup,
        keys.map((key) => ({ kind, key })),
        change,
      );
    await mark('call', ['h3', 'h7', 'h20', 'gone'], { starred: true });
    await mark('call', ['h7', 'h8'], { tags: ['Été'] });
    await mark('photo', ['p2', 'p5'], { starred: true });
  });
  afterAll(() => fixture.dispose());

  const keys = ({ items }: { readonly items: readonly { readonly key: string }[] }) => items.map(({ key }) => key);
  const records = async (query: object) =>
    keys(await listRecords(fixture.ctx, fixture.backup, 'call', { limit: 100, ...query }));
  const calls = async (query: object) =>
    keys(await listCalls(fixture.ctx, fixture.backup, phoneCalls, { limit: 100, ...query }));

  it('are in the order of the list, with its other filters', async () => {
    for (const list of [records, calls]) {
      expect(await list({ starred: true })).toEqual(['h20', 'h7', 'h3']);
      expect(await list({ tag: 'ete' })).toEqual(['h8', 'h7']);
      expect(await list({ tag: 'ete', starred: true })).toEqual(['h7']);
      expect(await list({ tag: 'ete', starred: false })).toEqual(['h8']);
      expect(await list({ starred: false })).toHaveLength(37);
      expect(await list({ tag: 'nosuch' })).toEqual([]);
    }
    expect(await records({ starred: true, column: 'at', to: 20_000 })).toEqual(['h7', 'h3']);
    expect(await records({ starred: true, column: 'handle', equals: '+491' })).toEqual(['h7', 'h3']);
    expect(await records({ starred: true, sort: 'at' })).toEqual(['h3', 'h7', 'h20']);
    expect(await calls({ starred: true, from: 5000, order: 'oldest' })).toEqual(['h7', 'h20']);
  });

  it('are paged', async () => {
    const page = await listRecords(fixture.ctx, fixture.backup, 'call', { starred: true, limit: 2 });
    expect(keys(page)).toEqual(['h20', 'h7']);
    expect(await records({ starred: true, cursor: page.next })).toEqual(['h3']);
    const first = await listCalls(fixture.ctx, fixture.backup, phoneCalls, { starred: true, limit: 1 });
    expect(await calls({ starred: true, cursor: first.next })).toEqual(['h7', 'h3']);
  });

  it('of photos agree with their days and their layout, by time and in an album', async () => {
    const { ctx, backup } = fixture;
    const photos = async (query: MarkFilter & { readonly album?: string; readonly order?: 'album' }) =>
      keys(await listPhotos(ctx, backup, { limit: 100, ...query }));
    expect(await photos({ starred: true })).toEqual(['p5', 'p2']);
    expect(await photos({ starred: true, album: 'album', order: 'album' })).toEqual(['p5', 'p2']);
    expect(await photos({ starred: false, album: 'album', order: 'album' })).toEqual(['p6', 'p4', 'p3', 'p1']);
    const days = await countPhotoDays(ctx, backup, { starred: true });
    expect(days.items.map(({ day }) => day)).toEqual(['1970-01-06', '1970-01-03']);
    const layout = await layOutPhotos(ctx, backup, { starred: true });
    expect(layout.items.map(({ ratios }) => ratios)).toEqual(['500', '200']);
    // The same album, after the mark has changed.
    await fixture.store.marks.change(backup, [{ kind: 'photo', key: 'p5' }], { starred: false });
    expect(await photos({ starred: true, album: 'album', order: 'album' })).toEqual(['p2']);
  });

  it.runIf(engine.name === 'sqlite')('are read by their keys, not by the order of the list', async () => {
    const query = { starred: true, limit: 100 };
    const plans = await plansOf(fixture, async (ctx, backup) => {
      await listRecords(ctx, backup, 'call', query);
      await listCalls(ctx, backup, phoneCalls, query);
    });
    const read = plans.filter((step) => /^SEARCH (?:calls__stored|row) /.test(step));
    expect(read.length).toBeGreaterThan(1);
    for (const step of read) expect(step).toMatch(/ key=\?/);
  });
});
