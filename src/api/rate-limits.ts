import type { RateLimitOptions } from '@fastify/rate-limit';
import { msg, type StoredMessage } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Limits an address to `max` requests per minute. */
function perMinute(max: number, message: StoredMessage): RateLimitOptions {
  return {
    max,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError('TOO_MANY_REQUESTS', message, {
        details: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
      }),
  };
}

/** Limit of unlock requests, in addition to the delay after wrong passwords. */
export const UNLOCK_LIMIT = perMinute(20, msg('detail.too-many-unlock-requests'));

/** Limit of policy violation reports: they need no authentication and are logged. */
export const REPORT_LIMIT = perMinute(60, msg('detail.too-many-reports'));

/** Limit of key requests of workers; each run needs a few. */
export const WORKER_KEYS_LIMIT = perMinute(120, msg('detail.too-many-key-requests'));
