import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database, Row } from './database.ts';
import { findNeedles, findNeedlesBelow, type Needle } from './needles.ts';

/** A database file in its own folder. */
export async function openSqliteDatabase(folder: string): Promise<Database> {
  const path = join(folder, 'data', 'index.db');
  const run = <T>(use: (db: DatabaseSync) => T): T => {
    const db = new DatabaseSync(path, { timeout: 10_000 });
    try {
      return use(db);
    } finally {
      db.close();
    }
  };
  const queryAll = async (statements: readonly string[]): Promise<Row[][]> =>
    run((db) => statements.map((sql) => db.prepare(sql).all()));
  const query = async (sql: string): Promise<Row[]> => (await queryAll([sql]))[0] ?? [];
  const tables: Database['tables'] = async () => {
    const columns = await query(
      `select t.name as "table", c.name as "column" from sqlite_schema as t, pragma_table_info(t.name) as c
       where t.type = 'table' order by t.name, c.cid`,
    );
    const byTable = Map.groupBy(columns, (row) => row['table'] as string);
    return new Map([...byTable].map(([table, rows]) => [table, rows.map((row) => row['column'] as string)]));
  };
  return {
    dsn: `sqlite:///${path}`,
    savingWays: [
      {
        name: 'VACUUM INTO',
        async save(to) {
          await mkdir(to);
          run((db) => db.prepare('vacuum into ?').run(join(to, 'saved.db')));
        },
        async restore(from) {
          await mkdir(dirname(path), { recursive: true });
          await copyFile(join(from, 'saved.db'), path);
        },
      },
    ],
    query,
    queryAll,
    tables,
    async traces(needles: readonly Needle[]) {
      const found = findNeedlesBelow(dirname(path), needles);
      const names = [...(await tables()).keys()];
      run((db) => {
        for (const table of names) {
          const rows = db.prepare(`select * from "${table}"`);
          rows.setReadBigInts(true);
          for (const value of rows.all().flatMap(Object.values)) {
            const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
            found.push(...findNeedles(bytes, needles).map((name) => `${table}: ${name}`));
          }
        }
      });
      return [...new Set(found)];
    },
    destroy: () => rm(dirname(path), { recursive: true }),
    async close() {
      // The file is removed with the test's folder.
    },
  };
}
