import type { FastifyRequest } from 'fastify';
import type { App } from '../../app.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { BackupHandle } from '../../sessions/index.ts';
import type { BackupRecord } from '../../storage/index.ts';
import { backupCookieName } from './cookies.ts';

/**
 * The backup, if the request may read its contents: it is not encrypted, or the request has a session for it.
 * @throws BACKUP_NOT_FOUND, BACKUP_LOCKED (no session sent), SESSION_EXPIRED
 */
export async function accessBackup(app: App, request: FastifyRequest, id: BackupId): Promise<BackupRecord> {
  const backup = await app.store.backups.get(id);
  if (backup.encrypted) requireSession(app, request, id);
  return backup;
}

/** Opens the backup, if the request may read its contents. @throws like {@link accessBackup} and opening */
export async function openBackup(app: App, request: FastifyRequest, id: BackupId): Promise<BackupHandle> {
  const { path } = await accessBackup(app, request, id);
  return app.sessions.handle({ id, path });
}

/**
 * True if the request has a valid session for the backup. Does not extend the session, because the web app polls even
 * without user activity.
 */
export function carriesSession(app: App, request: FastifyRequest, id: BackupId): boolean {
  const sent = secretOf(request, id);
  return sent !== null && app.sessions.knows(id, sent.secret, sent.kind);
}

function requireSession(app: App, request: FastifyRequest, id: BackupId): void {
  const sent = secretOf(request, id);
  if (sent === null) {
    throw new DomainError('BACKUP_LOCKED', msg('detail.no-session'));
  }
  if (!app.sessions.accepts(id, sent.secret, sent.kind)) throw new DomainError('SESSION_EXPIRED');
}

/** The session token or cookie of the request for this backup; a header takes precedence. */
function secretOf(
  request: FastifyRequest,
  id: BackupId,
): { readonly secret: string; readonly kind: 'token' | 'cookie' } | null {
  const token = request.headers['x-backup-session'];
  if (typeof token === 'string') return { secret: token, kind: 'token' };
  const cookie = request.cookies[backupCookieName(request, id)];
  return cookie === undefined ? null : { secret: cookie, kind: 'cookie' };
}
