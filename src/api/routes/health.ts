import { z } from 'zod';
import type { Routes } from '../context.ts';
import { answers } from '../openapi/answers.ts';
import { OPEN } from '../openapi/security.ts';
import { VERSION } from '../version.ts';

const HealthSchema = z.object({ status: z.literal('ok'), version: z.string() }).describe('The server is up.');

/** `GET /healthz`: says that the server is up and which version it is, to anybody. */
export const healthRoutes: Routes = () => async (server) => {
  server.get(
    '/healthz',
    {
      config: { open: true },
      schema: {
        operationId: 'getHealth',
        summary: 'Is the server up?',
        tags: ['server'],
        security: OPEN,
        response: answers({ 200: HealthSchema }),
      },
    },
    async () => ({ status: 'ok' as const, version: VERSION }),
  );
};
