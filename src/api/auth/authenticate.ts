import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../model/errors.ts';
import type { BrowserLogins } from './browser-logins.ts';
import { browserCookieName } from './cookies.ts';
import { isSameOrigin } from './host-check.ts';

/** Wrong tokens one address may send in a minute. */
const MAX_WRONG_TOKENS = 30;
const WRONG_TOKEN_WINDOW_MS = 60_000;

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who may ask. */
export interface AuthenticationOptions {
  readonly isToken: (candidate: string) => boolean;
  readonly browsers: BrowserLogins;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Needs no token. */
    open?: boolean;
  }
}

/**
 * Lets in requests with the API token or with the cookie of a logged-in browser; routes with `config.open` need neither.
 * Needs the cookie and rate-limit plugins.
 */
export function authenticate(server: FastifyInstance, { isToken, browsers }: AuthenticationOptions): void {
  const limit = server.createRateLimit({ max: MAX_WRONG_TOKENS, timeWindow: WRONG_TOKEN_WINDOW_MS });
  server.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.open === true) return;
    const token = request.headers['x-api-token'];
    if (typeof token === 'string') {
      // Any program of this machine shares the owner's address: its wrong tokens must not lock the right one out.
      if (isToken(token)) return;
      await refuseGuessing(await limit(request, { increment: false }));
      await limit(request);
      throw new DomainError('UNAUTHORIZED', 'This API token is wrong.');
    }
    const cookie = request.cookies[browserCookieName(request)];
    if (cookie === undefined) throw new DomainError('UNAUTHORIZED', 'The request has no API token.');
    if (!browsers.accepts(cookie)) {
      throw new DomainError('UNAUTHORIZED', 'This browser is not logged in any more: open a new one-time link.');
    }
    refuseForeignUse(request);
  });
}

type Limit = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

async function refuseGuessing(limit: Limit): Promise<void> {
  if (limit.isAllowed || limit.remaining > 0) return;
  throw new DomainError('TOO_MANY_REQUESTS', 'Too many wrong API tokens came from this address.', {
    details: { retryAfterSeconds: Math.max(1, limit.ttlInSeconds) },
  });
}

/** A cookie comes along by itself: writes need the right Origin, and reads must not come from another site's page. */
function refuseForeignUse(request: FastifyRequest): void {
  if (!READING_METHODS.has(request.method) && !isSameOrigin(request)) {
    throw new DomainError('FORBIDDEN', 'A change by cookie needs the Origin of this server.');
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new DomainError('FORBIDDEN', 'A page of another origin may not use this server.');
  }
}
