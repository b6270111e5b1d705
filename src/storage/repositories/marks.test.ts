import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import {
  addBackup,
  onEachEngine,
  openTestStore,
  type TestStore,
  writeMessages,
} from '../../../test/support/storage/test-store.ts';
import { MAX_MARKS, MAX_TAGS } from '../../model/mark.ts';
import { parseQuery } from '../search/query.ts';

const AT = 1_500_000_000_000;

onEachEngine('marks', (engine) => {
  let test: TestStore;
  let backup = '';
  beforeAll(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
  });
  afterAll(() => test.dispose());

  /** Indexes three thousand messages, the first 2,500 of the same millisecond. */
  const index = async (backup: string): Promise<void> => {
    const { store } = test;
    const run = await store.runs.acquire(backup, { owner: 'test' });
    const target = await store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
    const messages = Array.from({ length: 3000 }, (_, key) => ({
      key,
      text: `dinner ${key}`,
      at: key === 2999 ? null : AT + (key < 2500 ? 0 : key * 1000),
    }));
    await writeMessages(test.dsn, target, messages);
    const entry = { artifact: 'messages', version: 1, outcome: 'indexed', reason: null, found: 3000 } as const;
    const counts = { parsed: 3000, skipped: 0, notes: [], milliseconds: 1 };
    await store.runs.finishArtifactRun(target, { entry: { ...entry, ...counts }, signature: 's', sources: [] });
    await store.runs.finish(run.id);
  };

  it('keeps star, tags and note of a record, and forgets an empty mark', async () => {
    const { marks } = test.store;
    const record = { kind: 'message', key: '4,5%2C' };
    const [mark] = await marks.change(backup, [record], {
      starred: true,
      addTags: ['Court', ' court ', 'Été'],
      note: 'a\0b ',
    });
    expect(mark).toMatchObject({ ...record, starred: true, tags: ['Court', 'Été'], note: 'a\ufffdb' });
    expect(await marks.get(backup, record)).toEqual(mark);
    const [changed] = await marks.change(backup, [record], { removeTags: ['ete'], note: '' });
    expect(changed).toMatchObject({ starred: true, tags: ['Court'], note: null, createdAt: mark?.createdAt });
    expect(await marks.change(backup, [record], { starred: false, tags: [] })).toEqual([]);
    expect(await marks.list(backup)).toEqual([]);
  });

  it('has limits, and changes nothing beyond them', fullOnly, async () => {
    const { marks } = test.store;
    const tags = Array.from({ length: MAX_TAGS + 1 }, (_, at) => `t${at}`);
    const tooMany = { code: 'LIMIT_EXCEEDED' };
    await expect(marks.change(backup, [{ kind: 'message', key: '1' }], { tags })).rejects.toMatchObject(tooMany);
    await expect(
      marks.change(backup, [{ kind: 'message', key: '1' }], { tags: ['x'.repeat(41)] }),
    ).rejects.toMatchObject(tooMany);
    const records = Array.from({ length: MAX_MARKS + 1 }, (_, key) => ({ kind: 'message', key: `${key}` }));
    await expect(marks.change(backup, records, { starred: true })).rejects.toMatchObject(tooMany);
    expect(await marks.list(backup)).toEqual([]);
    await expect(marks.list('aaaaaaaaaaaaaaaa')).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('limits a search to records, or leaves them out, also among thousands of one millisecond', async () => {
    await index(backup);
    const references = [7, 1234, 2499, 2700, 2999].map((key) => ({
      type: 'message',
      ref: `${key}`,
      at: key === 2999 ? null : AT + (key < 2500 ? 0 : key * 1000),
    }));
    const gone = { type: 'message', ref: '77777', at: AT };
    const chosen = new Map([[backup, [...references, gone]]]);
    for (const sort of ['newest', 'oldest', 'relevance'] as const) {
      for (const query of ['dinner', '']) {
        const found = await test.store.search.find({ query: parseQuery(query), only: chosen, sort, limit: 3 });
        expect(found.total).toBe(5);
        const rest = await test.store.search.find({
          query: parseQuery(query),
          only: chosen,
          sort,
          limit: 3,
          cursor: found.next ?? '',
        });
        const keys = [...found.items, ...rest.items].map(({ ref }) => ref);
        expect(new Set(keys)).toEqual(new Set(references.map(({ ref }) => ref)));
        expect(keys).toHaveLength(5);
      }
      const one = await test.store.search.find({ query: parseQuery('dinner 1234'), only: chosen, sort, limit: 3 });
      expect(one.items.map(({ ref }) => ref)).toEqual(['1234']);
    }
    const others = await test.store.search.sample({ query: parseQuery('dinner'), except: chosen });
    expect(others.hits).toHaveLength(2995);
    const none = await test.store.search.find({ query: parseQuery(''), only: new Map(), sort: 'newest', limit: 3 });
    expect(none).toMatchObject({ items: [], total: 0 });
  });

  it('outlives a new index and the removal of the index, but not that of the backup', async () => {
    const { store } = test;
    const backup = await addBackup(store, { path: '/backups/removed' }, 'removed');
    await store.marks.change(backup, [{ kind: 'message', key: '7' }], { addTags: ['needletag'], note: 'needlenote' });
    const saved = await store.searches.save({ name: 'needlename', query: 'needlequery', backup });
    await store.searches.save({ name: 'all', query: 'dinner', backup: null });
    await index(backup);
    await store.deleteIndex(backup);
    await store.purge({ pauseMs: 0 });
    expect(await store.marks.list(backup)).toMatchObject([{ key: '7', note: 'needlenote' }]);
    expect(await store.searches.list()).toMatchObject([{ name: 'all', backup: null }, saved]);
    await store.deleteBackup(backup);
    expect(await store.searches.list()).toMatchObject([{ name: 'all' }]);
    await store.purge({ pauseMs: 0 });
    for (const needle of ['needletag', 'needlenote', 'needlename', 'needlequery']) {
      expect([needle, await test.occurrences(needle)]).toEqual([needle, 0]);
    }
  });

  it('replaces a saved search of the same name, and removes one', async () => {
    const { searches } = test.store;
    const { id } = await searches.save({ name: 'all', query: 'is:starred', backup: null });
    expect(await searches.list()).toMatchObject([{ id, name: 'all', query: 'is:starred' }]);
    await searches.remove(id);
    expect(await searches.list()).toEqual([]);
    await expect(searches.remove(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
