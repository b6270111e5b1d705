import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { BackupId } from '../../model/ids.ts';
import { isOverTls } from './over-tls.ts';

/** Not readable by scripts and not sent with cross-site requests. */
const OPTIONS = { httpOnly: true, sameSite: 'strict' } as const;

/** Options of the cookie of a logged-in browser. */
export function browserCookie(request: FastifyRequest): CookieSerializeOptions {
  return { ...OPTIONS, secure: isOverTls(request), path: '/' };
}

/**
 * Options of the cookie by which a browser is recognised when it logs in again. It gives no access. Unlike the others it is
 * sent when a link from elsewhere is opened, as login links are.
 */
export function markCookie(request: FastifyRequest): CookieSerializeOptions {
  return { httpOnly: true, sameSite: 'lax', secure: isOverTls(request), path: '/auth/login' };
}

/** Options of the cookie of an unlocked backup, sent only with paths of backups including their list. */
export function backupCookie(request: FastifyRequest): CookieSerializeOptions {
  return { ...OPTIONS, secure: isOverTls(request), path: '/backups' };
}

/** Contains the port, because cookies are shared between ports of a host. */
export function browserCookieName(request: FastifyRequest): string {
  return `apple_juicer_${request.socket.localPort ?? 0}`;
}

/** Name of the cookie by which a browser is recognised. */
export function markCookieName(request: FastifyRequest): string {
  return `${browserCookieName(request)}_mark`;
}

/** Name of the cookie that `unlock` sets for this backup. */
export function backupCookieName(request: FastifyRequest, backup: BackupId): string {
  return `${browserCookieName(request)}_${backup}`;
}
