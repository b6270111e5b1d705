import { kinds } from '../../artifacts/kinds.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { ARTIFACT_TABLES } from './find-table.ts';

/** The number of rows of every indexed table, by name; cached per set of runs. */
export function tableCounts(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const runs = [...scope.runs.values()];
  return cachedForRuns(ctx, 'table-counts', [scope.backupId, ...runs], () => count(ctx, scope));
}

async function count(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of ARTIFACT_TABLES) {
    if (runOf(scope, name) === null) continue;
    const counted = await rowsOf(ctx, scope, name)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    counts.set(name, counted.rows);
  }
  return counts;
}

/** The number of records of each kind that its list leaves out at first, by kind; cached per set of runs. */
export function setAsideCounts(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, number>> {
  return cachedForRuns(ctx, 'set-aside-counts', [scope.backupId, ...scope.runs.values()], async () => {
    const counts = new Map<string, number>();
    for (const { id, table, setAside } of kinds) {
      if (setAside === undefined || runOf(scope, table) === null) continue;
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
      counts.set(id, records);
    }
    return counts;
  });
}
