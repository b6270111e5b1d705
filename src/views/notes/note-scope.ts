import type { BackupId } from '../../model/ids.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Where the current rows of Notes are. */
export interface NoteScope {
  readonly backupId: number;
  /** Its run; 0, which no run is, where Notes has no index. */
  readonly runId: number;
}

/** Finds the notes of a backup. @throws BACKUP_NOT_FOUND */
export async function noteScope(ctx: ViewContext, backup: BackupId): Promise<NoteScope> {
  const { backupId, runs } = await scopeOf(ctx, backup);
  return { backupId, runId: runs.get('notes') ?? 0 };
}
