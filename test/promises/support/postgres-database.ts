import { chown, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startFullPostgres } from '../../support/services/full-postgres.ts';
import { postgresUser } from '../../support/services/postgres-user.ts';
import { runCommand } from '../../support/services/server-process.ts';
import type { Database, Row } from './database.ts';
import { findNeedles, findNeedlesBelow } from './needles.ts';

const NAME = 'apple_juicer';

/** A database on a separate server, so that the server's files only contain its data. */
export async function openPostgresDatabase(folder: string): Promise<Database> {
  const server = await startFullPostgres();
  const at = (database: string): string => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  const dsn = at(NAME);
  const runAll = async (url: string, statements: readonly string[]): Promise<Row[][]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const rows: Row[][] = [];
      for (const sql of statements) rows.push((await client.query<Record<string, unknown>>(sql)).rows);
      return rows;
    } finally {
      await client.end();
    }
  };
  const run = async (url: string, sql: string): Promise<Row[]> => (await runAll(url, [sql]))[0] ?? [];
  const program = (name: string, ...args: string[]) => runCommand(join(server.bin, name), args);
  await run(server.url, `create database ${NAME}`);
  return {
    dsn,
    savingWays: [
      {
        name: 'pg_dump and psql',
        async save(to) {
          await mkdir(to);
          await program('pg_dump', '--dbname', dsn, '--file', join(to, 'dump.sql'));
        },
        async restore(from) {
          await program(
            'psql',
            '--quiet',
            '--set',
            'ON_ERROR_STOP=1',
            '--dbname',
            dsn,
            '--file',
            join(from, 'dump.sql'),
          );
        },
      },
      {
        name: 'pg_basebackup',
        async save(to) {
          await program('pg_basebackup', '--dbname', server.url, '--pgdata', to, '--checkpoint=fast');
        },
        async restore(from) {
          await server.halt();
          await rm(server.data, { recursive: true });
          await cp(from, server.data, { recursive: true });
          await give(server.data);
          await server.resume();
        },
      },
    ],
    query: (sql) => run(dsn, sql),
    queryAll: (statements) => runAll(dsn, statements),
    async tables() {
      const columns = await run(
        dsn,
        `select table_name, array_agg(column_name::text order by ordinal_position) as columns
         from information_schema.columns where table_schema = 'public' group by table_name`,
      );
      return new Map(columns.map((row) => [row['table_name'] as string, row['columns'] as string[]]));
    },
    async traces(needles) {
      const dump = join(folder, 'traces.sql');
      await program('pg_dump', '--dbname', dsn, '--file', dump);
      const found = findNeedles(await readFile(dump), needles).map((name) => `dump: ${name}`);
      await rm(dump);
      // Writes buffers to the files, so that they are searched; the write-ahead log remains.
      await run(server.url, 'checkpoint');
      const files = await readdir(server.data);
      return [
        ...found,
        ...files
          .filter((name) => name !== 'pg_wal')
          .flatMap((name) => findNeedlesBelow(join(server.data, name), needles)),
      ];
    },
    async destroy() {
      await run(server.url, `drop database ${NAME} with (force)`);
      await run(server.url, `create database ${NAME}`);
    },
    close: () => server.stop(),
  };
}

/** Changes the owner to the user of PostgreSQL. */
async function give(path: string): Promise<void> {
  const { uid = -1, gid = -1 } = postgresUser();
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { recursive: true })) await chown(join(path, entry), uid, gid);
}
