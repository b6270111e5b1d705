import type { Kysely } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { CoreDatabase } from '../database.ts';
import type { ArtifactResult, WriteTarget } from './run-types.ts';

/** Internal ids of a run and its backup. */
export interface RunNumbers {
  readonly id: number;
  readonly backupId: number;
}

/** Starts an artifact run within a transaction that holds the index run; returns its id. */
export async function openArtifactRun(
  trx: Kysely<CoreDatabase>,
  run: RunNumbers,
  artifact: { readonly id: string; readonly version: number },
): Promise<number> {
  const { id } = await trx
    .insertInto('artifact_runs')
    .values(unfinished(run, artifact))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Records finished artifact runs without rows or sources, in one statement. */
export async function recordArtifacts(
  trx: Kysely<CoreDatabase>,
  run: RunNumbers,
  results: readonly Omit<ArtifactResult, 'sources'>[],
): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map(({ entry: { artifact, ...line }, signature }) => ({
    ...unfinished(run, { id: artifact, version: line.version }),
    ...line,
    signature,
  }));
  await trx.insertInto('artifact_runs').values(rows).execute();
}

function unfinished(run: RunNumbers, artifact: { readonly id: string; readonly version: number }) {
  return {
    backupId: run.backupId,
    indexRunId: run.id,
    artifact: artifact.id,
    version: artifact.version,
    isCurrent: false,
    signature: null,
    outcome: null,
    reason: null,
    found: null,
    parsed: 0,
    skipped: 0,
    notes: [],
    milliseconds: 0,
    searchRows: 0,
    createdAt: Date.now(),
    purgedAt: null,
    preview: null,
    rowsRunId: null,
    termRuns: null,
  };
}

/** Writes the ledger line and the sources. @throws CONFLICT if the index run or artifact run has ended */
export async function closeArtifactRun(
  trx: Kysely<CoreDatabase>,
  target: Pick<WriteTarget, 'runId'>,
  { entry, signature, sources }: ArtifactResult,
): Promise<void> {
  const open = await trx
    .selectFrom('artifact_runs as r')
    .innerJoin('index_runs as i', 'i.id', 'r.indexRunId')
    .select('r.id')
    .where('r.id', '=', target.runId)
    .where('r.outcome', 'is', null)
    .where('i.state', '=', 'running')
    .executeTakeFirst();
  if (open === undefined) throw new DomainError('CONFLICT', msg('detail.run-ended'));
  const { version, outcome, reason, found, parsed, skipped, notes, milliseconds } = entry;
  await trx
    .updateTable('artifact_runs')
    .set({
      version,
      outcome,
      reason,
      found,
      parsed,
      skipped,
      notes,
      signature,
      milliseconds: Math.round(milliseconds),
    })
    .where('id', '=', target.runId)
    .execute();
  for (const [position, { store, fileID, domain, relativePath, size, sha256 }] of sources.entries()) {
    const row = { artifactRunId: target.runId, position, store, fileId: fileID, domain, relativePath, size, sha256 };
    await trx.insertInto('source_files').values(row).execute();
  }
}

/** The visible artifact runs of a backup other than previews. */
export async function currentRuns(
  trx: Kysely<CoreDatabase>,
  backupId: number,
): Promise<{ readonly id: number; readonly artifact: string }[]> {
  return trx
    .selectFrom('artifact_runs')
    .select(['id', 'artifact'])
    .where('backupId', '=', backupId)
    .where('isCurrent', '=', true)
    .where('preview', 'is', null)
    .execute();
}

/**
 * Makes a finished artifact run visible before its run ends, in place of its preview, if the artifact has no earlier
 * index. `endRun` hides it again if the run fails.
 */
export async function showOnFirstRun(
  trx: Kysely<CoreDatabase>,
  backupId: number,
  { artifact, runId }: Pick<WriteTarget, 'artifact' | 'runId'>,
): Promise<void> {
  if ((await currentRuns(trx, backupId)).some((run) => run.artifact === artifact)) return;
  await trx
    .updateTable('artifact_runs')
    .set({ isCurrent: false })
    .where('backupId', '=', backupId)
    .where('artifact', '=', artifact)
    .where('isCurrent', '=', true)
    .execute();
  await trx.updateTable('artifact_runs').set({ isCurrent: true }).where('id', '=', runId).execute();
}

/** Updates the signature of an artifact's current rows after its sources changed without changing the contents. */
export async function signCurrent(
  trx: Kysely<CoreDatabase>,
  backupId: number,
  { artifact, signature }: { readonly artifact: string; readonly signature: string },
): Promise<void> {
  await trx
    .updateTable('artifact_runs')
    .set({ signature })
    .where('backupId', '=', backupId)
    .where('artifact', '=', artifact)
    .where('isCurrent', '=', true)
    .where('signature', '!=', signature)
    .execute();
}
