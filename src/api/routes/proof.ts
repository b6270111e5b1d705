import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PROOF_PATH, proofOf } from '../auth/server-proof.ts';

const QuerySchema = z.object({ nonce: z.string().regex(/^[\w-]{43}$/) });

/**
 * Proves to the commands of this installation that this is the server of `server.json`, before they send the API token.
 * The secret is in that file only.
 */
export function addProof(server: FastifyInstance, secret: string): void {
  server
    .withTypeProvider<ZodTypeProvider>()
    .get(PROOF_PATH, { config: { open: true }, schema: { hide: true, querystring: QuerySchema } }, async (request) => ({
      proof: proofOf(secret, request.query.nonce),
    }));
}
