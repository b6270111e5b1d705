import type { FastifyInstance, FastifyReply } from 'fastify';
import { isOverTls } from './auth/over-tls.ts';

/** Where browsers report what a policy kept them from. */
export const CSP_REPORTS = '/csp-reports';

/** What every answer carries unless its route says otherwise. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // The page uses none of them.
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * The policy of the web page: its own files and this server, nothing else. Scripts only as files of ours; the nonce is for
 * the style elements that the dialogs' scroll lock adds. No text becomes HTML, a script address or code except through the
 * named Trusted Types policies (https://www.w3.org/TR/trusted-types/): the sanitiser of note HTML and the map's worker.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types map-worker',
    `report-uri ${CSP_REPORTS}`,
  ].join('; ');
}

/** Gives an answer headers that leave a browser nothing to misuse. */
export function setSecurityHeaders(reply: FastifyReply): void {
  reply.headers(DEFAULTS);
}

/** Keeps browsers to HTTPS for this host name only, as a proxy may serve others beside it. A year, in seconds. */
const HSTS = 'max-age=31536000';

/** Gives every answer of the server, errors included, those headers. */
export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply);
    if (isOverTls(request)) void reply.header('strict-transport-security', HSTS);
  });
}
