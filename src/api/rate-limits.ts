import type { RateLimitOptions } from '@fastify/rate-limit';
import { DomainError } from '../model/errors.ts';

/** Limit of unlock requests per address, in addition to the delay after wrong passwords. */
export const UNLOCK_LIMIT: RateLimitOptions = {
  max: 20,
  timeWindow: 60_000,
  errorResponseBuilder: (_request, { ttl }) =>
    new DomainError('TOO_MANY_REQUESTS', 'Too many unlock requests came from this address.', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
    }),
};

/** Limit of policy violation reports per address: they need no authentication and are logged. */
export const REPORT_LIMIT: RateLimitOptions = {
  max: 60,
  timeWindow: 60_000,
  errorResponseBuilder: (_request, { ttl }) =>
    new DomainError('TOO_MANY_REQUESTS', 'Too many reports came from this address.', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
    }),
};

/** Limit of key requests per worker; each run needs a few. */
export const WORKER_KEYS_LIMIT: RateLimitOptions = {
  max: 120,
  timeWindow: 60_000,
  errorResponseBuilder: (_request, { ttl }) =>
    new DomainError('TOO_MANY_REQUESTS', 'Too many requests for keys came from this address.', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
    }),
};
