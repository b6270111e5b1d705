import { posix } from 'node:path';
import { z } from 'zod';
import { accessorOf } from '../auth/accessor.ts';
import { FileParams, findFile } from '../content/find-file.ts';
import { sendFile } from '../content/send-file.ts';
import type { Routes } from '../context.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';

const FileQuery = z.object({
  download: z.literal('1').optional().describe('Browsers save the file instead of showing it.'),
  name: z.string().min(1).max(200).optional().describe('File name without extension, which is taken from the file.'),
});

const Contents = { '*/*': { schema: z.unknown() } };

/** The contents of one file, decrypted on the fly. */
export const fileRoutes: Routes =
  ({ app, browsers, closing }) =>
  async (server) => {
    // Explicit HEAD: a generated one would read the whole file to determine its length.
    for (const method of ['GET', 'HEAD'] as const) {
      server.route({
        method,
        url: '/backups/:id/file/:fileId',
        exposeHeadRoute: false,
        config: { swagger: { exposeHeadRoute: true } },
        schema: {
          operationId: method === 'GET' ? 'getFile' : 'headFile',
          summary: method === 'GET' ? 'Read a file' : 'Get the exact length and type of a file',
          description:
            'Supports a single byte range, If-Range and If-None-Match; multiple ranges give the whole file. `X-File-Integrity` ' +
            'is not `ok` if the end of the stored file is damaged.',
          tags: ['files'],
          security: TOKEN_AND_SESSION,
          params: FileParams,
          querystring: FileQuery,
          response: answers(
            {
              200: { description: 'The whole file.', content: Contents },
              206: { description: 'The requested range.', content: Contents },
              304: z.undefined().describe('Not modified.'),
            },
            'NOT_FOUND',
            'PAYLOAD_MISSING',
            'NOT_A_FILE',
            'UNSAFE_PATH',
            'RANGE_NOT_SATISFIABLE',
            ...OPENING_ERRORS,
          ),
        },
        handler: async (request, reply) => {
          const { handle, entry } = await findFile(app, request, request.params);
          // A download that is resumed was logged when it began.
          if (method === 'GET' && request.query.download === '1' && request.headers.range === undefined) {
            const { id } = request.params;
            const access = { backup: id, action: 'extracted', format: 'file', count: 1 } as const;
            await app.store.accesses.add(accessorOf(browsers, request), access);
          }
          return sendFile(request, reply, await handle.open(entry), {
            fingerprint: handle.folder.fingerprint,
            encrypted: handle.folder.encrypted,
            disposition: request.query.download === '1' ? 'attachment' : 'inline',
            name: nameOf(entry.relativePath, request.query.name),
            closing,
          });
        },
      });
    }
  };

/** The path of a file, or the requested name with its extension. */
function nameOf(relativePath: string, name: string | undefined): string {
  return name === undefined ? relativePath : `${name.replaceAll('/', '_')}${posix.extname(relativePath)}`;
}
