import { z } from 'zod';
import { JobDetailSchema, JobListSchema } from '../../contract/jobs.ts';
import { getJob, listJobs } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';

const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe('Maximum number of jobs, including finished ones.');

/** Index runs of all backups, as jobs. */
export const jobRoutes = resources(
  'jobs',
  resource({
    path: '/jobs',
    operationId: 'listJobs',
    summary: 'List index jobs and workers',
    query: z.object({ limit: Limit }),
    answer: JobListSchema.describe('Running jobs first, then the newest.'),
    read: async (app, _params, { limit }) => listJobs(app.views, await app.indexer.report(), limit),
  }),
  resource({
    path: '/jobs/:id',
    operationId: 'getJob',
    summary: 'Show one job',
    params: z.object({ id: z.uuid().describe('Public id of the run.') }),
    answer: JobDetailSchema.describe('The job with its pieces and its jobs in Redis.'),
    errors: ['NOT_FOUND', 'BACKUP_NOT_FOUND'],
    read: async (app, { id }) => getJob(app.views, await app.indexer.report(), id),
  }),
);
