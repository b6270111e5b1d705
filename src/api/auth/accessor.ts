import type { FastifyRequest } from 'fastify';
import type { Accessor } from '../../model/access.ts';
import type { BrowserLogins } from './browser-logins.ts';
import { browserCookieName } from './cookies.ts';

/** Who sends an authenticated request; the API token takes precedence, as in `authenticate`. */
export function accessorOf(browsers: BrowserLogins, request: FastifyRequest): Accessor {
  const cookie = request.headers['x-api-token'] === undefined ? request.cookies[browserCookieName(request)] : undefined;
  if (cookie === undefined) return { actor: 'token', browserKey: null, browserName: null };
  const key = browsers.keyOf(cookie);
  const name = browsers.list().find((browser) => browser.key === key)?.name ?? null;
  return { actor: 'browser', browserKey: key, browserName: name };
}
