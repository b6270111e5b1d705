import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  onEachEngine,
  openTestStore,
  TEST_TABLES,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { openStore } from '../store.ts';

/** A row of the table `messages` with only its key set. */
const EMPTY = { conversation: null, sender: null, fromMe: null, body: null, sentAt: null, weight: null, extra: null };

onEachEngine('values', (engine) => {
  let test: TestStore;
  let scope: { backupId: number; runId: number };
  beforeEach(async () => {
    test = await openTestStore(engine);
    const backup = await addBackup(test.store);
    const { backupId } = await test.store.runs.scope(backup);
    scope = { backupId, runId: 1 };
  });
  afterEach(() => test.dispose());
  const add = (...rows: ({ key: number } & Partial<Record<keyof typeof EMPTY, unknown>>)[]) =>
    test.store.write
      .insertInto('messages')
      .values(rows.map((row) => ({ ...scope, ...EMPTY, ...row })) as never)
      .execute();
  const messages = () => test.store.read.selectFrom('messages');

  it('are returned unchanged according to the kind of their column', async () => {
    const whole = {
      key: 2 ** 53 - 1,
      conversation: 'c',
      sender: '+44',
      fromMe: true,
      body: 'naïve 世界 👩‍👩‍👧 \n',
      sentAt: -(2 ** 53 - 1),
      weight: 0.1 + 0.2,
      extra: { a: [1, null, 'x'], b: { c: true } },
    };
    await add(whole, { key: 1, fromMe: false, extra: [] }, { key: 2, body: '{"not":"json"}' });
    expect(await messages().selectAll().orderBy('key').execute()).toEqual([
      { ...scope, ...EMPTY, key: 1, fromMe: false, extra: [] },
      { ...scope, ...EMPTY, key: 2, body: '{"not":"json"}' },
      { ...scope, ...whole },
    ]);
  });

  it('keep their kind under an alias and through a subquery, and lose it in an expression', async () => {
    await add({ key: 1, fromMe: true, extra: { a: 1 }, weight: 0.5 }, { key: 2, fromMe: true, extra: null, weight: 1 });
    const inner = messages().selectAll().where('key', '=', 1).as('m');
    expect(await test.store.read.selectFrom(inner).select(['m.fromMe as mine', 'm.extra as more']).execute()).toEqual([
      { mine: true, more: { a: 1 } },
    ]);
    const row = await messages()
      .select((eb) => [
        eb.fn.countAll().as('count'),
        eb.fn.sum('fromMe').as('sum'),
        eb.fn.max('fromMe').as('max'),
        eb.fn.sum('weight').as('weight'),
        sql`max(extra)`.as('extra'),
        sql`sum(key)`.as('keys'),
        sql`count(*) > 1`.as('several'),
      ])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ count: 2, sum: 2, max: 1, weight: 1.5, extra: '{"a":1}', keys: 3, several: 1 });
  });

  it('are sorted the same way: nulls first, text by bytes', async () => {
    const words = ['b', 'B', 'ä', 'a', null, '世', '_', ''];
    await add(...words.map((conversation, key) => ({ key, conversation, sentAt: key % 2 === 0 ? null : key })));
    const by = async (column: 'conversation' | 'sentAt', order: 'asc' | 'desc') =>
      (await messages().select(['key', column]).orderBy(column, order).orderBy('key', order).execute()).map(
        ({ key }) => key,
      );
    const ascending = [4, 7, 1, 6, 3, 0, 2, 5];
    expect(await by('conversation', 'asc')).toEqual(ascending);
    expect(await by('conversation', 'desc')).toEqual(ascending.toReversed());
    expect(await by('sentAt', 'asc')).toEqual([0, 2, 4, 6, 1, 3, 5, 7]);
    expect(await by('sentAt', 'desc')).toEqual([7, 5, 3, 1, 6, 4, 2, 0]);
  });

  it('that the database cannot store are refused', async () => {
    await expect(add({ key: 1, sentAt: new Date() })).rejects.toMatchObject({ code: 'INTERNAL' });
    await add({ key: 1, body: 'private' });
    const again = add({ key: 1, body: 'private' });
    await expect(again).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringMatching(/unique/i) });
    await expect(again).rejects.not.toThrow(/private/);
    await expect(add({ key: 2, weight: 'private' })).rejects.not.toThrow(/private/);
    await expect(sql`select 9007199254740993 as n from messages`.execute(test.store.read)).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });

  it('form a snapshot in a read transaction, which cannot write', async () => {
    await test.store.read.transaction().execute(async (reading) => {
      expect(await reading.selectFrom('messages').select('key').execute()).toEqual([]);
      await add({ key: 1 });
      expect(await reading.selectFrom('messages').select('key').execute()).toEqual([]);
    });
    await expect(test.store.read.deleteFrom('messages').execute()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
  });

  it('read by a transaction stay true until it has written: transactions are serialised, even between two stores', async () => {
    await add({ key: 1, sentAt: 0 });
    const other = await openStore({ dsn: test.dsn, tables: TEST_TABLES });
    const increase = (store: typeof other) =>
      store.write.transaction().execute(async (trx) => {
        const { sentAt } = await trx
          .selectFrom('messages')
          .select('sentAt')
          .where('key', '=', 1)
          .executeTakeFirstOrThrow();
        await trx
          .updateTable('messages')
          .set({ sentAt: (sentAt ?? 0) + 1 })
          .where('key', '=', 1)
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => increase(index % 2 === 0 ? test.store : other)));
    await other.close();
    expect(await messages().select('sentAt').execute()).toEqual([{ sentAt: 20 }]);
  });
});
