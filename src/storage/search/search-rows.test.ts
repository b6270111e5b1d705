import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { integer, table } from '../../model/columns.ts';
import { openStore } from '../store.ts';
import { parseQuery } from './query.ts';

const MESSAGES = [
  { key: 1, text: 'the same as in the row' },
  { key: 2, text: 'another one', row: { body: 'in the row' } },
  { key: 3, text: '', row: { body: 'in the row' } },
  { key: 4, text: '', row: { body: '' } },
  { key: 5, text: '', row: { body: null } },
  { key: 6, text: 'its payload differs', search: { payload: { key: 7 } } },
  { key: 7, text: 'with more in its payload', search: { payload: { key: 7, place: 'here' } } },
  { key: 8, text: 'empty', search: { payload: {} } },
  { key: 9, text: 'nul \0 and half \uD83D' },
] as const;
const SHOWN = [
  { displayText: 'the same as in the row', payload: { key: 1 } },
  { displayText: 'another one', payload: { key: 2 } },
  { displayText: '', payload: { key: 3 } },
  { displayText: '', payload: { key: 4 } },
  { displayText: '', payload: { key: 5 } },
  { displayText: 'its payload differs', payload: { key: 7 } },
  { displayText: 'with more in its payload', payload: { key: 7, place: 'here' } },
  { displayText: 'empty', payload: {} },
  { displayText: 'nul \uFFFD and half \uFFFD', payload: { key: 9 } },
];

onEachEngine('the search index', (engine) => {
  let test: TestStore;
  beforeEach(async () => {
    test = await openTestStore(engine);
  });
  afterEach(() => test.dispose());

  const shown = () =>
    test.store.read
      .selectFrom('artifact_search_index')
      .select(['displayText', 'payload'])
      .orderBy('occurredAt')
      .execute();

  it('shows every text and payload to SQL, wherever it is stored', async () => {
    const backup = await addBackup(test.store);
    await indexMessages(test, backup, MESSAGES);
    expect(await shown()).toEqual(SHOWN);
    const query = parseQuery('same row');
    const { items: hits } = await test.store.search.find({ query, sort: 'relevance', limit: 5 });
    expect(hits).toMatchObject([{ ref: '1', payload: { key: 1 } }]);
    expect(JSON.stringify(hits)).toContain('same');
  });

  it('stores a text and a payload once on SQLite', async () => {
    if (engine.name !== 'sqlite') return;
    const backup = await addBackup(test.store);
    await indexMessages(test, backup, MESSAGES);
    const { rows } = await sql`select ref, display_text as text, payload as facts from artifact_search_rows
      where source is not null order by id`.execute(test.store.read);
    expect(rows).toEqual([
      { ref: 1, text: '', facts: null },
      { ref: 2, text: 'another one', facts: null },
      { ref: 4, text: '', facts: null },
      { ref: 6, text: '', facts: '{"key":7}' },
      { ref: 7, text: '', facts: '{"key":7,"place":"here"}' },
      { ref: 8, text: '', facts: '{}' },
      { ref: 9, text: 'nul \uFFFD and half \uFFFD', facts: null },
    ]);
    expect(await test.occurrences('the same as in the row')).toBe(1);
  });

  it('has every reference and time unchanged', async () => {
    const { backupId } = await test.store.runs.scope(await addBackup(test.store));
    const refs = [
      '0',
      '-5',
      '007',
      '-0',
      '1e3',
      '12',
      '999999999999999',
      '9007199254740993',
      '',
      ' 1',
      'UUID-1',
      '1.5',
    ];
    const times = [null, 0, 1, 1_500_000_000_123, -1, -(2 ** 53 - 1), 2 ** 53 - 1, 2 ** 42];
    const rows = refs.flatMap((ref, number) =>
      times.map((at, index) => ({
        id:
          index === 0 || (at ?? -1) < 0 || (at ?? 0) >= 2 ** 42
            ? -(number * 100 + index) - 1
            : (at ?? 0) * 2048 + number,
        backupId,
        runId: 1,
        type: ['message', 'note', ''][index % 3] as string,
        ref,
        occurredAt: at,
        displayText: `${number}`,
        payload: null,
      })),
    );
    await test.store.write.insertInto('artifact_search_index').values(rows).execute();
    const found = await test.store.read.selectFrom('artifact_search_index').selectAll().orderBy('id').execute();
    expect(found).toEqual(rows.toSorted((a, b) => a.id - b.id));
    const older = test.store.read.selectFrom('artifact_search_index').select('id').where('occurredAt', '<', 0);
    expect(await older.execute()).toHaveLength(2 * refs.length);
    const exact = test.store.read.selectFrom('artifact_search_index').select('id').where('ref', '=', '007');
    expect(await exact.where('type', '=', 'note').execute()).toHaveLength(3);
  });

  it('remains readable when tables with its texts change, are replaced or no longer defined', async () => {
    const backup = await addBackup(test.store);
    await indexMessages(test, backup, MESSAGES);
    const { messages, message_parts } = test.store.tables;
    const migrate = async (tables: Parameters<typeof openStore>[0]['tables']) => {
      const later = await openStore({ dsn: test.dsn, tables });
      try {
        await later.migrate();
      } finally {
        await later.close();
      }
    };
    await migrate({ messages: { ...messages, searched: { payload: ['key', 'body'] } }, message_parts });
    expect(await shown()).toEqual(SHOWN);
    await migrate({ message_parts });
    expect(await shown()).toEqual(SHOWN);
    await migrate({ messages: table({ primaryKey: ['number'], columns: { number: integer() } }) });
    expect((await shown()).map(({ displayText }) => displayText)).toContain('another one');
  });

  it('accepts rows, moves and deletes them', async () => {
    const backup = await addBackup(test.store);
    await indexMessages(test, backup, MESSAGES);
    const { write } = test.store;
    const [first] = await write.selectFrom('artifact_search_index').selectAll().orderBy('occurredAt').execute();
    await write
      .insertInto('artifact_search_index')
      .values({ ...first, id: 5, displayText: 'new' } as never)
      .execute();
    await sql`update artifact_search_index set run_id = 77 where id = 5`.execute(write);
    expect(await write.selectFrom('artifact_search_index').selectAll().where('runId', '=', 77).execute()).toEqual([
      { ...first, id: 5, runId: 77, displayText: 'new' },
    ]);
    await sql`delete from artifact_search_index where id = 5`.execute(write);
    expect(await shown()).toEqual(SHOWN);
  });
});
