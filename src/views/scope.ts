import type { BackupId } from '../model/ids.ts';
import type { ViewContext } from './types.ts';

/** Identifies the current rows of a backup. */
export interface Scope {
  readonly backup: BackupId;
  readonly backupId: number;
  /** artifact → run of its current rows; artifacts that are not indexed are absent. */
  readonly runs: ReadonlyMap<string, number>;
}

/** Finds the current rows of a backup. @throws BACKUP_NOT_FOUND */
export async function scopeOf({ store }: ViewContext, backup: BackupId): Promise<Scope> {
  const { backupId, runs } = await store.runs.scope(backup);
  return { backup, backupId, runs };
}
