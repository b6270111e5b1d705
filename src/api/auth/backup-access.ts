import type { FastifyRequest } from 'fastify';
import type { App } from '../../main.ts';
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

function requireSession(app: App, request: FastifyRequest, id: BackupId): void {
  const token = request.headers['x-backup-session'];
  const cookie = request.cookies[backupCookieName(request)];
  if (typeof token === 'string') {
    if (app.sessions.accepts(id, token, 'token')) return;
  } else if (cookie !== undefined) {
    if (app.sessions.accepts(id, cookie, 'cookie')) return;
  } else {
    throw new DomainError('BACKUP_LOCKED', 'This backup is encrypted, and the request carries no session of it.');
  }
  throw new DomainError('SESSION_EXPIRED');
}
