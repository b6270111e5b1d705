import type { BackupId } from '../../model/ids.ts';
import { parseQuery } from '../../storage/index.ts';
import { selectMarks } from '../marks/selection.ts';
import { runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Hits per search request: its maximum. */
const PAGE = 200;

/**
 * Keys of the notes that match a query, from the search index: title, text, file names and text recognised in files.
 * Cached for the further pages of a list.
 * @throws BAD_REQUEST if a filter in the query is unusable
 */
export async function foundNotes(
  ctx: ViewContext,
  scope: Scope,
  backup: BackupId,
  query: string,
): Promise<ReadonlySet<string>> {
  const parsed = { ...parseQuery(query), types: ['note'], excludedTypes: [] };
  const { unknownTags: _, ...marked } = await selectMarks(ctx, new Map([[backup, scope]]), parsed);
  const chosen = JSON.stringify([marked.only?.get(backup), marked.except?.get(backup)]);
  return cachedForRuns(ctx, 'notes found', [runOf(scope, 'notes'), query, chosen], async () => {
    const found = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await ctx.store.search.find({
        ...marked,
        query: parsed,
        backups: [backup],
        sort: 'newest',
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { ref } of page.items) found.add(ref);
      cursor = page.next;
    }
    return found;
  });
}
