import type { FastifyRequest } from 'fastify';

/**
 * True for requests that reached the proxy in front of the server over TLS. Anyone can send this header, but gets only a
 * stricter cookie and a stricter policy for it.
 */
export function isOverTls({ headers }: FastifyRequest): boolean {
  const proto = headers['x-forwarded-proto'];
  return typeof proto === 'string' && proto.split(',', 1)[0]?.trim().toLowerCase() === 'https';
}
