import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { BackupId } from '../../model/ids.ts';
import { isOverTls } from './over-tls.ts';

/** Out of reach of scripts, and never sent along with requests that another site starts. */
const OPTIONS = { httpOnly: true, sameSite: 'strict' } as const;

/** Options of the cookie of a logged-in browser. */
export function browserCookie(request: FastifyRequest): CookieSerializeOptions {
  return { ...OPTIONS, secure: isOverTls(request), path: '/' };
}

/** Options of the cookie of an unlocked backup. It is sent to the addresses of backups and their list only. */
export function backupCookie(request: FastifyRequest): CookieSerializeOptions {
  return { ...OPTIONS, secure: isOverTls(request), path: '/backups' };
}

/** Cookies do not know ports: two servers on one machine must not take each other's. */
export function browserCookieName(request: FastifyRequest): string {
  return `apple_juicer_${request.socket.localPort ?? 0}`;
}

/** Name of the cookie that `unlock` sets for this backup. */
export function backupCookieName(request: FastifyRequest, backup: BackupId): string {
  return `${browserCookieName(request)}_${backup}`;
}
