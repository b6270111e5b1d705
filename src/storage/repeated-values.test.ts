import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestMessage,
  type TestStore,
} from '../../test/support/storage/test-store.ts';
import { openDatabase } from './engines/sqlite/open-database.ts';
import { ValueNumbers } from './engines/sqlite/value-numbers.ts';

const SENDERS = ['+44 1', 'me@example.com', '', '+44 1', null, 'me@example.com', '1', 'nul \0', ' +44 1'];
const MESSAGES: TestMessage[] = SENDERS.map((sender, key) => ({
  key,
  text: 'x',
  row: { sender, extra: key % 2 === 0 ? { of: sender } : null },
}));

onEachEngine('repeated values', (engine) => {
  let test: TestStore;
  beforeEach(async () => {
    test = await openTestStore(engine);
  });
  afterEach(() => test.dispose());

  const messages = () => test.store.read.selectFrom('messages');
  const values = async (table: 'repeated_texts' | 'repeated_json') =>
    (await test.store.read.selectFrom(table).select('value').orderBy('value').execute()).map(({ value }) => value);

  it('are those of the rows, for conditions, orders and groups too', async () => {
    await indexMessages(test, await addBackup(test.store), MESSAGES);
    const kept = SENDERS.map((sender) => sender?.replace('\0', '\uFFFD') ?? null);
    expect(await messages().select(['sender', 'extra']).orderBy('key').execute()).toEqual(
      kept.map((sender, key) => ({ sender, extra: key % 2 === 0 ? { of: sender } : null })),
    );
    const keys = async (query: { execute(): Promise<{ key: number | null }[]> }) =>
      (await query.execute()).map(({ key }) => key);
    expect(await keys(messages().select('key').where('sender', '=', '+44 1').orderBy('key'))).toEqual([0, 3]);
    expect(await keys(messages().select('key').where('sender', 'is', null))).toEqual([4]);
    expect(await keys(messages().select('key').where('sender', 'in', ['', '1']).orderBy('key'))).toEqual([2, 6]);
    expect(await keys(messages().select('key').where('sender', 'like', '%44%').orderBy('key'))).toEqual([0, 3, 8]);
    expect(await keys(messages().select('key').orderBy('sender').orderBy('key'))).toEqual([4, 2, 8, 0, 3, 6, 1, 5, 7]);
    expect(
      await messages()
        .select(({ fn }) => ['sender', fn.countAll<number>().as('rows')])
        .groupBy('sender')
        .orderBy('sender')
        .limit(4)
        .execute(),
    ).toEqual([
      { sender: null, rows: 1 },
      { sender: '', rows: 1 },
      { sender: ' +44 1', rows: 1 },
      { sender: '+44 1', rows: 2 },
    ]);
    const outer = test.store.read
      .selectFrom('messages as a')
      .leftJoin('messages as b', (on) => on.onRef('b.sender', '=', 'a.sender').onRef('b.key', '>', 'a.key'))
      .select(['a.key', 'b.key as other', 'b.extra as more'])
      .orderBy('a.key');
    expect(await outer.limit(3).execute()).toEqual([
      { key: 0, other: 3, more: null },
      { key: 1, other: 5, more: null },
      { key: 2, other: null, more: null },
    ]);
  });

  it('are stored once for a run on SQLite, and go with it', async () => {
    const backup = await addBackup(test.store);
    const many = Array.from({ length: 50 }, (_, key) => ({
      key,
      text: 'x',
      row: { sender: 'needle-of-all', extra: { place: 'needle-in-facts' } },
    }));
    await indexMessages(test, backup, many);
    const stored = engine.name === 'sqlite';
    expect(await values('repeated_texts')).toEqual(stored ? ['message', 'needle-of-all'] : []);
    expect(await values('repeated_json')).toEqual(stored ? [{ place: 'needle-in-facts' }] : []);
    await indexMessages(test, backup, [{ key: 1, text: 'x', row: { sender: 'other' } }]);
    await test.store.purge({ pauseMs: 0 });
    expect(await values('repeated_texts')).toEqual(stored ? ['message', 'other'] : []);
    await test.store.deleteIndex(backup);
    await test.store.purge({ pauseMs: 0 });
    expect([...(await values('repeated_texts')), ...(await values('repeated_json'))]).toEqual([]);
    for (const gone of ['needle-of-all', 'needle-in-facts']) expect(await test.occurrences(gone)).toBe(0);
  });

  it('may be many', async () => {
    const many = Array.from({ length: 10_050 }, (_, key) => ({
      key,
      text: '',
      row: { sender: `s${key}`, extra: null },
    }));
    const again = many.map(({ row, ...other }) => ({ ...other, key: other.key + many.length, row }));
    await indexMessages(test, await addBackup(test.store), [...many, ...again]);
    const rows = await messages().select(['key', 'sender']).orderBy('key').execute();
    expect(rows.every(({ key, sender }) => sender === `s${Number(key) % many.length}`)).toBe(true);
    expect(rows).toHaveLength(2 * many.length);
  });

  it('can be written through the table', async () => {
    await indexMessages(test, await addBackup(test.store), MESSAGES);
    const { write } = test.store;
    const whole = () => messages().selectAll().orderBy('key').execute();
    const before = await whole();
    const [first] = before;
    await write
      .insertInto('messages')
      .values({ ...first, key: 99, sender: 'new', extra: { of: 'new' } } as never)
      .execute();
    await write.updateTable('messages').set({ sender: 'newer', body: 'y' }).where('key', '=', 99).execute();
    expect(await messages().selectAll().where('sender', '=', 'newer').execute()).toEqual([
      { ...first, key: 99, sender: 'newer', extra: { of: 'new' }, body: 'y' },
    ]);
    await write.updateTable('messages').set({ sender: null, extra: null }).where('key', '=', 99).execute();
    expect(await messages().select(['sender', 'extra']).where('key', '=', 99).execute()).toEqual([
      { sender: null, extra: null },
    ]);
    await write.deleteFrom('messages').where('key', '=', 99).execute();
    expect(await whole()).toEqual(before);
  });

  it.runIf(engine.name === 'sqlite')('are numbered again after a transaction that was rolled back', async () => {
    const { backupId } = await test.store.runs.scope(await addBackup(test.store));
    const db = openDatabase(test.dsn.replace('sqlite:///', ''), 'bulk');
    try {
      const numbers = new ValueNumbers(db);
      const numberOf = (value: string) => numbers.of('text', { backupId, runId: 1 })(value);
      db.exec('begin immediate');
      numberOf('lost');
      db.exec('rollback');
      numbers.forget();
      db.exec('begin immediate');
      const [one, other, same] = [numberOf('kept'), numberOf('lost'), numberOf('lost')];
      db.exec('commit');
      expect([one === other, other === same]).toEqual([false, true]);
      const { rows } = await sql`select id, value from repeated_texts order by id`.execute(test.store.read);
      expect(rows).toEqual([
        { id: one, value: 'kept' },
        { id: other, value: 'lost' },
      ]);
    } finally {
      db.close();
    }
  });
});
