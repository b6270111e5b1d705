import type { FastifyInstance, FastifyReply } from 'fastify';
import { isOverTls } from './auth/over-tls.ts';

/** Path for reports of policy violations. */
export const CSP_REPORTS = '/csp-reports';

/** Default headers of all responses. */
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
 * Content security policy of the web app: only this server. Scripts only from files; the nonce is for style elements of
 * the dialogs' scroll lock. Text can become HTML, script URLs or code only through the listed Trusted Types policies
 * (https://www.w3.org/TR/trusted-types/).
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

/** Sets the default security headers of a response. */
export function setSecurityHeaders(reply: FastifyReply): void {
  reply.headers(DEFAULTS);
}

/** HTTPS only, for this host name only, because a proxy may serve other names. One year in seconds. */
const HSTS = 'max-age=31536000';

/** Sets the default security headers of all responses, including errors. */
export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply);
    if (isOverTls(request)) void reply.header('strict-transport-security', HSTS);
  });
}
