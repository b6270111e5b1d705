import type { RateLimitOptions } from '@fastify/rate-limit';
import { DomainError } from '../model/errors.ts';

/** Unlocks one address may ask for in a minute, on top of the delay after wrong passwords. */
export const UNLOCK_LIMIT: RateLimitOptions = {
  max: 20,
  timeWindow: 60_000,
  errorResponseBuilder: (_request, { ttl }) =>
    new DomainError('TOO_MANY_REQUESTS', 'Too many unlocks were asked for from this address.', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
    }),
};
