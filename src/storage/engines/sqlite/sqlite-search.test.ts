import { DatabaseSync } from 'node:sqlite';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import type { CoreDatabase } from '../../database.ts';
import { parseQuery } from '../../search/query.ts';
import { sqliteSearch } from './sqlite-search.ts';

/** The statement that finds the newest hits of a word among ids up to `maxId`. */
async function statement(maxId: number): Promise<{ readonly sql: string; readonly parameters: readonly unknown[] }> {
  const made: { sql: string; parameters: readonly unknown[] }[] = [];
  const db = new Kysely<CoreDatabase>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => void made.push(query),
  });
  const query = parseQuery('word');
  const match = { backups: [], clauses: query.clauses, excluded: [], facets: [], excludedFacets: [] };
  const window = { minId: 0, maxId, after: null, before: null, localTime: null, only: null, except: [] };
  await sqliteSearch.find(db, match, { ...window, order: 'newest', limit: 10 }, query);
  const [only] = made;
  if (only === undefined) throw new Error('Nothing was asked.');
  return only;
}

it('gives FTS5 bounds that it seeks to, instead of walking through newer hits', async () => {
  const { sql, parameters } = await statement(100);
  const bounds = /t\.rowid between (.+?) and (.+?) and/.exec(sql)?.slice(1) ?? [];
  const db = new DatabaseSync(':memory:');
  const typed = db.prepare(`select typeof(${bounds[0]}) as first, typeof(${bounds[1]}) as last`);
  const given = parameters.filter((each) => each === 0 || each === 100) as number[];
  expect(typed.get(...given)).toEqual({ first: 'integer', last: 'integer' });
  // With a parameter the statement would be compiled at each search; see `literal-limits.ts`.
  expect(sql).toMatch(/ limit 10$/);
  // Why it matters: FTS5 looks at the type of a bound, and a number of JavaScript is bound as REAL.
  expect(db.prepare('select typeof(?) as type').get(100)).toEqual({ type: 'real' });
  db.close();
});
