import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fullOnly, isFull, quickIf } from '../../test/support/depth.ts';
import type { TestDatabase } from '../../test/support/storage/engines.ts';
import { schemaOf } from '../../test/support/storage/schema-of.ts';
import {
  addBackup,
  ENGINES,
  indexMessages,
  TEST_TABLES,
  type TestTables,
} from '../../test/support/storage/test-store.ts';
import { checkDatabase } from '../cli/doctor/database.ts';
import { plain } from '../locales/messages.ts';
import { handle, integer, json, type TableSet, table, text } from '../model/columns.ts';
import { BUCKETS_SQL } from './engines/postgres/time-buckets.ts';
import { sqliteDdl } from './engines/sqlite/sqlite-ddl.ts';
import { migrations } from './migrations/index.ts';
import { parseQuery } from './search/query.ts';
import { openStore, type Store } from './store.ts';

/** All migrations. */
const ALL = Object.keys(migrations(sqliteDdl));

describe.each(ENGINES)('schema on $name', (engine) => {
  let folder: string;
  let dsn: string;
  /** For what earlier versions wrote, whose migrations do not change: they take longer on PostgreSQL. */
  const onPostgresLater = quickIf(engine.name === 'sqlite');
  const open: Store[] = [];
  const databases: TestDatabase[] = [];
  const newDatabase = async (at: string) => {
    const database = await engine.create(at);
    databases.push(database);
    return database.dsn;
  };
  const openOn = async <T extends TableSet>(tables: T, at = dsn) => {
    const store = await openStore({ dsn: at, tables });
    open.push(store as unknown as Store);
    return store;
  };

  /** Stores all values in their rows, as before version 0017. */
  const withoutRepeats = async () => {
    const columns = { ...TEST_TABLES.messages.columns, sender: handle(), extra: json() };
    const store = await openOn({ ...TEST_TABLES, messages: { ...TEST_TABLES.messages, columns } });
    await store.migrate();
    if (engine.name === 'sqlite') await withLargeSearchRows(store as unknown as Store);
    else await withoutPieces(store as unknown as Store);
    for (const name of ['repeated_texts', 'repeated_json']) await sql.raw(`drop table ${name}`).execute(store.write);
    return store;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apple-juicer-migrate-'));
    dsn = await newDatabase(folder);
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
    for (const database of databases.splice(0)) await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is the same through migrations and through direct creation', async () => {
    const other = await newDatabase(join(folder, 'other'));
    const migrated = await (await openOn(TEST_TABLES)).migrate();
    expect(migrated).toEqual({
      applied: ALL,
      created: ['messages', 'message_parts'],
      altered: [],
      replaced: [],
    });
    await (await openOn(TEST_TABLES, other)).initModels();
    expect(await schemaOf(other)).toEqual(await schemaOf(dsn));
    expect(await (await openOn(TEST_TABLES, other)).migrate()).toEqual({
      applied: [],
      created: [],
      altered: [],
      replaced: [],
    });
  });

  it('may be migrated concurrently', onPostgresLater, async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openOn(TEST_TABLES)));
    const reports = await Promise.all(stores.map((store) => store.migrate()));
    expect(reports.flatMap(({ applied }) => applied)).toEqual(ALL);
    expect(reports.flatMap(({ created }) => created).toSorted()).toEqual(['message_parts', 'messages']);
  });

  it('that is up to date does not wait for a writer', onPostgresLater, async () => {
    const writing = await openOn(TEST_TABLES);
    await writing.migrate();
    const other = await openOn(TEST_TABLES);
    const nothing = { applied: [], created: [], altered: [], replaced: [] };
    await writing.write.transaction().execute(async () => {
      expect(await other.migrate()).toEqual(nothing);
    });
    // A missing table is created again.
    await sql`drop table message_parts`.execute(writing.write);
    await sql`delete from artifact_tables where name = 'message_parts'`.execute(writing.write);
    expect(await other.migrate()).toEqual({ ...nothing, created: ['message_parts'] });
  });

  it('is not created in the database of another program', onPostgresLater, async () => {
    const other = await openOn({});
    await sql`create table backups (name text)`.execute(other.write);
    const refusal = { code: 'BAD_SETTINGS', message: expect.stringContaining('tables of another program') };
    await expect(other.migrate()).rejects.toMatchObject(refusal);
    await expect(other.initModels()).rejects.toMatchObject(refusal);
    await sql`insert into backups values ('untouched')`.execute(other.write);
  });

  it('of a newer version is refused by its name and left alone', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const before = await schemaOf(dsn);
    await sql`insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00Z')`.execute(store.write);
    const refusal = { code: 'BAD_SETTINGS', message: expect.stringMatching(/newer version .*9999-of-tomorrow/) };
    const older = await openOn({ ...TEST_TABLES, later: TEST_TABLES.messages });
    await expect(older.migrate()).rejects.toMatchObject(refusal);
    expect(await schemaOf(dsn)).toEqual(before);
    expect(await checkDatabase(dsn)).toContainEqual(expect.objectContaining({ status: 'problem', ...refusal }));
  });

  it('follows a definition: a new column and index are added, rows are kept', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, [{ key: 1, text: 'stays' }]);
    const wider = table({
      primaryKey: ['key'],
      columns: { ...TEST_TABLES.messages.columns, mood: text() },
      indexes: [['mood']],
    });
    const later = await openOn({ ...TEST_TABLES, messages: wider });
    expect(await later.migrate()).toMatchObject({ altered: ['messages'], replaced: [] });
    expect(await later.read.selectFrom('messages').select(['body', 'mood']).execute()).toEqual([
      { body: 'stays', mood: null },
    ]);
    expect(await later.runs.currentArtifactRuns(backup)).toHaveLength(1);
    // The earlier version does not know the column; it is left alone.
    expect(await store.migrate()).toMatchObject({ altered: ['messages'], replaced: [] });
    expect(await later.migrate()).toMatchObject({ altered: ['messages'], replaced: [] });
  });

  it.runIf(engine.name === 'sqlite')('has indexes only of tables with rows, where each takes a page', async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const indexes = async () => {
      const { rows } = await sql<{ name: string }>`
        select name from sqlite_schema where type = 'index' and name like 'message%' order by name`.execute(
        store.write,
      );
      return rows.map(({ name }) => name);
    };
    expect(await indexes()).toEqual([]);
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, [{ key: 1, text: 'first' }]);
    expect(await indexes()).toEqual(['messages__conversation__sent_at']);
    // A later definition, with an index more on each table.
    const { messages, message_parts } = TEST_TABLES;
    const more = {
      messages: { ...messages, indexes: [...(messages.indexes ?? []), ['weight']] as const },
      message_parts: { ...message_parts, indexes: [['body']] as const },
    };
    const later = await openOn(more);
    expect(await later.migrate()).toMatchObject({ altered: ['messages', 'message_parts'] });
    expect(await indexes()).toEqual(['messages__conversation__sent_at', 'messages__weight']);
    expect(await later.migrate()).toMatchObject({ altered: [] });
    // Without both again, of which one was never made.
    expect(await (await openOn(TEST_TABLES)).migrate()).toMatchObject({ altered: ['messages', 'message_parts'] });
    expect(await indexes()).toEqual(['messages__conversation__sent_at']);
  });

  it('replaces a table whose kind or key changed and requests re-indexing', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, [{ key: 1, text: 'goes' }]);
    const messages = table({ primaryKey: ['key'], columns: { ...TEST_TABLES.messages.columns, body: integer() } });
    const later = await openOn({ ...TEST_TABLES, messages });
    expect(await later.migrate()).toMatchObject({ altered: [], replaced: ['messages'] });
    expect(await later.read.selectFrom('messages').selectAll().execute()).toEqual([]);
    expect(await later.runs.currentArtifactRuns(backup)).toEqual([]);
    expect(await later.backups.get(backup)).toMatchObject({ stale: true });
  });

  it('stores repeated values of an earlier version once, and in the rows again for one', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const senders = ['+44', '', 'a'.repeat(5000), null, '+44', 'Zürich 👩‍👩‍👧', 'it\'s; "quoted"'];
    const messages = senders.map((sender, key) => ({
      key,
      text: `text ${key}`,
      row: { sender, extra: [null, [], {}, { a: [1, null, 'x'] }, 'text', 7, false][key] ?? null },
    }));
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, messages);
    const made = await schemaOf(dsn);
    const rows = (of: Store<TestTables>) => of.read.selectFrom('messages').selectAll().orderBy('key').execute();
    const before = await rows(store);
    expect(before.map(({ sender }) => sender)).toEqual(senders);
    const tables = async () =>
      (await sql<{ definition: string }>`select definition from artifact_tables`.execute(store.write)).rows.length;
    const earlier = await withoutRepeats();
    expect(await rows(earlier as unknown as Store<TestTables>)).toEqual(before);
    await sql`delete from kysely_migration where name >= '0017-repeated-values'`.execute(store.write);

    const later = await openOn(TEST_TABLES);
    const altered = engine.name === 'sqlite' ? ['messages'] : [];
    const applied = ALL.slice(ALL.indexOf('0017-repeated-values'));
    expect(await later.migrate()).toEqual({ applied, created: [], altered, replaced: [] });
    expect(await rows(later)).toEqual(before);
    expect(await schemaOf(dsn)).toEqual(made);
    expect(await tables()).toBe(2);
    const found = await later.search.find({ query: parseQuery('text'), sort: 'newest', limit: 20 });
    expect(found.items).toHaveLength(senders.length);
    // A column that an earlier version does not know keeps its values.
    const { sender: _sender, ...fewer } = TEST_TABLES.messages.columns;
    const narrow = await openOn({ ...TEST_TABLES, messages: { ...TEST_TABLES.messages, columns: fewer } });
    expect(await narrow.migrate()).toMatchObject({ replaced: [] });
    expect(await rows(later)).toEqual(before);
    await indexMessages({ store: later, dsn }, backup, [{ key: 1, text: 'again' }]);
    await later.purge({ pauseMs: 0 });
    expect(await rows(later)).toMatchObject([{ key: 1, sender: '+447700900123', extra: { key: 1 } }]);
  });

  it('is the same if a table became large later', onPostgresLater, async () => {
    const { large, ...small } = TEST_TABLES.messages;
    expect(large).toBe(true);
    await (await openOn({ ...TEST_TABLES, messages: small })).migrate();
    await (await openOn(TEST_TABLES)).migrate();
    const other = await newDatabase(join(folder, 'other'));
    await (await openOn(TEST_TABLES, other)).migrate();
    expect(await schemaOf(dsn)).toEqual(await schemaOf(other));
  });

  it('keeps the search index of an earlier version, which had all texts', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, [
      { key: 1, text: 'an early text' },
      { key: 2, text: 'with facts', search: { payload: { other: true } } },
    ]);
    const rows = () => store.read.selectFrom('artifact_search_index').selectAll().orderBy('id').execute();
    const before = await rows();
    await withoutRepeats();
    await withoutLaterSearch(store as unknown as Store, engine.name);
    await sql`delete from kysely_migration where name >= '0014-search-rows'`.execute(store.write);
    expect((await store.migrate()).applied).toEqual(ALL.slice(ALL.indexOf('0014-search-rows')));
    expect(await rows()).toEqual(before);
    const found = async (typed: string) =>
      (await store.search.find({ query: parseQuery(typed), sort: 'newest', limit: 5 })).items.map(({ ref }) => ref);
    expect(await found('early')).toEqual(['1']);
    await indexMessages({ store, dsn }, backup, [{ key: 3, text: 'a later text' }]);
    expect([await found('early'), await found('text')]).toEqual([[], ['3']]);
    await store.purge();
    expect(await rows()).toMatchObject([{ ref: '3', displayText: 'a later text', payload: { key: 3 } }]);
  });

  it.runIf(isFull && engine.name === 'postgres')(
    'adds what finds phrases to the terms of an earlier version',
    fullOnly,
    async () => {
      const store = await openOn(TEST_TABLES);
      await store.migrate();
      const backup = await addBackup(store);
      const texts = [
        'the red boat',
        'red, the boat',
        '世界和平',
        'naïve 👍🏽 +44 20 7946 0958',
        '',
        'again again again',
      ];
      await indexMessages(
        { store, dsn },
        backup,
        texts.map((of, key) => ({ key, text: of, search: { also: 'also this' } })),
      );
      const terms = async () =>
        (await sql`select id, terms::text as terms from artifact_search_terms order by id`.execute(store.write)).rows;
      const after = await terms();
      await withoutRepeats();
      await withoutDivisions(store as unknown as Store);
      for (const statement of [
        `update artifact_search_terms set terms = ts_delete(terms, array(select lexeme from unnest(terms) where lexeme ~ '^:[^a-z]'))`,
        'drop index artifact_search_terms_gin',
        'create index artifact_search_terms_gin on artifact_search_terms using gin (terms)',
        `delete from kysely_migration where name >= '0015-search-terms'`,
      ]) {
        await sql.raw(statement).execute(store.write);
      }
      expect(await terms()).not.toEqual(after);
      expect((await store.migrate()).applied).toEqual(ALL.slice(ALL.indexOf('0015-search-terms')));
      expect(await terms()).toEqual(after);
      const found = await store.search.find({ query: parseQuery('"red boat"'), sort: 'newest', limit: 5 });
      expect(found.items.map(({ ref }) => ref)).toEqual(['0']);
    },
  );

  it(
    'divides a table by backup that becomes large, where that is of use, and keeps its rows',
    onPostgresLater,
    async () => {
      const columns = { ...TEST_TABLES.messages.columns, mood: text() };
      const small = table({ primaryKey: ['key'], columns, indexes: [['conversation', 'sentAt'], ['mood']] });
      const store = await openOn({ ...TEST_TABLES, messages: small });
      await store.migrate();
      const backups: string[] = [];
      for (const number of Array.from({ length: 10 }).keys()) {
        const backup = await addBackup(
          store as unknown as Store<TestTables>,
          { path: `/backups/${number}` },
          `u${number}`,
        );
        const messages = [1, 2, 3].map((key) => ({ key, text: `text ${number} ${key}` }));
        await indexMessages({ store: store as unknown as Store<TestTables>, dsn }, backup, messages);
        backups.push(backup);
      }
      const rows = () => store.read.selectFrom('messages').selectAll().orderBy('backupId').orderBy('key').execute();
      const before = await rows();
      expect(before).toHaveLength(30);

      // Another definition at the same time: a further index, and a column of which this version knows nothing.
      const later = await openOn(TEST_TABLES);
      const report = { applied: [], created: [], altered: ['messages'], replaced: [] };
      expect(await later.migrate()).toEqual(report);
      expect(await rows()).toEqual(before);
      expect(await later.migrate()).toEqual({ ...report, altered: [] });
      // An earlier version leaves it divided.
      await store.migrate();
      await later.migrate();
      expect(await rows()).toEqual(before);
      if (engine.name === 'postgres') {
        const parts = await sql`select distinct tableoid from messages`.execute(store.write);
        expect(parts.rows.length).toBeGreaterThan(3);
      }
      await indexMessages({ store: later, dsn }, backups[0] as string, [{ key: 7, text: 'again' }]);
      await later.deleteBackup(backups[1] as string);
      await later.purge({ pauseMs: 0 });
      expect((await rows()).length).toBe(30 - 3 - 3 + 1);
    },
  );

  it.runIf(isFull && engine.name === 'postgres')(
    'divides the terms of an earlier version by backup',
    fullOnly,
    async () => {
      const store = await openOn(TEST_TABLES);
      await store.migrate();
      const made = await schemaOf(dsn);
      const backups: string[] = [];
      for (const number of Array.from({ length: 10 }).keys()) {
        const backup = await addBackup(store, { path: `/backups/${number}` }, `udid${number}`);
        await indexMessages({ store, dsn }, backup, [{ key: number, text: `word${number} ${'shared '.repeat(300)}` }]);
        backups.push(backup);
      }
      const rows = async (sqlText: string) => (await sql.raw(sqlText).execute(store.write)).rows;
      const terms = () => rows('select * from artifact_search_terms order by id, backup_id');
      const after = await terms();
      expect(after).toHaveLength(10);
      await withoutRepeats();
      await withoutDivisions(store as unknown as Store);
      await sql`delete from kysely_migration where name >= '0016-search-divisions'`.execute(store.write);
      expect((await store.migrate()).applied).toEqual(ALL.slice(ALL.indexOf('0016-search-divisions')));
      expect(await terms()).toEqual(after);
      expect(await schemaOf(dsn)).toEqual(made);
      expect(
        await rows('select distinct tableoid::regclass::text || division as part from artifact_search_terms'),
      ).toHaveLength(8);
      const found = async (typed: string, of?: string) => {
        const request = { query: parseQuery(typed), sort: 'newest' as const, limit: 20 };
        const { items } = await store.search.find(of === undefined ? request : { ...request, backups: [of] });
        return items.map(({ ref }) => ref).toSorted();
      };
      expect(await found('"shared shared"')).toHaveLength(10);
      expect([await found('shared', backups[3]), await found('word3', backups[4])]).toEqual([['3'], []]);
      await store.deleteBackup(backups[3] as string);
      await store.purge({ pauseMs: 0 });
      expect((await terms()).length).toBe(9);
      expect(await rows('select distinct id from artifact_search_parts')).toHaveLength(9);
    },
  );

  it.runIf(isFull && engine.name === 'postgres')(
    'divides the search index by time, with the note of a removal',
    fullOnly,
    async () => {
      const store = await openOn(TEST_TABLES);
      await store.migrate();
      const made = await schemaOf(dsn);
      const backup = await addBackup(store);
      const times = [
        null,
        -5,
        0,
        ...['2013-12-31T23:59:59.999Z', '2014-01-01', '2019-06-01', '2100-01-01'].map(Date.parse),
      ];
      await indexMessages(
        { store, dsn },
        backup,
        times.map((at, key) => ({ key, text: `text ${key}`, at })),
      );
      const rows = async (statement: string) => (await sql.raw(statement).execute(store.write)).rows;
      const all = () => rows('select * from artifact_search_index order by id');
      const note = () => rows(`select obj_description('artifact_search_index'::regclass, 'pg_class') as note`);
      const before = await all();
      await withoutPieces(store as unknown as Store);
      await rows(`comment on table artifact_search_index is 'It''s due.'`);
      await sql`delete from kysely_migration where name >= '0019-search-pieces'`.execute(store.write);
      expect((await store.migrate()).applied).toEqual(ALL.slice(ALL.indexOf('0019-search-pieces')));
      expect([await all(), await note(), await schemaOf(dsn)]).toEqual([before, [{ note: "It's due." }], made]);
      expect(
        await rows(
          'select tableoid::regclass::text as piece, count(*)::int as n from artifact_search_index group by 1 order by 1',
        ),
      ).toEqual([
        { piece: 'artifact_search_index_0', n: 4 },
        { piece: 'artifact_search_index_1', n: 1 },
        { piece: 'artifact_search_index_3', n: 1 },
        { piece: 'artifact_search_index_7', n: 1 },
      ]);
    },
  );

  it('keeps what readings of an earlier version remember, which had it as text', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const made = await schemaOf(dsn);
    const states = new Map<number, Uint8Array[]>();
    for (const [backup, sizes] of [[100_001, 3], [0], [256]].entries()) {
      await indexMessages({ store, dsn }, await addBackup(store, { path: `/backups/${backup}` }, `u${backup}`), []);
      const { id } = await store.read
        .selectFrom('artifact_runs')
        .select('id')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      states.set(
        id,
        sizes.map((size) => Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256)),
      );
    }
    await withTextStates(store as unknown as Store);
    for (const [artifactRunId, parts] of states) {
      for (const [position, data] of parts.entries()) {
        const text = Buffer.from(data).toString('base64');
        await sql`insert into artifact_states values (${artifactRunId}, ${position}, ${text})`.execute(store.write);
      }
    }
    await sql`delete from kysely_migration where name >= '0020-state-bytes'`.execute(store.write);
    expect((await store.migrate()).applied).toEqual(ALL.slice(ALL.indexOf('0020-state-bytes')));
    expect(await schemaOf(dsn)).toEqual(made);
    const rows = await store.read.selectFrom('artifact_states').selectAll().execute();
    expect(rows.map(({ data, ...row }) => ({ ...row, data: Buffer.from(data) }))).toEqual(
      [...states].flatMap(([artifactRunId, parts]) =>
        parts.map((data, position) => ({ artifactRunId, position, data: Buffer.from(data) })),
      ),
    );
  });

  it('keeps the sentences of an earlier version, which had no codes', onPostgresLater, async () => {
    const store = await openOn(TEST_TABLES);
    await store.migrate();
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, [{ key: 1, text: 'stays' }]);
    const { id: run } = await store.runs.acquire(backup, { owner: 'me' });
    await withoutRepeats();
    await downgrade(store as unknown as Store, run, engine.name);
    expect((await store.migrate()).applied).toEqual(ALL.slice(ALL.indexOf('0004-message-codes')));
    expect(await store.backups.get(backup)).toMatchObject({
      remarks: [plain('It is "odd".')],
      staleReason: plain('It was rewritten.'),
      lastRunReason: plain('The end.'),
    });
    expect(await store.runs.get(run)).toMatchObject({ reason: plain('The end.') });
    expect(await store.ledger.latest(backup)).toMatchObject([
      { reason: plain('rows of x in a damaged part'), notes: [{ ...plain('folded-reactions'), count: 83 }] },
    ]);
    const { rows } = await sql<{ text: string }>`select result || '' as text from index_pieces`.execute(store.write);
    expect(rows.map(({ text }) => JSON.parse(text))).toEqual([
      { ledger: { outcome: 'partial', reason: plain('why'), notes: [{ ...plain('odd'), count: 2 }] }, sources: [] },
    ]);
  });
});

