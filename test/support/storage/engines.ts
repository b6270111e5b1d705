import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { describe } from 'vitest';
import type { TableSet } from '../../../src/model/columns.ts';
import { openStore } from '../../../src/storage/store.ts';
import { quickIf } from '../depth.ts';
import { onShelf } from '../run-shelf.ts';
import { hasService, serviceUrl } from '../services/shared.ts';
import { foldLog } from '../sqlite-file.ts';

/** An engine that contract suites test. */
export interface TestEngine {
  readonly name: 'sqlite' | 'postgres';
  /**
   * Creates a new database; `folder` is the test's own. With `tables` it has the complete schema, copied from a
   * database created once per test run, otherwise it is empty.
   */
  create(folder: string, tables?: TableSet): Promise<TestDatabase>;
}

/** A database for one test. */
export interface TestDatabase {
  readonly dsn: string;
  /** Number of occurrences of a text in the database files. */
  readonly occurrences: (text: string) => Promise<number>;
  /** Removes everything outside of the test's folder. */
  readonly drop: () => Promise<void>;
}

async function onServer<R extends Record<string, unknown>>(url: string, statement: string): Promise<R[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function occurrencesIn(folder: string, text: string): Promise<number> {
  let count = 0;
  for (const file of await readdir(folder)) {
    const bytes = await readFile(join(folder, file)).catch(emptyIfGone);
    for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + text.length)) count++;
  }
  return count;
}

/** PostgreSQL may delete files such as `pg_internal.init` while they are read. */
function emptyIfGone(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

/** Creates a database on a PostgreSQL server: a copy of the database `template`, or an empty one. */
export async function createPostgresDatabase(server: string, template = 'template1'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template ${template} strategy file_copy`);
  return {
    dsn: onDatabase(server, name),
    async occurrences(text) {
      await onServer(server, 'checkpoint');
      const sql = `select current_setting('data_directory') as data, oid from pg_database where datname = '${name}'`;
      const [place] = await onServer<{ data: string; oid: number }>(server, sql);
      return occurrencesIn(join(place?.data ?? '', 'base', String(place?.oid)), text);
    },
    async drop() {
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

function onDatabase(server: string, name: string): string {
  const dsn = new URL(server);
  dsn.pathname = `/${name}`;
  return dsn.href;
}

/** Creates the complete schema in an empty database. */
async function makeSchema(dsn: string, tables: TableSet): Promise<void> {
  const store = await openStore({ dsn, tables });
  try {
    await store.initModels();
  } finally {
    await store.close();
  }
}

/** Copies a SQLite database with the complete schema to `path`, creating its folder. */
export async function copySqliteSchema(path: string, tables: TableSet): Promise<void> {
  const template = await onShelf('sqlite-schema', tables, async (draft) => {
    await makeSchema(`sqlite:///${draft}`, tables);
    // The threads ended without closing the database: all data is in the log beside the file.
    foldLog(draft);
  });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await copyFile(template, path);
}

/** Name of the database with the complete schema on the shared server. */
async function postgresTemplate(server: string, tables: TableSet): Promise<string> {
  const marker = await onShelf('postgres-schema', tables, async (path) => {
    const name = `template_${randomBytes(8).toString('hex')}`;
    await onServer(server, `create database ${name} strategy file_copy`);
    await makeSchema(onDatabase(server, name), tables);
    await writeFile(path, name);
  });
  return readFile(marker, 'utf8');
}

const sqlite: TestEngine = {
  name: 'sqlite',
  async create(folder, tables) {
    const path = join(folder, 'database', 'test.db');
    if (tables !== undefined) await copySqliteSchema(path, tables);
    return {
      dsn: `sqlite:///${path}`,
      occurrences: (text) => occurrencesIn(join(folder, 'database'), text),
      drop: async () => undefined,
    };
  },
};

const postgres: TestEngine = {
  name: 'postgres',
  async create(_folder, tables) {
    const server = await serviceUrl('postgres');
    return createPostgresDatabase(server, tables === undefined ? undefined : await postgresTemplate(server, tables));
  },
};

/** Engine of tests that do not depend on it: SQLite, or the one in `APPLE_JUICER_TEST_ENGINE`. */
export const ANY_ENGINE: TestEngine = process.env['APPLE_JUICER_TEST_ENGINE'] === 'postgres' ? postgres : sqlite;

/** The available engines; the test run reports if PostgreSQL is missing. */
export const ENGINES: readonly TestEngine[] = hasService('postgres') ? [sqlite, postgres] : [sqlite];

/**
 * A suite for each available engine, where PostgreSQL repeats the assertions: it runs at full depth. Suites that compare
 * engines, and those of creating and filling a database, use `describe.each(ENGINES)`: they are what quick depth has of
 * PostgreSQL.
 */
export function onEachEngine(
  name: string,
  suite: (engine: TestEngine) => void,
  options: { timeout?: number } = {},
): void {
  for (const engine of ENGINES)
    describe(`${name} on ${engine.name}`, { ...options, ...quickIf(engine === ANY_ENGINE) }, () => suite(engine));
}
