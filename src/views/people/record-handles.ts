import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { handleColumns, handleCounts, KINDS_WITH_HANDLES } from './handle-counts.ts';
import { HandleIndex } from './handle-index.ts';

/** The handles in the records of a backup, except those in chats; cached per set of runs. */
export function recordHandles(ctx: ViewContext, scope: Scope): Promise<HandleIndex> {
  return cachedForRuns(ctx, 'record-handles', [scope.backupId, ...scope.runs.values()], async () => {
    const keys = new Set<string>();
    for (const kind of KINDS_WITH_HANDLES) {
      for (const column of handleColumns(kind)) {
        for (const { handleKey } of await handleCounts(ctx, scope, kind, column)) keys.add(handleKey);
      }
    }
    return new HandleIndex(keys);
  });
}
