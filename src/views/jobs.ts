import type { JobDetailView, JobListView, JobView } from '../contract/jobs.ts';
import { english } from '../locales/english.ts';
import { isIndexed } from '../model/progress.ts';
import { backupName } from './backup-name.ts';
import type { ViewContext } from './types.ts';

type Store = ViewContext['store'];
type Run = Awaited<ReturnType<Store['runs']['get']>>;
type Piece = Awaited<ReturnType<Store['pieces']['list']>>[number];

/** State of the queue, from `Indexer.report`. */
export interface QueueFacts extends Readonly<Omit<JobListView['queue'], 'workers'>> {
  readonly workers: readonly JobListView['queue']['workers'][number][];
  readonly jobs: readonly (JobDetailView['queued'][number] & { readonly run: string })[];
}

/** The jobs of all backups: running ones first, then the newest. */
export async function listJobs(ctx: ViewContext, queue: QueueFacts, limit: number): Promise<JobListView> {
  const { store } = ctx;
  const names = new Map((await store.backups.list()).map((backup) => [backup.publicId, backupName(backup)]));
  const jobs: JobView[] = [];
  for (const run of await store.runs.recent(limit)) {
    jobs.push(jobView(run, await store.pieces.list(run.id), names.get(run.backup) ?? run.backup));
  }
  const { kind, reachable, workers } = queue;
  return { queue: { kind, reachable, workers: [...workers] }, jobs };
}

/** One job with its pieces. @throws NOT_FOUND, BACKUP_NOT_FOUND (its backup was deleted) */
export async function getJob(ctx: ViewContext, queue: QueueFacts, id: string): Promise<JobDetailView> {
  const { store } = ctx;
  const run = await store.runs.get(id);
  const [backup, pieces] = await Promise.all([store.backups.get(run.backup), store.pieces.list(id)]);
  return {
    ...jobView(run, pieces, backupName(backup)),
    pieces: pieces.map(({ plan: _plan, claims, ...piece }) => ({
      ...piece,
      attempts: claims,
      title: piece.kind === 'plan' ? 'What there is to read' : ctx.titleOf(piece.artifact),
    })),
    queued: queue.jobs.flatMap(({ run: owner, ...job }) => (owner === id ? [job] : [])),
  };
}

function jobView(run: Run, pieces: readonly Piece[], name: string): JobView {
  const { id, backup, state, owner, heartbeatAt, startedAt, finishedAt, errorCode, reason } = run;
  const isOver = state !== 'running';
  const working = pieces.filter((piece) => piece.worker !== null && (isOver || piece.state === 'running'));
  return {
    id,
    backup,
    name,
    state: isOver || pieces.length > 0 ? state : 'queued',
    fraction: isIndexed(state) ? 1 : fractionOf(pieces),
    records: pieces.reduce((sum, { records }) => sum + records, 0),
    workers: [...new Set(working.flatMap(({ worker }) => worker ?? []))].sort(),
    owner,
    heartbeatAt,
    startedAt,
    finishedAt,
    code: errorCode,
    reason: english(reason),
    reasonCode: reason,
  };
}

/** Progress 0..1, weighted by the bytes of the stores like the progress of a run. */
function fractionOf(pieces: readonly Piece[]): number {
  const plan = pieces.find((piece) => piece.plan !== null)?.plan ?? [];
  const weights = new Map(plan.map(({ artifact, weight, slices }) => [artifact, Math.max(weight, 1) / slices]));
  let [read, all] = [0, 0];
  for (const { kind, artifact, fraction } of pieces) {
    if (kind !== 'read') continue;
    const weight = weights.get(artifact) ?? 1;
    read += weight * fraction;
    all += weight;
  }
  return all === 0 ? 0 : read / all;
}
