import { kinds } from '../../artifacts/kinds.ts';
import { keptForRun } from '../kept-answers.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { ARTIFACT_TABLES } from './find-table.ts';

/** Changes when the same rows are counted differently. */
const COUNTING = 1;

/** The number of rows of every indexed table, by name; cached per set of runs. */
export function tableCounts(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, number>> {
  return cachedForRuns(ctx, 'table-counts', [scope.backupId, ...scope.runs.values()], async () => {
    const counts = new Map<string, number>();
    for (const [artifact, tables] of Map.groupBy(ARTIFACT_TABLES, (table) => table.artifact)) {
      const run = scope.runs.get(artifact);
      if (run === undefined) continue;
      const names = tables.map(({ name }) => name);
      const question = `rows ${COUNTING} ${names.join(' ')}`;
      const counted = await keptForRun(ctx, scope, run, question, () => countRows(ctx, scope, names));
      for (const [at, name] of names.entries()) counts.set(name, counted[at] ?? 0);
    }
    return counts;
  });
}

async function countRows(ctx: ViewContext, scope: Scope, tables: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const table of tables) {
    const { rows } = await rowsOf(ctx, scope, table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    counts.push(rows);
  }
  return counts;
}

/** The number of records of each kind that its list leaves out at first, by kind; cached per set of runs. */
export function setAsideCounts(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, number>> {
  return cachedForRuns(ctx, 'set-aside-counts', [scope.backupId, ...scope.runs.values()], async () => {
    const counts = new Map<string, number>();
    for (const { id, table, setAside } of kinds) {
      const run = runOf(scope, table);
      if (setAside === undefined || run === null) continue;
      const question = `set aside ${COUNTING} ${table} ${setAside.join(' ')}`;
      counts.set(id, await keptForRun(ctx, scope, run, question, () => countSetAside(ctx, scope, table, setAside)));
    }
    return counts;
  });
}

async function countSetAside(
  ctx: ViewContext,
  scope: Scope,
  table: string,
  setAside: readonly string[],
): Promise<number> {
  const { records } = await rowsOf(ctx, scope, table)
    .where((eb) =>
      // PostgreSQL has booleans as SMALLINT, which IS TRUE refuses.
      eb.or(
        setAside.flatMap((column) => {
          const name = column.replace(/^-/, '');
          return name === column ? [eb(name, '=', true)] : [eb(name, '=', false), eb(name, 'is', null)];
        }),
      ),
    )
    .select(({ fn }) => fn.countAll<number>().as('records'))
    .executeTakeFirstOrThrow();
  return records;
}
