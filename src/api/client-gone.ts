import type { FastifyReply } from 'fastify';

/** Aborts when the answer has ended, the client has gone away or the server closes: work for nobody stops. */
export function untilGone(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return AbortSignal.any([controller.signal, closing]);
}
