import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { kindOfTable } from '../src/artifacts/kinds.ts';
import { registry } from '../src/artifacts/registry.ts';
import type { RecordView } from '../src/contract/kinds.ts';
import type { PersonDetailView } from '../src/contract/people.ts';
import type { SearchHitView } from '../src/contract/search.ts';
import type { RecordSourceView } from '../src/contract/tables.ts';
import { openApp } from '../src/main.ts';
import { exampleValues } from '../src/model/example-row.ts';
import { exampleEntries, exampleInfo } from '../src/synthetic/examples/example-entries.ts';
import { chatSourceOf } from '../src/views/index.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { isFull } from './support/depth.ts';
import { indexNow } from './support/index-now.ts';
import { itForSome } from './support/some-rows.ts';
import { onEachEngine, type TestDatabase } from './support/storage/engines.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeBackup } from './synthetic/index.ts';

/** Artifacts with an example; the stores of all of them are in one backup. */
const artifacts = registry.flatMap(({ example, ...artifact }) =>
  example === undefined ? [] : [{ ...artifact, example }],
);

/** Each record table with its kind and the rows of its example. */
const tables = artifacts.flatMap(({ tables: definitions, example }) =>
  Object.entries(definitions).flatMap(([table, { columns }]) => {
    const kind = kindOfTable(table);
    if (kind === null) return [];
    const rows = (example.rows[table] ?? []).map((row) => exampleValues({ columns }, row));
    return [[table, kind, rows] as const];
  }),
);

/** Records of each kind that are asked for one by one: every column is in an example, not in every row of it. */
const LOOKED_AT = isFull ? Infinity : 1;

/** What all tables have of the same code is proved of some at quick depth. */
const isQuick = (_table: unknown, index: number): boolean => index % 10 === 0;

/** Tables of which records are also asked for by their keys. */
const asked = new Set(tables.filter((table, index) => isFull || isQuick(table, index)).map(([table]) => table));

/** Letters alone: digits beside them are of the same word. */
const WORD = /(?<![\p{L}\p{N}])\p{L}{3,}(?![\p{L}\p{N}])/gu;

