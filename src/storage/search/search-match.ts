import type { Kysely } from 'kysely';
import { handleKey } from '../../model/handle.ts';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';
import type { Match } from '../engine.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet, withFacet } from './facets.ts';
import type { ConversationReference, SearchRequest } from './search-request.ts';

/** An artifact run with rows in the search index. */
export interface RunWithRows {
  /** The `run_id` of its rows. */
  readonly id: number;
  /** The runs in the terms of its rows. */
  readonly terms: readonly number[];
  readonly artifact: string;
  readonly backup: BackupId;
  readonly backupId: number;
  readonly visible: boolean;
}

/** All artifact runs with rows in the search index, current or not. */
export async function runsWithRows(db: Kysely<CoreDatabase>): Promise<RunWithRows[]> {
  const rows = await db
    .selectFrom('artifact_runs as r')
    .innerJoin('backups as b', 'b.id', 'r.backupId')
    .where('r.searchRows', '>', 0)
    .select(['r.id', 'r.rowsRunId', 'r.termRuns', 'r.backupId', 'r.artifact', 'r.isCurrent'])
    .select(['b.publicId', 'b.deletedAt'])
    .execute();
  return rows.map(({ id, rowsRunId, termRuns, backupId, artifact, isCurrent, publicId, deletedAt }) => ({
    id: rowsRunId ?? id,
    terms: termRuns ?? [id],
    artifact,
    backup: publicId,
    backupId,
    visible: isCurrent && deletedAt === null,
  }));
}

/** Conditions that restrict the search to the runs `asked` among all `runs`; null if nothing can match. */
export function matchOf(
  request: SearchRequest,
  runs: readonly RunWithRows[],
  asked: readonly RunWithRows[],
): Match | null {
  const { query } = request;
  if (asked.length === 0) return null;
  const facets: string[][] = [];
  if (query.types.length > 0) facets.push(query.types.map(typeFacet));
  if (query.has.length > 0) facets.push(query.has.map(hasFacet));
  if (request.fromKeys !== undefined || query.from.length > 0) {
    facets.push((request.fromKeys ?? query.from.map((typed) => handleKey(typed))).map(fromFacet));
  }
  const facetsOf = (conversations: readonly ConversationReference[]): string[] =>
    conversations.flatMap(({ backup, artifact, key }) =>
      asked
        .filter((run) => run.backup === backup && (artifact === undefined || run.artifact === artifact))
        .map((run) => conversationFacet(run.id, key)),
    );
  if (request.companions !== undefined || query.with.length > 0) {
    const { keys, conversations } = request.companions ?? {
      keys: query.with.map((typed) => handleKey(typed)),
      conversations: [],
    };
    facets.push([...keys.flatMap((key) => [withFacet(key), fromFacet(key)]), ...facetsOf(conversations)]);
  }
  if (request.conversations !== undefined) {
    facets.push(facetsOf(request.conversations));
  } else if (query.in.length > 0) {
    facets.push(query.in.flatMap((key) => asked.map((run) => conversationFacet(run.id, key))));
  }
  if (facets.some((group) => group.length === 0)) return null;
  const excludedFacets = [...query.excludedTypes.map(typeFacet), ...query.excludedHas.map(hasFacet)];

  // Rows of other backups and old runs are excluded by the shorter of two lists. No list at all is fastest.
  const others = runs.filter((run) => !asked.includes(run));
  const positive = query.clauses.length > 0 || facets.length > 0;
  const excludes = query.excluded.length > 0 || excludedFacets.length > 0;
  if (others.length > 0 && positive && others.length < asked.length) {
    excludedFacets.push(...others.flatMap((run) => run.terms.map(runFacet)));
  } else if (others.length > 0 || (excludes && !positive)) {
    facets.push(asked.flatMap((run) => run.terms.map(runFacet)));
  }
  const backups = [...new Set(asked.map(({ backupId }) => backupId))];
  return { backups, clauses: query.clauses, excluded: query.excluded, facets, excludedFacets };
}
