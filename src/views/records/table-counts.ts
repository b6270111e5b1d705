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
