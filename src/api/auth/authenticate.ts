import type { FastifyInstance, FastifyRequest } from 'fastify';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BrowserLogins } from './browser-logins.ts';
import { browserCookieName } from './cookies.ts';
import { isSameOrigin } from './host-check.ts';

/** Maximum number of wrong tokens per address and minute. */
const MAX_WRONG_TOKENS = 30;
const WRONG_TOKEN_WINDOW_MS = 60_000;

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Accepted credentials. */
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
 * Accepts requests with the API token or the cookie of a logged-in browser; routes with `config.open` need neither.
 * Requires the cookie and rate-limit plugins.
 */
export function authenticate(server: FastifyInstance, { isToken, browsers }: AuthenticationOptions): void {
  const limit = server.createRateLimit({ max: MAX_WRONG_TOKENS, timeWindow: WRONG_TOKEN_WINDOW_MS });
  server.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.open === true) return;
    const token = request.headers['x-api-token'];
    if (typeof token === 'string') {
      // All local programs share one address: wrong tokens of one must not lock out a correct token.
      if (isToken(token)) return;
      await refuseGuessing(await limit(request, { increment: false }));
      await limit(request);
      throw new DomainError('UNAUTHORIZED', msg('detail.wrong-api-token'));
    }
    const cookie = request.cookies[browserCookieName(request)];
    if (cookie === undefined) throw new DomainError('UNAUTHORIZED', msg('detail.no-api-token'));
    if (!browsers.accepts(cookie)) {
      throw new DomainError('UNAUTHORIZED', msg('detail.browser-logged-out'));
    }
    refuseForeignUse(request);
  });
}

type Limit = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

async function refuseGuessing(limit: Limit): Promise<void> {
  if (limit.isAllowed || limit.remaining > 0) return;
  throw new DomainError('TOO_MANY_REQUESTS', msg('detail.too-many-wrong-tokens'), {
    details: { retryAfterSeconds: Math.max(1, limit.ttlInSeconds) },
  });
}

/** Prevents CSRF, since browsers send cookies automatically: writes need our Origin, reads must not be cross-site. */
function refuseForeignUse(request: FastifyRequest): void {
  if (!READING_METHODS.has(request.method) && !isSameOrigin(request)) {
    throw new DomainError('FORBIDDEN', msg('detail.cookie-without-origin'));
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new DomainError('FORBIDDEN', msg('detail.other-site'));
  }
}
