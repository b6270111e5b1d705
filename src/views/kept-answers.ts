import type { JsonValue } from '../model/columns.ts';
import { cachedForRuns } from './run-cache.ts';
import type { Scope } from './scope.ts';
import type { ViewContext } from './types.ts';

/**
 * The answer to a question about all rows of one artifact run, which is kept in the database with the run: of the runs
 * of a backup, only those that are new are read.
 *
 * @param question says all that the answer depends on besides the rows, also the version of what computes it
 */
export async function keptForRun<T extends JsonValue>(
  ctx: ViewContext,
  { backupId, runs }: Pick<Scope, 'backupId' | 'runs'>,
  runId: number,
  question: string,
  load: () => Promise<T>,
): Promise<T> {
  const { store } = ctx;
  // The rows can get another revision while they are read.
  const artifactRun = store.runs.revisionOf(runId);
  const kept = await cachedForRuns(ctx, 'kept-answers', [backupId, ...runs.values()], () =>
    store.answers.ofBackup(backupId),
  );
  const known = kept.get(artifactRun)?.get(question);
  if (known !== undefined) return known as T;
  const answer = await load();
  store.answers.keep(artifactRun, question, answer);
  return answer;
}
