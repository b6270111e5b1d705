import { z } from 'zod';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS } from '../openapi/answers.ts';
import { OPEN } from '../openapi/security.ts';
import { WORKER_KEYS_LIMIT } from '../rate-limits.ts';
import { serverUrl } from '../server-url.ts';

const Base64Url = z.string().regex(/^[\w-]{1,200}$/);

const KeyRequestSchema = z.strictObject({
  job: z.string().min(1).max(100),
  run: z.uuid(),
  publicKey: Base64Url.describe('X25519, 32 bytes, used for this request only.'),
  at: z.number().int().describe('UTC milliseconds.'),
  nonce: Base64Url,
  mac: Base64Url.describe('HMAC-SHA-256 of the other fields and the URL, with the secret of the workers.'),
});

const SealedKeysSchema = z.object({
  publicKey: Base64Url.describe('X25519 key of the server, used for this response only.'),
  sealed: z.string().describe('AES-256-GCM: IV, ciphertext and tag in base64url.'),
});

/** Sealed class keys for remote workers, which authenticate with their secret instead of the API token. */
export const workerKeyRoutes: Routes =
  ({ app }) =>
  async (server) => {
    // If the port was chosen by the system, it is known only now.
    server.addHook('onListen', async () => app.workerKeys?.announce(app.settings.api.public_url ?? serverUrl(server)));

    server.post(
      '/worker/keys',
      {
        config: { open: true, rateLimit: WORKER_KEYS_LIMIT },
        schema: {
          operationId: 'getWorkerKeys',
          summary: 'Get the keys of a run for a worker',
          description: 'For workers of this installation only. Requests cannot be replayed.',
          tags: ['index'],
          security: OPEN,
          body: KeyRequestSchema,
          response: answers(
            { 200: SealedKeysSchema.describe('Can be decrypted only by the sender of the request.') },
            'NOT_FOUND',
            'BACKUP_LOCKED',
            ...BODY_ERRORS,
          ),
        },
      },
      async ({ body }, reply) => {
        if (app.workerKeys === null) throw new DomainError('NOT_FOUND', msg('detail.no-remote-workers'));
        reply.header('cache-control', 'no-store');
        return app.workerKeys.answer(body);
      },
    );
  };
