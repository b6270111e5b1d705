import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { ExportOrderSchema, readsBackup } from '../../contract/export.ts';
import { ExportJobListSchema, ExportJobSchema, type ExportJobView } from '../../contract/export-jobs.ts';
import { english } from '../../locales/english.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { accessorOf } from '../auth/accessor.ts';
import { accessBackup } from '../auth/backup-access.ts';
import { parseByteRange } from '../content/byte-range.ts';
import { contentDisposition } from '../content/file-name.ts';
import { SANDBOX_POLICY } from '../content/send-file.ts';
import type { Routes } from '../context.ts';
import type { StoredJob } from '../export-jobs/job-store.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN, TOKEN_AND_SESSION } from '../openapi/security.ts';
import { EXPORT_BODY_BYTES } from './export.ts';
import { BackupParams } from './params.ts';

const Params = z.object({ job: z.uuid().describe('Id of the job.') });
const FileParams = BackupParams.extend(Params.shape);

/** Exports that are made in the background. */
export const exportJobRoutes: Routes =
  ({ app, browsers, exportJobs, closing }) =>
  async (server) => {
    const tags = ['export'];

    server.post(
      '/backups/:id/export-jobs',
      {
        bodyLimit: EXPORT_BODY_BYTES,
        schema: {
          operationId: 'createExportJob',
          summary: 'Make an export in the background',
          description:
            'The job survives a restart of the server and, with `files`, waits while the backup is locked. Its file is kept ' +
            'for a day, until ten minutes after its download, or until the browser logs out. A job with a `redaction` or ' +
            '`notePasswords` does not survive a restart: they are kept in memory only, the passwords until it is ready.',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          body: ExportOrderSchema,
          response: answers(
            { 201: ExportJobSchema.describe('The job.') },
            'CONFLICT',
            ...BODY_ERRORS,
            ...OPENING_ERRORS,
          ),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { zipPassword, redaction, notePasswords, ...plan } = request.body;
        if (zipPassword !== undefined) throw new DomainError('BAD_REQUEST', msg('detail.export-job-password'));
        if (readsBackup(plan)) await accessBackup(app, request, id);
        else await app.store.backups.get(id);
        await (await import('../../export/index.ts')).findExporter(plan);
        const job = await exportJobs.create(accessorOf(browsers, request), id, plan, { redaction, notePasswords });
        const { what, format } = plan;
        await app.store.accesses.add(accessorOf(browsers, request), { backup: id, action: 'exported', what, format });
        return reply.code(201).send(viewOf(job));
      },
    );

    server.get(
      '/export-jobs',
      {
        schema: {
          operationId: 'listExportJobs',
          summary: 'List export jobs',
          tags,
          security: TOKEN,
          response: answers({ 200: ExportJobListSchema.describe('All of them, on one page.') }),
        },
      },
      async () => ({ items: exportJobs.list().map(viewOf), next: null }),
    );

    server.get(
      '/export-jobs/:job',
      {
        schema: {
          operationId: 'getExportJob',
          summary: 'Show one export job',
          tags,
          security: TOKEN,
          params: Params,
          response: answers({ 200: ExportJobSchema.describe('The job.') }, 'NOT_FOUND'),
        },
      },
      async ({ params: { job } }) => viewOf(exportJobs.get(job)),
    );

    server.post(
      '/export-jobs/:job/restart',
      {
        schema: {
          operationId: 'restartExportJob',
          summary: 'Make an export again',
          tags,
          security: TOKEN,
          params: Params,
          response: answers({ 200: ExportJobSchema.describe('The job.') }, 'NOT_FOUND', 'CONFLICT'),
        },
      },
      async ({ params: { job } }) => viewOf(await exportJobs.restart(job)),
    );

    server.delete(
      '/export-jobs/:job',
      {
        schema: {
          operationId: 'deleteExportJob',
          summary: 'Cancel an export job, or remove one that is over',
          tags,
          security: TOKEN,
          params: Params,
          response: answers({ 204: z.undefined().describe('Cancelled or removed.') }, 'NOT_FOUND'),
        },
      },
      async ({ params: { job } }, reply) => {
        await exportJobs.cancel(job);
        return reply.code(204).send();
      },
    );

    // Below the backup, because browsers send the cookie of its session nowhere else.
    server.get(
      '/backups/:id/export-jobs/:job/file',
      {
        exposeHeadRoute: false,
        schema: {
          operationId: 'downloadExport',
          summary: 'Download a finished export',
          description: 'With one byte range, so that a download that broke off can go on.',
          tags,
          security: TOKEN_AND_SESSION,
          params: FileParams,
          response: answers(
            {
              200: { description: 'The file, or a ZIP of several.', content: { '*/*': { schema: z.unknown() } } },
              206: { description: 'A part of it.', content: { '*/*': { schema: z.unknown() } } },
            },
            'NOT_FOUND',
            'CONFLICT',
            'RANGE_NOT_SATISFIABLE',
            ...OPENING_ERRORS,
          ),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (exportJobs.get(request.params.job).backup !== id) {
          throw new DomainError('NOT_FOUND', msg('detail.no-export-job'));
        }
        const { job, path, size } = await exportJobs.file(request.params.job);
        if (readsBackup(job.plan)) await accessBackup(app, request, id);
        const range = parseByteRange(request.headers.range, size);
        if (range.kind === 'unsatisfiable') {
          throw new DomainError('RANGE_NOT_SATISFIABLE', msg('detail.size-of-file', { size }), { details: { size } });
        }
        const { start, end } = range.kind === 'part' ? range : { start: 0, end: size };
        if (range.kind === 'part') reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
        reply.type(job.contentType ?? 'application/octet-stream').headers({
          'accept-ranges': 'bytes',
          'cache-control': 'private, no-store',
          'content-length': end - start,
          'content-disposition': contentDisposition(job.name ?? '', 'export', 'attachment'),
          'content-security-policy': SANDBOX_POLICY,
        });
        if (size === 0) return reply.send('');
        const file = createReadStream(path, { start, end: end - 1, signal: closing });
        reply.raw.once('finish', () => {
          if (end === size)
            void exportJobs.downloaded(job.id).catch((error: unknown) => request.log.error({ err: error }));
        });
        // Without a listener, an aborted file would be an uncaught error.
        file.on('error', () => undefined);
        return reply.send(file);
      },
    );
  };

function viewOf(job: StoredJob): ExportJobView {
  const { owner: _owner, browser: _browser, total, contentType: _type, reason, ...view } = job;
  return {
    ...view,
    phase: job.state === 'running' ? job.phase : null,
    fraction: fractionOf(job, total),
    reason: reason === null ? null : english(reason),
    reasonCode: reason,
  };
}

/** What follows the last record (files, typesetting) is never known: a job is at its end when it is ready. */
function fractionOf({ state, records }: StoredJob, total: number | null): number | null {
  if (state === 'ready') return 1;
  return total === null || total === 0 ? null : Math.min(0.99, records / total);
}
