import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ExportListSchema, type ExportOrder, ExportOrderSchema, readsBackup } from '../../contract/export.ts';
import { accessorOf } from '../auth/accessor.ts';
import { openBackup } from '../auth/backup-access.ts';
import { sendDownload } from '../content/send-download.ts';
import type { ApiContext, Routes } from '../context.ts';
import { disconnectSignal } from '../disconnect-signal.ts';
import { exportContext, exportFiles } from '../export-files.ts';
import { NotePasswords } from '../note-passwords.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

/** Fits ten thousand keys and ten thousand messages of 200 characters. */
export const EXPORT_BODY_BYTES = 5 * 1024 * 1024;

/** Exports of indexed data. */
export const exportRoutes: Routes = (context) => async (server) => {
  server.get(
    '/exports',
    {
      schema: {
        operationId: 'listExports',
        summary: 'List the available exports and their formats',
        tags: ['export'],
        security: TOKEN,
        response: answers({ 200: ExportListSchema.describe('All of them, on one page.') }),
      },
    },
    async () => (await import('../../export/index.ts')).listExports(),
  );

  server.get(
    '/exports/:what/schema',
    {
      schema: {
        operationId: 'getExportSchema',
        summary: 'The JSON Schema of an export',
        description: 'Draft 2020-12: of each line of `jsonl`, or of the document of `json`.',
        tags: ['export'],
        security: TOKEN,
        params: z.object({ what: z.string().min(1).max(100) }),
        querystring: z.object({ format: z.enum(['json', 'jsonl']).default('jsonl') }),
        response: answers({ 200: z.record(z.string(), z.unknown()).describe('The schema.') }, 'BAD_REQUEST'),
      },
    },
    async ({ params, query }) => (await import('../../export/index.ts')).exportSchema(params.what, query.format),
  );

  server.post(
    '/backups/:id/export',
    {
      bodyLimit: EXPORT_BODY_BYTES,
      schema: {
        operationId: 'exportRecords',
        summary: 'Export chats, photos, records of a kind, or a table',
        description:
          'Generated while it is sent. Every export contains a description, in the file or as `ABOUT.json` in a ZIP. With ' +
          '`files`, an encrypted backup needs its session.',
        tags: ['export'],
        security: TOKEN,
        params: BackupParams,
        body: ExportOrderSchema,
        response: answers(
          { 200: { description: 'The file, or a ZIP of several.', content: { '*/*': { schema: z.unknown() } } } },
          'NOT_FOUND',
          'CONFLICT',
          'CANCELLED',
          'REDACTION_INCOMPLETE',
          'WRONG_NOTE_PASSWORD',
          ...BODY_ERRORS,
          ...OPENING_ERRORS,
        ),
      },
    },
    (request, reply) => sendExport(context, request, reply, request.params.id, request.body),
  );
};

/** Sends an export. @throws BACKUP_NOT_FOUND, NOT_FOUND (a key); with files like opening the backup */
export async function sendExport(
  { app, browsers, closing }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  { zipPassword, redaction, notePasswords, ...wanted }: ExportOrder,
): Promise<FastifyReply> {
  const files = readsBackup(wanted) ? exportFiles(id, await openBackup(app, request, id), app.media) : null;
  const { prepareExport } = await import('../../export/index.ts');
  const disconnected = disconnectSignal(reply, closing);
  const notes = notePasswords === undefined ? null : new NotePasswords(notePasswords);
  if (notes !== null) reply.raw.once('close', () => notes.forget());
  const context = {
    ...exportContext(app, files),
    zipPassword,
    redaction,
    openNote: notes?.open,
    signal: disconnected,
  };
  const prepared = await prepareExport(context, id, wanted);
  await prepared.finish(disconnected);
  const { what, format } = wanted;
  const count = prepared.about.excerpt?.count ?? null;
  const download = prepared.download();
  await app.store.accesses
    .add(accessorOf(browsers, request), { backup: id, action: 'exported', what, format, count })
    .catch((error: unknown) => {
      download.stream.destroy();
      throw error;
    });
  return sendDownload(reply, download, disconnected);
}
