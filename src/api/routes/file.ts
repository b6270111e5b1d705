import { posix } from 'node:path';
import { z } from 'zod';
import { FileParams, findFile } from '../content/find-file.ts';
import { sendFile } from '../content/send-file.ts';
import type { Routes } from '../context.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';

const FileQuery = z.object({
  download: z.literal('1').optional().describe('Have the browser save it instead of showing it.'),
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Save it under this name, without an ending: that stays the one of the file. Photos have such names.'),
});

const Contents = { '*/*': { schema: z.unknown() } };

/** The contents of one file, decrypted on the fly. */
export const fileRoutes: Routes =
  ({ app, closing }) =>
  async (server) => {
    // HEAD has the same handler: a generated one would read the whole file to count it.
    for (const method of ['GET', 'HEAD'] as const) {
      server.route({
        method,
        url: '/backups/:id/file/:fileId',
        exposeHeadRoute: false,
        config: { swagger: { exposeHeadRoute: true } },
        schema: {
          operationId: method === 'GET' ? 'getFile' : 'headFile',
          summary: method === 'GET' ? 'Read a file' : 'Ask for the exact length and type of a file',
          description:
            'One byte range, If-Range and If-None-Match are honoured; several ranges are answered with the whole file. ' +
            '`X-File-Integrity` is not `ok` where the end of the stored file is damaged.',
          tags: ['files'],
          security: TOKEN_AND_SESSION,
          params: FileParams,
          querystring: FileQuery,
          response: answers(
            {
              200: { description: 'The whole file.', content: Contents },
              206: { description: 'The range that was asked for.', content: Contents },
              304: z.undefined().describe('The client has it already.'),
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

/** The path of a file, or how somebody who knows it by another name calls it: one name, whatever is in it. */
function nameOf(relativePath: string, name: string | undefined): string {
  return name === undefined ? relativePath : `${name.replaceAll('/', '_')}${posix.extname(relativePath)}`;
}
