import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { hasService, serviceUrl } from '../../../test/support/services/shared.ts';

/** An engine that the contract suites run over. */
export interface TestEngine {
  readonly name: 'sqlite' | 'postgres';
  /** Makes a new, empty database; `folder` is the test's own. */
  create(folder: string): Promise<TestDatabase>;
}

/** A database of a test's own. */
export interface TestDatabase {
  readonly dsn: string;
  /** How often a text stands in the files of the database, as they are on disk. */
  readonly occurrences: (text: string) => Promise<number>;
  /** Removes what is not in the test's folder. */
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
    count += (await readFile(join(folder, file), 'latin1')).split(text).length - 1;
  }
  return count;
}

/** Makes a new, empty database on a PostgreSQL server. */
export async function createPostgresDatabase(server: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} strategy file_copy`);
  const dsn = new URL(server);
  dsn.pathname = `/${name}`;
  return {
    dsn: dsn.href,
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

const sqlite: TestEngine = {
  name: 'sqlite',
  create: async (folder) => ({
    dsn: `sqlite:///${join(folder, 'database', 'test.db')}`,
    occurrences: (text) => occurrencesIn(join(folder, 'database'), text),
    drop: async () => undefined,
  }),
};

const postgres: TestEngine = {
  name: 'postgres',
  create: async () => createPostgresDatabase(await serviceUrl('postgres')),
};

/**
 * The engine of tests that are about something else: SQLite, or what `APPLE_JUICER_TEST_ENGINE` names, to run them all on
 * the other one.
 */
export const ANY_ENGINE: TestEngine = process.env['APPLE_JUICER_TEST_ENGINE'] === 'postgres' ? postgres : sqlite;

/** The engines that there are here: the test run says so when PostgreSQL is missing. */
export const ENGINES: readonly TestEngine[] = hasService('postgres') ? [sqlite, postgres] : [sqlite];
