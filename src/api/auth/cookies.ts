import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { BackupId } from '../../model/ids.ts';

/** Out of reach of scripts, and never sent along with requests that another site starts. */
const OPTIONS = { httpOnly: true, sameSite: 'strict' } as const;

/** How the cookie of a logged-in browser is set. */
export const BROWSER_COOKIE: CookieSerializeOptions = { ...OPTIONS, path: '/' };

/** How the cookie of an unlocked backup is set: it goes to the addresses of backups only, their list among them. */
export const BACKUP_COOKIE: CookieSerializeOptions = { ...OPTIONS, path: '/backups' };

/** Cookies do not know ports: two servers on one machine must not take each other's. */
export function browserCookieName(request: FastifyRequest): string {
  return `apple_juicer_${request.socket.localPort ?? 0}`;
}

/** Name of the cookie that `unlock` sets for this backup. */
export function backupCookieName(request: FastifyRequest, backup: BackupId): string {
  return `${browserCookieName(request)}_${backup}`;
}
