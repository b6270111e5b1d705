import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ArchiveQuerySchema, type ArchiveRequest, ArchiveRequestSchema } from '../../contract/export.ts';
import { zipStream } from '../../media/index.ts';
import { archiveEntries } from '../archive/archive-entries.ts';
import { accessorOf } from '../auth/accessor.ts';
import { openBackup } from '../auth/backup-access.ts';
import { sendDownload } from '../content/send-download.ts';
import type { ApiContext, Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { disconnectSignal } from '../disconnect-signal.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

/** Fits 50,000 fileIDs of 43 bytes. */
export const ARCHIVE_BODY_BYTES = 3 * 1024 * 1024;

const Zip = { description: 'The archive.', content: { 'application/zip': { schema: z.unknown() } } };

/** ZIP archives of files of a backup. */
export const archiveRoutes: Routes = (context) => async (server) => {
  const common = {
    summary: 'Download files as a ZIP',
    description:
      'Generated while it is sent. Files keep their modification times; unsafe names are changed. Missing and damaged files ' +
      'are listed in `MISSING.txt`.',
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

/** Sends an archive. @throws like opening the backup */
export async function sendArchive(
  { app, browsers, closing }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  wanted: ArchiveRequest,
): Promise<FastifyReply> {
  const handle = await openBackup(app, request, id);
  const access = await app.store.accesses.add(accessorOf(browsers, request), {
    backup: id,
    action: 'extracted',
    format: 'zip',
    count: wanted.files?.length ?? null,
  });
  const stream = zipStream(archiveEntries(handle, wanted, (count) => app.store.accesses.setCount(access, count)));
  const name = `${handle.folder.device.deviceName ?? 'backup'} files.zip`;
  return sendDownload(reply, { stream, name, contentType: 'application/zip' }, disconnectSignal(reply, closing));
}
