import type { App } from '../app.ts';
import type { AppInfo } from '../backup/types.ts';
import { isDomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';

/** The apps of a backup; empty if its folder is missing or unreadable. @throws BACKUP_NOT_FOUND */
export async function knownApps(app: App, id: BackupId): Promise<readonly AppInfo[]> {
  const { path } = await app.store.backups.get(id);
  try {
    return await app.sessions.apps({ id, path });
  } catch (error) {
    if (isDomainError(error, 'BACKUP_NOT_FOUND', 'NO_ACCESS')) return [];
    throw error;
  }
}
