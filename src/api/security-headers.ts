import type { FastifyInstance, FastifyReply } from 'fastify';

/** What every answer carries unless its route says otherwise. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Gives an answer headers that leave a browser nothing to misuse. */
export function setSecurityHeaders(reply: FastifyReply): void {
  reply.headers(DEFAULTS);
}

/** Gives every answer of the server, errors included, those headers. */
export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', async (_request, reply) => setSecurityHeaders(reply));
}
