import type { FastifyRequest } from 'fastify';
import type { App } from '../../app.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { BackupHandle } from '../../sessions/index.ts';
import type { BackupRecord } from '../../storage/index.ts';
import { backupCookieName } from './cookies.ts';

/**
 * The backup, when the request may touch its contents: one that is not encrypted, or one whose session it carries.
 * @throws BACKUP_NOT_FOUND, BACKUP_LOCKED (no session sent), SESSION_EXPIRED
 */
export async function accessBackup(app: App, request: FastifyRequest, id: BackupId): Promise<BackupRecord> {
  const backup = await app.store.backups.get(id);
  if (backup.encrypted) requireSession(app, request, id);
  return backup;
}

/** The opened backup, when the request may touch its contents. @throws as {@link accessBackup}, and what opening throws */
export async function openBackup(app: App, request: FastifyRequest, id: BackupId): Promise<BackupHandle> {
  const { path } = await accessBackup(app, request, id);
  return app.sessions.handle({ id, path });
}

/**
 * True while the request carries a live session of the backup. Asking does not prolong it: the page asks by itself, again
 * and again, whether anybody sits before it or not.
 */
export function carriesSession(app: App, request: FastifyRequest, id: BackupId): boolean {
  const sent = secretOf(request, id);
  return sent !== null && app.sessions.knows(id, sent.secret, sent.kind);
}

function requireSession(app: App, request: FastifyRequest, id: BackupId): void {
  const sent = secretOf(request, id);
  if (sent === null) {
    throw new DomainError('BACKUP_LOCKED', 'This backup is encrypted, and the request carries no session of it.');
  }
  if (!app.sessions.accepts(id, sent.secret, sent.kind)) throw new DomainError('SESSION_EXPIRED');
}

/** What the request shows as proof for this backup; a header goes before a cookie. */
function secretOf(
  request: FastifyRequest,
  id: BackupId,
): { readonly secret: string; readonly kind: 'token' | 'cookie' } | null {
  const token = request.headers['x-backup-session'];
  if (typeof token === 'string') return { secret: token, kind: 'token' };
  const cookie = request.cookies[backupCookieName(request, id)];
  return cookie === undefined ? null : { secret: cookie, kind: 'cookie' };
}