/** Makes what readings remember text as in version 0019. */
async function withTextStates({ write }: Store): Promise<void> {
  await sql`drop table artifact_states`.execute(write);
  await sql`create table artifact_states (artifact_run_id bigint not null references artifact_runs (id) on delete cascade,
    position bigint not null, data text not null, primary key (artifact_run_id, position))`.execute(write);
}

/** Makes the rows of the search index as in version 0017. */
async function withLargeSearchRows({ write }: Store): Promise<void> {
  const statements = [
    `create table larger (id integer not null primary key, backup_id integer not null references backups (id) on delete cascade,
       run_id integer not null, type text not null, ref text not null, occurred_at integer, display_text text not null,
       payload text, source integer) strict`,
    `insert into larger select v.id, v.backup_id, v.run_id, v.type, v.ref, v.occurred_at, s.display_text, s.payload, s.source
       from artifact_search_index v join artifact_search_rows s on s.id = v.id`,
    'drop view artifact_search_index',
    'drop table artifact_search_rows',
    'alter table larger rename to artifact_search_rows',
    'create index artifact_search_index_run on artifact_search_rows (backup_id, run_id)',
    'create view artifact_search_index as select * from artifact_search_rows',
  ];
  for (const statement of statements) await sql.raw(statement).execute(write);
}

