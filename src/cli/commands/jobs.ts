import { Command } from 'commander';
import type { App } from '../../app.ts';
import type { JobDetailView, JobListView, JobView } from '../../contract/jobs.ts';
import type { QueueReport } from '../../indexing/types.ts';
import { DomainError } from '../../model/errors.ts';
import { withApp } from '../context.ts';
import { formatCount, formatMinute, plural } from '../format.ts';
import { examples } from '../help.ts';
import { parseLimit } from '../options.ts';
import { formatTable } from '../table.ts';

/** Connection timeout for Redis in milliseconds. */
const REDIS_WAIT_MS = 2_000;

/** `apple-juicer jobs` */
export function jobsCommand(): Command {
  return new Command('jobs')
    .summary('list index jobs and workers')
    .argument('[JOB]', 'id of a job, to list its pieces')
    .option('--limit <N>', 'number of jobs, 1–200', parseLimit, 20)
    .addHelpText('after', examples('jobs', 'jobs --json', 'jobs 6f1c4a52-0d2e-4a7b-9f54-1d0f6a8b2c3d'))
    .action((id: string | undefined, { limit }: { readonly limit: number }, command: Command) =>
      withApp(command, undefined, async ({ app, out }) => {
        const { getJob, listJobs } = await import('../../views/index.ts');
        const report = await queueReport(app);
        if (id !== undefined) {
          const job = await getJob(app.views, report, id);
          if (out.json) return out.document(job);
          return out.text(`${formatJobs([job])}\n${formatPieces(job.pieces)}`);
        }
        const list = await listJobs(app.views, report, limit);
        if (out.json) return out.document(list);
        return out.text(
          `${formatQueue(list.queue)}\n${list.jobs.length === 0 ? 'No jobs yet.\n' : formatJobs(list.jobs)}`,
        );
      }),
    )
    .addCommand(cancelCommand());
}

/** `apple-juicer jobs cancel JOB` */
function cancelCommand(): Command {
  return new Command('cancel')
    .summary('cancel an index job of any process')
    .description('Its workers stop within seconds. The previous index of the backup is kept.')
    .argument('<JOB>', 'id of the job')
    .addHelpText('after', examples('jobs cancel 6f1c4a52-0d2e-4a7b-9f54-1d0f6a8b2c3d'))
    .action((id: string, _options: unknown, command: Command) =>
      withApp(command, undefined, async ({ app, out }) => {
        const [{ getJob }, { msg }] = await Promise.all([
          import('../../views/index.ts'),
          import('../../locales/messages.ts'),
        ]);
        const { state } = await app.store.runs.get(id);
        if (state !== 'running') throw new DomainError('CONFLICT', msg('detail.job-has-ended', { state }));
        const reason = msg('run.cancelled');
        await app.store.runs.fail(id, { state: 'cancelled', code: 'CANCELLED', reason });
        await app.store.purge();
        const job = await getJob(app.views, await queueReport(app), id);
        if (out.json) return out.document(job);
        await out.text(formatJobs([job]));
      }),
    );
}

/** Report of the configured queue; the app of this command uses the embedded one. */
async function queueReport(app: App): Promise<QueueReport> {
  const { url } = app.settings.redis;
  if (url === undefined) return app.indexer.report();
  const [{ RunQueue }, { isDomainError }] = await Promise.all([
    import('../../indexing/redis/run-queue.ts'),
    import('../../model/errors.ts'),
  ]);
  try {
    const queue = await RunQueue.open(url, { waitMs: REDIS_WAIT_MS });
    const report = await queue.report();
    await queue.close();
    return report;
  } catch (error) {
    if (!isDomainError(error, 'QUEUE_UNAVAILABLE')) throw error;
    return { kind: 'redis', reachable: false, workers: [], jobs: [] };
  }
}

function formatQueue({ kind, reachable, workers }: JobListView['queue']): string {
  if (kind === 'embedded') return 'Queue: embedded.\n';
  if (!reachable) return 'Queue: Redis does not respond.\n';
  const names = workers.length === 0 ? '' : `: ${workers.map(({ name }) => name).join(', ')}`;
  return `Queue: Redis, ${plural(workers.length, 'worker')}${names}\n`;
}

function formatJobs(jobs: readonly JobView[]): string {
  return formatTable(jobs, [
    { title: 'JOB', value: ({ id }) => id },
    { title: 'BACKUP', value: ({ name }) => name, maxWidth: 30 },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'DONE', value: ({ fraction }) => `${Math.floor(fraction * 100)}%`, align: 'right' },
    { title: 'RECORDS', value: ({ records }) => formatCount(records), align: 'right' },
    { title: 'WORKERS', value: ({ workers }) => workers.join(', ') || '–', maxWidth: 40 },
    { title: 'SEEN', value: (job) => lastSeen(job) },
    { title: 'STARTED', value: ({ startedAt }) => formatMinute(startedAt) },
    { title: 'CODE', value: ({ code }) => code ?? '–' },
  ]);
}

function formatPieces(pieces: Parameters<typeof formatTable<PieceView>>[0]): string {
  return formatTable(pieces, [
    {
      title: 'PIECE',
      value: ({ title, kind, slice, slices }) => `${title}${partOf(kind, slice, slices)}`,
      maxWidth: 40,
    },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'DONE', value: ({ fraction }) => `${Math.floor(fraction * 100)}%`, align: 'right' },
    { title: 'RECORDS', value: ({ records }) => formatCount(records), align: 'right' },
    { title: 'WORKER', value: ({ worker }) => worker ?? '–', maxWidth: 40 },
    { title: 'TRIES', value: ({ attempts }) => formatCount(attempts), align: 'right' },
    { title: 'OUTCOME', value: ({ outcome }) => outcome ?? '–' },
  ]);
}

type PieceView = JobDetailView['pieces'][number];

function partOf(kind: string, slice: number, slices: number): string {
  if (slices === 1) return '';
  return kind === 'combine' ? ', put together' : `, part ${slice + 1} of ${slices}`;
}

/** Time since the last heartbeat of a running job. */
function lastSeen({ state, heartbeatAt }: JobView): string {
  if (heartbeatAt === null || (state !== 'queued' && state !== 'running')) return '–';
  return `${Math.max(0, Math.round((Date.now() - heartbeatAt) / 1000))} s ago`;
}
