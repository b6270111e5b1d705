import type { Kysely, Selectable } from 'kysely';
import { type StoredMessage } from '../../locales/messages.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { BackupStatus, CoreDatabase, IndexRunsTable } from '../database.ts';
import type { SearchRows } from '../engine.ts';
import { currentRuns } from './artifact-runs.ts';
import { mergeKeptRows } from './index-growth.ts';
import { dropHiddenAnswers } from './kept-answers.ts';
import type { IndexRunState } from './run-types.ts';

type RunRow = Selectable<IndexRunsTable>;

/** How a run ended. */
export interface RunEnd {
  readonly state: Exclude<IndexRunState, 'running'>;
  readonly code: ErrorCode | null;
  readonly reason: StoredMessage | null;
}

/**
 * Makes the finished artifact runs of a run current. An artifact that `failed` or is `locked` does not replace earlier
 * rows. Returns the number of artifacts that kept their earlier rows for that reason.
 */
export async function flipArtifactRuns(
  db: Kysely<CoreDatabase>,
  run: Pick<RunRow, 'id' | 'backupId'>,
  search: SearchRows | null,
): Promise<number> {
  const finished = await db
    .selectFrom('artifact_runs')
    .select(['id', 'artifact', 'outcome'])
    .where('indexRunId', '=', run.id)
    .where('outcome', 'is not', null)
    .where('preview', 'is', null)
    .execute();
  const current = await currentRuns(db, run.backupId);
  const before = new Map(current.map(({ artifact, id }) => [artifact, id]));
  const after = new Map(before);
  let kept = 0;
  for (const { id, artifact, outcome } of finished) {
    if (before.get(artifact) === id) continue;
    // If an artifact occurs twice in one run, the later one counts.
    if (after.has(artifact) && (outcome === 'failed' || outcome === 'locked')) kept++;
    else after.set(artifact, id);
  }
  await hidePreviews(db, run.backupId);
  const changed = [...after].filter(([artifact, id]) => before.get(artifact) !== id);
  const replaced = changed.flatMap(([artifact]) => before.get(artifact) ?? []);
  for (const [artifact, id] of changed) {
    await mergeKeptRows(db, run.backupId, id, before.get(artifact), search);
  }
  await setCurrent(db, replaced, false);
  await setCurrent(
    db,
    changed.map(([, id]) => id),
    true,
  );
  return kept;
}

async function hidePreviews(db: Kysely<CoreDatabase>, backupId: number): Promise<void> {
  await db
    .updateTable('artifact_runs')
    .set({ isCurrent: false })
    .where('backupId', '=', backupId)
    .where('isCurrent', '=', true)
    .where('preview', 'is not', null)
    .execute();
}

/** Hides everything that a run has shown before its end: previews, and what it has read of a backup without an index. */
async function hideRun(db: Kysely<CoreDatabase>, { id, backupId }: Pick<RunRow, 'id' | 'backupId'>): Promise<void> {
  await hidePreviews(db, backupId);
  await db
    .updateTable('artifact_runs')
    .set({ isCurrent: false })
    .where('indexRunId', '=', id)
    .where('isCurrent', '=', true)
    .execute();
}

/** Outcomes of an existing artifact without read records. */
const UNREADABLE = ['failed', 'locked', 'unsupported-schema'] as const;

/** Number of artifacts of a backup whose latest reading, in this run or before, gave nothing although a store is there. */
export async function countUnreadable(db: Kysely<CoreDatabase>, backupId: number): Promise<number> {
  const latest = await db
    .selectFrom('artifact_runs')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('backupId', '=', backupId)
    .where('outcome', 'is not', null)
    .where('preview', 'is', null)
    .groupBy('artifact')
    .execute();
  const ids = latest.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return 0;
  const { count } = await db
    .selectFrom('artifact_runs')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('id', 'in', ids)
    .where('outcome', 'in', UNREADABLE)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function setCurrent(db: Kysely<CoreDatabase>, ids: readonly number[], isCurrent: boolean): Promise<void> {
  if (ids.length > 0) await db.updateTable('artifact_runs').set({ isCurrent }).where('id', 'in', ids).execute();
}

/** Ends a run and stores its outcome with the backup, whose status reflects whether there is an index now. */
export async function endRun(db: Kysely<CoreDatabase>, run: RunRow, end: RunEnd, now: number): Promise<void> {
  const { state, code, reason } = end;
  if (state !== 'succeeded' && state !== 'partial') await hideRun(db, run);
  await db
    .updateTable('index_runs')
    .set({ state, errorCode: code, reason, finishedAt: now, leaseExpiresAt: now })
    .where('id', '=', run.id)
    .execute();
  await dropHiddenAnswers(db, run.backupId);
  // Backup text that waited for other slices must not survive the run.
  await db.updateTable('index_pieces').set({ partial: null }).where('indexRunId', '=', run.id).execute();
  const current = await db
    .selectFrom('artifact_runs')
    .select('id')
    .where('backupId', '=', run.backupId)
    .where('isCurrent', '=', true)
    .limit(1)
    .executeTakeFirst();
  const without: BackupStatus = state === 'cancelled' ? 'DISCOVERED' : 'FAILED';
  const status: BackupStatus =
    current !== undefined || state === 'succeeded' || state === 'partial' ? 'INDEXED' : without;
  await db
    .updateTable('backups')
    .set({ status, lastRunOutcome: state, lastRunReason: reason, lastRunCode: code, updatedAt: now })
    .where('id', '=', run.backupId)
    .execute();
}
