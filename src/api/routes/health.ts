import { z } from 'zod';
import type { Routes } from '../context.ts';
import { answers } from '../openapi/answers.ts';
import { OPEN } from '../openapi/security.ts';
import { VERSION } from '../version.ts';

const HealthSchema = z.object({ status: z.literal('ok'), version: z.string() }).describe('The server is up.');

/** `GET /healthz`: status and version, without authentication. */
export const healthRoutes: Routes = () => async (server) => {
  server.get(
    '/healthz',
    {
      config: { open: true },
      schema: {
        operationId: 'getHealth',
        summary: 'Check the server',
        tags: ['server'],
        security: OPEN,
        response: answers({ 200: HealthSchema }),
      },
    },
    async () => ({ status: 'ok' as const, version: VERSION }),
  );
};
