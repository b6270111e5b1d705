import type { FastifyReply } from 'fastify';

/** Aborts when the response has ended, the client has disconnected or the server closes. */
export function disconnectSignal(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return AbortSignal.any([controller.signal, closing]);
}
