import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { artifactTables } from '../src/artifacts/registry.ts';
import type { TableSet } from '../src/model/columns.ts';
import { openStore } from '../src/storage/index.ts';
import { quickIf } from './support/depth.ts';
import { ENGINES } from './support/storage/engines.ts';
import { schemaOf } from './support/storage/schema-of.ts';

const TABLES = Object.keys(artifactTables);

describe('columns with few values', () => {
  it('are in no key and no index, as they are stored as numbers', () => {
    for (const [name, { columns, primaryKey, indexes = [] }] of Object.entries(artifactTables as TableSet)) {
      for (const column of [...primaryKey, ...indexes.flat()]) {
        expect(columns[column]?.repeats, `${name}.${column}`).toBeUndefined();
      }
    }
  });
});

describe.each(ENGINES)('the schema of all artifacts on $name', (engine) => {
  /** PostgreSQL takes seconds for hundreds of tables; `migrate.test.ts` compares both ways there with few. */
  const depth = quickIf(engine.name === 'sqlite');

  /** A new database with its schema created in one of the two ways, and its known artifact tables. */
  async function made(how: 'initModels' | 'migrate'): Promise<{ schema: unknown; definitions: unknown }> {
    const folder = await mkdtemp(join(tmpdir(), 'aj-schema-'));
    const database = await engine.create(folder);
    onTestFinished(async () => {
      await database.drop();
      await rm(folder, { recursive: true });
    });
    const store = await openStore({ dsn: database.dsn, tables: artifactTables, readers: 1 });
    try {
      await store[how]();
      const definitions = await store.read.selectFrom('artifact_tables').selectAll().orderBy('name').execute();
      // A schema created in one way needs no changes by the other.
      expect(await store.migrate()).toEqual({ applied: [], created: [], altered: [], replaced: [] });
      return { schema: await schemaOf(database.dsn), definitions };
    } finally {
      await store.close();
    }
  }

  it('is the same by migrations and by initModels()', depth, async () => {
    const migrated = await made('migrate');
    expect((migrated.definitions as { name: string }[]).map(({ name }) => name)).toEqual(TABLES.toSorted());
    const text = JSON.stringify(migrated.schema);
    for (const table of ['backups', 'artifact_search_index', ...TABLES]) expect(text).toContain(`"${table}"`);
    expect(await made('initModels')).toEqual(migrated);
  });
});
