import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integer, type TableSet, table, text } from '../model/columns.ts';
import { sqliteFile } from './dsn.ts';
import { openStore, type Store } from './store.ts';
import { addBackup, ENGINES, indexMessages, TEST_TABLES } from './testing/test-store.ts';

/** What a SQLite file's schema comes to, however it was made. */
function schemaOf(dsn: string): unknown {
  const db = new DatabaseSync(sqliteFile(dsn), { readOnly: true });
  try {
    const all = (sql: string) =>
      db
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    const tables = all(
      `select name, type, ncol, wr, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%' order by name`,
    );
    return tables.map((entry) => ({
      ...entry,
      columns: all(
        `select name, lower(type) as type, "notnull", dflt_value, pk from pragma_table_info('${entry.name as string}')`,
      ),
      links: all(
        `select "table", "from", "to", on_delete from pragma_foreign_key_list('${entry.name as string}') order by "from"`,
      ),
      indexes: all(
        `select name like 'sqlite_autoindex%' as own, "unique", origin, partial from pragma_index_list('${entry.name as string}') order by name`,
      ),
      indexed: all(
        `select l.name like 'sqlite_autoindex%' as own, i.seqno, i.name from pragma_index_list('${entry.name as string}') l, pragma_index_info(l.name) i order by l.name, i.seqno`,
      ),
      other: all(
        `select type, name, replace(sql, '"', '') as sql from sqlite_schema where tbl_name = '${entry.name as string}' and (type = 'trigger' or sql like '%virtual%' or sql like '% where %')`,
      ),
    }));
  } finally {
    db.close();
  }
}

describe.each(ENGINES)('schema on $name', (engine) => {
  let folder: string;
  let dsn: string;
  const open: Store[] = [];
  const openOn = async <T extends TableSet>(tables: T, at = dsn) => {
    const store = await openStore({ dsn: at, tables });
    open.push(store as unknown as Store);
    return store;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apple-juicer-migrate-'));
    dsn = engine.dsn(folder);
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is the same by migrations and in one go', async () => {
    const other = engine.dsn(join(folder, 'other'));
    const migrated = await (await openOn(TEST_TABLES)).migrate();
    expect(migrated).toEqual({
      applied: ['0001-core'],
      created: ['messages', 'message_parts'],
      altered: [],
      replaced: [],
    });
    await (await openOn(TEST_TABLES, other)).initModels();
    expect(schemaOf(other)).toEqual(schemaOf(dsn));
    expect(await (await openOn(TEST_TABLES, other)).migrate()).toEqual({
      applied: [],
      created: [],
      altered: [],
      replaced: [],
    });
  });

  it('may be migrated by several at once', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openOn(TEST_TABLES)));
    const reports = await Promise.all(stores.map((store) => store.migrate()));
    expect(reports.flatMap(({ applied }) => applied)).toEqual(['0001-core']);
    expect(reports.flatMap(({ created }) => created).toSorted()).toEqual(['message_parts', 'messages']);
  });

  it('follows a definition: a new column and index are added, rows stay', async () => {
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

  it('replaces a table whose kind or key changed and asks for a re-index', async () => {
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
});