/** A word that finds a record by its text; null if there is none. */
function wordOf(texts: readonly unknown[]): string | null {
  const words = texts.flatMap((text) => (typeof text === 'string' ? (text.match(WORD) ?? []) : []));
  return words.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/**
 * Columns without search terms: senders are found by `from:`, and the last message of a chat is a message of its own.
 */
const NOT_SEARCHED = new Set(['sender', 'senderName', 'lastText']);

onEachEngine('the catalog in a backup, indexed', (engine) => {
  let workspace: Workspace;
  let database: TestDatabase;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let backup = '';

  beforeAll(async () => {
    const place = await makeWorkspace();
    database = await engine.create(place.path);
    await place.remove();
    workspace = await makeWorkspace({ POSTGRES__DSN: database.dsn });
    await mkdir(workspace.backups);
    const files = exampleEntries(artifacts.map(({ example }) => example));
    const info = exampleInfo(artifacts.map(({ example }) => example));
    await writeBackup(join(workspace.backups, 'catalog'), { manifest: 'db', layout: 'sharded', files, info });
    app = await openApp(workspace.settings, { queue: 'embedded' });
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
    await app.catalog.refresh();
    backup = (await app.store.backups.list())[0]?.publicId ?? '';
    await indexNow(app, backup, null);
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
    await database.drop();
  });

  /** Nothing changes them, and every test asks for them. */
  const known = new Map<string, Promise<RecordView[]>>();
  const recordsOf = (kind: string): Promise<RecordView[]> => {
    const records = known.get(kind) ?? client.all<RecordView>(`/backups/${backup}/kinds/${kind}/records`);
    known.set(kind, records);
    return records;
  };

  it('reads every artifact without a loss', async () => {
    const ledger = await app.store.ledger.latest(backup);
    for (const { id } of artifacts) {
      expect(ledger.find(({ artifact }) => artifact === id)).toMatchObject({
        artifact: id,
        outcome: 'indexed',
        skipped: 0,
      });
    }
  });

  it.each(tables)('gives the rows of %s unchanged', async (table, kind, rows) => {
    const lookedAt = asked.has(table) ? LOOKED_AT : 0;
    const records = await recordsOf(kind.id);
    // From a store that several examples share, an artifact also reads the rows of the others.
    expect(records.length).toBeGreaterThanOrEqual(rows.length);
    const whole: unknown[] = [];
    for (const [index, { key, values, secrets, cut }] of records.entries()) {
      const address = `/backups/${backup}/kinds/${kind.id}/records/${encodeURIComponent(key)}`;
      if (index >= lookedAt && secrets.length === 0 && cut.length === 0) {
        whole.push(values);
        continue;
      }
      expect((await client.json<RecordView>(address)).values).toEqual(values);
      whole.push((await client.json<RecordView>(`${address}?secrets=true`)).values);
    }
    expect(whole).toEqual(expect.arrayContaining(rows.map((row) => expect.objectContaining(row) as unknown)));
  });

  const searched = tables.filter(([, { searchable }]) => searchable);
  itForSome(searched, isQuick)('finds the rows of %s by a word', async ([, kind]) => {
    const { title, text = [] } = kind.show;
    const columns = [...[title].flat(), ...text].filter((column) => !NOT_SEARCHED.has(column ?? ''));
    let looked = 0;
    for (const { key, values } of await recordsOf(kind.id)) {
      const word = wordOf(columns.map((column) => values[column ?? '']));
      if (word === null) continue;
      if (looked++ === LOOKED_AT) break;
      const query = encodeURIComponent(`type:${kind.id} ${word}`);
      const hits = await client.all<SearchHitView>(`/search?q=${query}`);
      expect(hits).toContainEqual(expect.objectContaining({ backup, kind: kind.id, table: kind.table, key }));
    }
  });

  itForSome(tables, isQuick)('cites every row of %s', async ([table, kind]) => {
    for (const { key, values } of (await recordsOf(kind.id)).slice(0, LOOKED_AT)) {
      const address = `/backups/${backup}/records/${table}/${encodeURIComponent(key)}/source`;
      const { rows } = await client.json<RecordSourceView>(address);
      const { sourceFile, sourceRow } = values;
      expect(rows).toMatchObject([{ file: { fileID: sourceFile } }]);
      const [row] = rows;
      const inTable = row?.tables.length === 0 ? null : `${row?.tables[0]} ${row?.where['ROWID']}`;
      expect([null, sourceRow]).toContain(inTable);
      // Files that are records themselves are not read.
      const isRead = sourceRow !== `${row?.file.domain} ${row?.file.relativePath}`;
      expect(row?.file.sha256).toEqual(isRead ? expect.stringMatching(/^[\da-f]{64}$/) : null);
      expect(row?.citation).toContain(isRead ? `SHA-256 ${row?.file.sha256}` : `fileID ${row?.file.fileID}`);
    }
  });

  itForSome(tables, isQuick)('names the people of %s', async ([, kind]) => {
    const columns = Object.entries(kind.definition.columns).flatMap(([name, column]) =>
      column.kind === 'handle' && column.format !== 'secret' ? [name] : [],
    );
    if (kind.echoes === true) return;
    let looked = 0;
    for (const { key, values } of await recordsOf(kind.id)) {
      for (const handle of columns.map((column) => values[column])) {
        if (typeof handle !== 'string' || looked++ >= LOOKED_AT) continue;
        const person = await client.json<PersonDetailView>(`/people/${encodeURIComponent(handle)}`);
        expect(person.counts.map((count) => count.kind)).toContain(kind.id);
        const chat = person.chats.find((each) => each.backup === backup && each.kind === kind.id);
        const records = person.records.find((each) => each.backup === backup && each.kind === kind.id);
        // Messages are listed by chat.
        if (chatSourceOf(kind.artifact)?.tables.messageKind === kind.id) expect(chat).toBeDefined();
        else expect(records?.items.map((record) => record.key)).toContain(key);
        const named = await client.all<RecordView>(
          `/backups/${backup}/kinds/${kind.id}/records?person=${encodeURIComponent(handle)}`,
        );
        expect(named.map((record) => record.key)).toContain(key);
        for (const record of named) expect(columns.map((column) => record.values[column])).toContain(handle);
      }
    }
  });

  itForSome(tables, isQuick)('exports the records of %s as they are', async ([, kind]) => {
    // Messages are exported by chat: test/chats.test.ts.
    if (chatSourceOf(kind.artifact)?.tables.messageKind === kind.id) return;
    const exported = async (format: string): Promise<string> => {
      const body = { what: kind.id, format };
      return (await client.ask(`/backups/${backup}/export`, { method: 'POST', body })).text();
    };
    const [about, ...lines] = (await exported('jsonl')).trimEnd().split('\n');
    expect(JSON.parse(about ?? '')).toMatchObject({ type: 'export', what: kind.id });
    const records = (await recordsOf(kind.id)).map(({ kind: type, values, secrets, cut: _cut, ...record }) => {
      const shown = Object.entries(values).filter(([column]) => !secrets.includes(column));
      return { type, ...record, values: Object.fromEntries(shown) };
    });
    const written = lines.map((line) => JSON.parse(line) as RecordView);
    expect(written).toHaveLength(records.length);
    for (const record of records) expect(written).toContainEqual(expect.objectContaining(record));
    // The other form of the same exporter.
    if (!isFull) return;
    const { records: whole } = JSON.parse(await exported('json')) as { records: { key: string }[] };
    expect(whole.map(({ key }) => key)).toEqual(written.map(({ key }) => key));
  });

  it('masks secrets unless asked for', async () => {
    for (const [, kind] of tables) {
      const { columns } = kind.definition;
      const secrets = Object.keys(columns).filter((column) => columns[column]?.format === 'secret');
      for (const { values } of await recordsOf(kind.id))
        expect(secrets.map((column) => values[column] ?? null)).toEqual(secrets.map(() => null));
    }
  });
});
