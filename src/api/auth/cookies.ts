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

/** Options of the cookie of an unlocked backup, sent only with paths of backups including their list. */
export function backupCookie(request: FastifyRequest): CookieSerializeOptions {
  return { ...OPTIONS, secure: isOverTls(request), path: '/backups' };
}

/** Contains the port, because cookies are shared between ports of a host. */
export function browserCookieName(request: FastifyRequest): string {
  return `apple_juicer_${request.socket.localPort ?? 0}`;
}

/** Name of the cookie that `unlock` sets for this backup. */
export function backupCookieName(request: FastifyRequest, backup: BackupId): string {
  return `${browserCookieName(request)}_${backup}`;
}
