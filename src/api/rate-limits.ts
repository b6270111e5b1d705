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

/** Reports of policy violations one address may send in a minute: they are open to anybody and end in the log. */
export const REPORT_LIMIT: RateLimitOptions = {
  max: 60,
  timeWindow: 60_000,
  errorResponseBuilder: (_request, { ttl }) =>
    new DomainError('TOO_MANY_REQUESTS', 'Too many reports came from this address.', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
    }),
};

/** Requests for keys one worker may send in a minute; each run takes a few. */
export const WORKER_KEYS_LIMIT: RateLimitOptions = {
  max: 120,
  timeWindow: 60_000,
  errorResponseBuilder: (_request, { ttl }) =>
    new DomainError('TOO_MANY_REQUESTS', 'Too many requests for keys came from this address.', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
    }),
};
