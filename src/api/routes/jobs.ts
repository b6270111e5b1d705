import { z } from 'zod';
import { JobDetailSchema, JobListSchema } from '../../contract/jobs.ts';
import { getJob, listJobs } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe('Maximum number of jobs, including finished ones.');

/** Index runs of all backups, as jobs. */
export const jobRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['jobs'];

    server.get(
      '/jobs',
      {
        schema: {
          operationId: 'listJobs',
          summary: 'List index jobs and workers',
          tags,
          security: TOKEN,
          querystring: z.object({ limit: Limit }),
          response: answers({ 200: JobListSchema.describe('Running jobs first, then the newest.') }),
        },
      },
      async ({ query: { limit } }) => listJobs(app.views, await app.indexer.report(), limit),
    );

    server.get(
      '/jobs/:id',
      {
        schema: {
          operationId: 'getJob',
          summary: 'Show one job',
          tags,
          security: TOKEN,
          params: z.object({ id: z.uuid().describe('Public id of the run.') }),
          response: answers(
            { 200: JobDetailSchema.describe('The job with its pieces and its jobs in Redis.') },
            'NOT_FOUND',
            'BACKUP_NOT_FOUND',
          ),
        },
      },
      async ({ params: { id } }) => getJob(app.views, await app.indexer.report(), id),
    );
  };
