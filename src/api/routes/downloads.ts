import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { type DownloadRequest, DownloadRequestSchema, DownloadSchema, readsBackup } from '../../contract/export.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { accessBackup } from '../auth/backup-access.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { ARCHIVE_BODY_BYTES, sendArchive } from './archive.ts';
import { sendExport } from './export.ts';
import { BackupParams } from './params.ts';

/** Lifetime of a link. */
const TTL_MS = 5 * 60_000;
/** Maximum number of unused links; the oldest is dropped. */
const MAX_LINKS = 100;

const Params = BackupParams.extend({ ticket: z.string().regex(/^[\w-]{22}$/) });

interface Ticket {
  readonly backup: string;
  readonly request: DownloadRequest;
  readonly expiresAt: number;
}

/**
 * Links to downloads, since browsers save only what they GET, and a request for an archive or export may be too long
 * for a URL. A link is no authentication: following it needs the same credentials as creating it.
 */
export const downloadRoutes: Routes = (context) => async (server) => {
  const { app } = context;
  const tickets = new Map<string, Ticket>();

  server.post(
    '/backups/:id/downloads',
    {
      bodyLimit: ARCHIVE_BODY_BYTES,
      schema: {
        operationId: 'createDownload',
        summary: 'Create a download link',
        description: 'For an archive or an export. Valid once within five minutes.',
        tags: ['files'],
        security: TOKEN_AND_SESSION,
        params: BackupParams,
        body: DownloadRequestSchema,
        response: answers({ 201: DownloadSchema.describe('The link.') }, ...BODY_ERRORS, ...OPENING_ERRORS),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await authorizeDownload(app, request, id, request.body);
      const { export: exported } = request.body;
      if (exported !== undefined) await (await import('../../export/index.ts')).findExporter(exported);
      // They may have passwords, which do not outlive the links.
      for (const [oldest, { expiresAt }] of tickets) {
        if (tickets.size < MAX_LINKS && expiresAt > Date.now()) break;
        tickets.delete(oldest);
      }
      const ticket = randomBytes(16).toString('base64url');
      const expiresAt = Date.now() + TTL_MS;
      tickets.set(ticket, { backup: id, request: request.body, expiresAt });
      return reply.code(201).send({ url: `/backups/${id}/downloads/${ticket}`, expiresAt });
    },
  );

  server.get(
    '/backups/:id/downloads/:ticket',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'getDownload',
        summary: 'Follow a download link',
        tags: ['files'],
        security: TOKEN_AND_SESSION,
        params: Params,
        response: answers(
          { 200: { description: 'The archive or export.', content: { '*/*': { schema: z.unknown() } } } },
          'NOT_FOUND',
          'CANCELLED',
          'WRONG_NOTE_PASSWORD',
          ...OPENING_ERRORS,
        ),
      },
    },
    async (request, reply) => {
      const { id, ticket } = request.params;
      const found = tickets.get(ticket);
      if (found === undefined || found.backup !== id || found.expiresAt < Date.now()) {
        throw new DomainError('NOT_FOUND', msg('detail.link-expired'));
      }
      await authorizeDownload(app, request, id, found.request);
      tickets.delete(ticket);
      const { archive, export: exported } = found.request;
      if (archive !== undefined) return sendArchive(context, request, reply, id, archive);
      if (exported !== undefined) return sendExport(context, request, reply, id, exported);
      throw new DomainError('INTERNAL');
    },
  );
};

/** Indexed data may be read while the backup is locked, its files may not. @throws like accessBackup */
async function authorizeDownload(
  app: App,
  request: FastifyRequest,
  id: BackupId,
  wanted: DownloadRequest,
): Promise<void> {
  if (wanted.export !== undefined && !readsBackup(wanted.export)) await app.store.backups.get(id);
  else await accessBackup(app, request, id);
}
