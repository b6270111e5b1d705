import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ArchiveQuerySchema, type ArchiveRequest, ArchiveRequestSchema } from '../../contract/export.ts';
import { zipStream } from '../../media/index.ts';
import { archiveEntries } from '../archive/archive-entries.ts';
import { openBackup } from '../auth/backup-access.ts';
import { untilGone } from '../client-gone.ts';
import { sendDownload } from '../content/send-download.ts';
import type { ApiContext, Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

/** A request may name 50,000 files, of 43 bytes each. */
export const ARCHIVE_BODY_BYTES = 3 * 1024 * 1024;

const Zip = { description: 'The archive.', content: { 'application/zip': { schema: z.unknown() } } };

/** Many files of a backup as one ZIP. */
export const archiveRoutes: Routes = (context) => async (server) => {
  const common = {
    summary: 'Save many files as one ZIP',
    description:
      'Made while it is sent. Files keep their times; names that are not safe on some system are changed. What could not ' +
      'be put in is listed in `MISSING.txt`.',
    tags: ['files'],
    security: TOKEN_AND_SESSION,
    params: BackupParams,
  };
  const errors = ['CANCELLED', ...OPENING_ERRORS] as const;

  server.get(
    '/backups/:id/archive',
    {
      exposeHeadRoute: false,
      schema: {
        ...common,
        operationId: 'getArchive',
        querystring: ArchiveQuerySchema,
        response: answers({ 200: Zip }, ...errors),
      },
    },
    (request, reply) => {
      const { file, domain, path, folder } = request.query;
      const files = file === undefined ? undefined : [file].flat();
      return sendArchive(context, request, reply, request.params.id, defined({ files, domain, path, folder }));
    },
  );

  server.post(
    '/backups/:id/archive',
    {
      bodyLimit: ARCHIVE_BODY_BYTES,
      schema: {
        ...common,
        operationId: 'makeArchive',
        body: ArchiveRequestSchema,
        response: answers({ 200: Zip }, ...BODY_ERRORS, ...errors),
      },
    },
    (request, reply) => sendArchive(context, request, reply, request.params.id, request.body),
  );
};

/** Answers with an archive. @throws as opening the backup */
export async function sendArchive(
  { app, closing }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  wanted: ArchiveRequest,
): Promise<FastifyReply> {
  const handle = await openBackup(app, request, id);
  const stream = zipStream(archiveEntries(handle, wanted));
  const name = `${handle.folder.device.deviceName ?? 'backup'} files.zip`;
  return sendDownload(reply, { stream, name, contentType: 'application/zip' }, untilGone(reply, closing));
}