/** Makes one table of the search index as in version 0018. */
async function withoutPieces({ write }: Store): Promise<void> {
  const statements = [
    'alter table artifact_search_index rename to divided',
    `create table artifact_search_index (like divided, primary key (id),
       foreign key (backup_id) references backups (id) on delete cascade)`,
    'insert into artifact_search_index select * from divided',
    'drop table divided',
    'create index artifact_search_index_run on artifact_search_index (backup_id, run_id)',
    `create trigger artifact_search_index_delete after delete on artifact_search_index
       referencing old table as gone for each statement execute function artifact_search_forget()`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(write);
}

/** Makes a table of the search index as in version 0013, with all texts, from that of version 0017. */
async function withoutSearchView({ write }: Store): Promise<void> {
  const statements = [
    `update artifact_search_rows set source = null,
       display_text = case artifact_search_rows.display_text when '' then t.body else artifact_search_rows.display_text end,
       payload = coalesce(artifact_search_rows.payload, json_object('key', t.key))
       from messages t where t.key = artifact_search_rows.ref and artifact_search_rows.source is not null`,
    'drop view artifact_search_index',
    'drop table search_sources',
    'alter table artifact_search_rows drop column source',
    'alter table artifact_search_rows rename to artifact_search_index',
  ];
  for (const statement of statements) await sql.raw(statement).execute(write);
}

/** Makes one table of the terms as in version 0015. */
async function withoutDivisions({ write }: Store): Promise<void> {
  const statements = [
    'alter table artifact_search_terms rename to divided',
    `create table artifact_search_terms (id bigint not null, backup_id bigint not null, occurred_at bigint,
       long boolean not null, terms tsvector not null, primary key (backup_id, id))`,
    'alter table artifact_search_terms alter column terms set statistics 0',
    `insert into artifact_search_terms select id, backup_id, occurred_at, long, terms from divided`,
    'drop table divided',
    `create index artifact_search_terms_gin on artifact_search_terms using gin (terms, ${BUCKETS_SQL})`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(write);
}

/** Brings the search index into the form of version 0013. */
const withoutLaterSearch = (store: Store, engine: 'sqlite' | 'postgres') =>
  engine === 'sqlite' ? withoutSearchView(store) : withoutDivisions(store);

/** Brings the sentences back into the form of version 0003. */
async function downgrade(store: Store, run: string, engine: 'sqlite' | 'postgres'): Promise<void> {
  const { write } = store;
  await withoutLaterSearch(store, engine);
  await sql`drop table unread_stores`.execute(write);
  await sql`drop table artifact_states`.execute(write);
  await sql`drop table kept_answers`.execute(write);
  for (const column of ['preview', 'rows_run_id', 'term_runs']) {
    await sql.raw(`alter table artifact_runs drop column ${column}`).execute(write);
  }
  await sql`drop table access_log`.execute(write);
  await sql`drop table marks`.execute(write);
  await sql`drop table saved_searches`.execute(write);
  await sql`drop table backup_folders`.execute(write);
  for (const column of ['given_name', 'store_count', 'unread_count', 'duplicate_count', 'choice']) {
    await sql.raw(`alter table backups drop column ${column}`).execute(write);
  }
  const columns = { artifact_runs: ['reason'], index_runs: ['reason'], backups: ['stale_reason', 'last_run_reason'] };
  if (engine === 'postgres') {
    for (const [table, names] of Object.entries(columns)) {
      const changes = names.map((name) => `alter column ${name} type text collate "C"`).join(', ');
      await sql.raw(`alter table ${table} ${changes}`).execute(write);
    }
  }
  await sql`update backups set remarks = '["It is \\"odd\\"."]', stale_reason = 'It was rewritten.', last_run_reason = 'The end.'`.execute(
    write,
  );
  await sql`update index_runs set reason = 'The end.' where public_id = ${run}`.execute(write);
  await sql`update artifact_runs set reason = 'rows of x in a damaged part', notes = '{"folded-reactions":83}'`.execute(
    write,
  );
  const result = '{"ledger":{"outcome":"partial","reason":"why","notes":{"odd":2}},"sources":[]}';
  await sql`insert into index_pieces (index_run_id, kind, artifact, slice, slices, state, claims, fraction, records, result)
    select id, 'read', 'messages', 0, 1, 'done', 1, 1, 1, ${result} from index_runs where public_id = ${run}`.execute(
    write,
  );
  await sql`delete from kysely_migration where name >= '0004-message-codes'`.execute(write);
}
