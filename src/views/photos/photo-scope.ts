import type { BackupId } from '../../model/ids.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Where the current rows of the photo library are. */
export interface PhotoScope {
  readonly backupId: number;
  /** Its run; 0, which no run is, where Photos has no index. */
  readonly runId: number;
}

/** Finds the photo library of a backup. @throws BACKUP_NOT_FOUND */
export async function photoScope(ctx: ViewContext, backup: BackupId): Promise<PhotoScope> {
  const { backupId, runs } = await scopeOf(ctx, backup);
  return { backupId, runId: runs.get('photos') ?? 0 };
}
