import { DatabaseSync } from 'node:sqlite';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import { LiteralLimits } from './literal-limits.ts';

interface Tables {
  readonly t: { readonly a: number };
}

/** Kysely with this compiler. */
function kysely(compiler: SqliteQueryCompiler): Kysely<Tables> {
  return new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => compiler,
    },
  });
}

/** How often SQLite compiles a query that is prepared once and run three times, and its rows of the last run. */
function runThrice(query: Compilable, limit: number): { readonly compiled: number; readonly rows: number } {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3), (4)');
  let compiled = 0;
  // SQLite asks the authorizer about each part of a statement while it is compiled.
  db.setAuthorizer((action) => {
    if (action === SELECT) compiled++;
    return 0;
  });
  const { sql, parameters } = query.compile();
  const statement = db.prepare(sql);
  const values = parameters.map((value) => (typeof value === 'number' ? value : limit));
  const rows = [1, 2, 3].map(() => statement.all(...values)).at(-1) ?? [];
  db.close();
  return { compiled, rows: rows.length };
}

/** `SQLITE_SELECT`, which SQLite asks for once a select. */
const SELECT = 21;
/** Stands for a limit that is given when the query is run. */
const later = { of: 'a later run' } as unknown as number;

it.each([
  ['a number', 2],
  ['a later value', later],
])('compiles a statement once whose limit is %s', (_what, limit) => {
  const query = (compiler: SqliteQueryCompiler) => kysely(compiler).selectFrom('t').select('a').limit(limit);
  expect(runThrice(query(new LiteralLimits()), 2)).toEqual({ compiled: 1, rows: 2 });
  // Why it matters: a parameter alone is compiled again for each run.
  expect(runThrice(query(new SqliteQueryCompiler()), 2)).toEqual({ compiled: 4, rows: 2 });
});
