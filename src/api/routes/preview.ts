import { z } from 'zod';
import { PreviewQuerySchema, PreviewSchema, TablePageSchema, TableQuerySchema } from '../../contract/preview.ts';
import type { DatabaseSource } from '../../media/index.ts';
import type { ErrorCode } from '../../model/errors.ts';
import { FileParams, type FoundFile, findFile } from '../content/find-file.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { disconnectSignal } from '../disconnect-signal.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { Previewer } from '../preview/previewer.ts';

const TableParams = FileParams.extend({ table: z.string().min(1).max(500).describe('Name of the table.') });

const ERRORS: readonly ErrorCode[] = [
  'NOT_FOUND',
  'PAYLOAD_MISSING',
  'NOT_A_FILE',
  'UNSAFE_PATH',
  'MALFORMED_DATABASE',
  'UNSUPPORTED_SCHEMA',
  'CANCELLED',
  'DISK_FULL',
  ...OPENING_ERRORS,
];

/** Previews of files as data, never as markup. */
export const previewRoutes: Routes =
  ({ app, closing }) =>
  async (server) => {
    const previewer = new Previewer(app.media);
    server.addHook('onClose', async () => previewer.close());

    const databaseOf = (id: string, { handle, entry }: FoundFile): DatabaseSource => ({
      key: `${id} ${handle.folder.fingerprint} ${entry.fileID}`,
      path: handle.folder.path,
      locate: async () => {
        const keys = await app.sessions.keys({ id, path: handle.folder.path });
        const found = (suffix: string): ReturnType<typeof handle.find> =>
          handle.find(entry.domain, entry.relativePath + suffix);
        const wal = (await found('-wal')) ?? (await found('-journal'));
        try {
          return { folder: handle.folder, keys: keys?.export() ?? null, entry, walEntry: wal?.entry ?? null };
        } finally {
          keys?.dispose();
        }
      },
    });

    server.get(
      '/backups/:id/file/:fileId/preview',
      {
        schema: {
          operationId: 'previewFile',
          summary: 'Preview a file',
          description:
            'Text, a property list or keyed archive as a tree, the tables of a SQLite database, metadata of an image, audio or ' +
            'video file, or bytes. Damaged files fall back to a simpler preview, with `problem`.',
          tags: ['files'],
          security: TOKEN_AND_SESSION,
          params: FileParams,
          querystring: PreviewQuerySchema,
          response: answers({ 200: PreviewSchema.describe('The preview.') }, ...ERRORS),
        },
      },
      async (request, reply) => {
        const found = await findFile(app, request, request.params);
        const file = await found.handle.open(found.entry);
        try {
          const database = databaseOf(request.params.id, found);
          return await previewer.preview({ file, database }, defined(request.query), disconnectSignal(reply, closing));
        } finally {
          await file.close();
        }
      },
    );

    server.get(
      '/backups/:id/file/:fileId/preview/tables/:table',
      {
        schema: {
          operationId: 'previewTable',
          summary: 'List the rows of a table of a database file',
          description: 'By key. Long texts and BLOBs are truncated; views and virtual tables are not executed.',
          tags: ['files'],
          security: TOKEN_AND_SESSION,
          params: TableParams,
          querystring: TableQuerySchema,
          response: answers({ 200: TablePageSchema.describe('A page.') }, ...ERRORS),
        },
      },
      async (request, reply) => {
        const { id, table } = request.params;
        const found = await findFile(app, request, request.params);
        const { limit, cursor = null } = request.query;
        const query = { table, limit, cursor };
        const page = await app.media.rows(databaseOf(id, found), query, disconnectSignal(reply, closing));
        return { columns: page.columns, items: page.rows, next: page.next };
      },
    );
  };
