import { artifactTables } from '../artifacts/registry.ts';
import { titleOf } from '../artifacts/title-of.ts';
import type { BackupId } from '../model/ids.ts';
import { openSnapshot } from '../storage/index.ts';
import { scopeOf } from './scope.ts';
import type { ViewContext } from './types.ts';

/** Views of one snapshot. */
export interface SnapshotViews extends ViewContext {
  /** Name by which another thread can open the same snapshot as long as it is open; null if the database has none. */
  share(): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Opens one snapshot of a migrated database for views that need no session, in a thread that its queries may block;
 * `shared` is the name of an open one, to see the same.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE
 */
export async function openViews(dsn: string, shared: string | null = null): Promise<SnapshotViews> {
  const store = await openSnapshot({ dsn, tables: artifactTables }, shared);
  return { store, isUnlocked: () => false, titleOf, share: () => store.share(), close: () => store.close() };
}

/**
 * What two snapshots must have in common for all records of a backup to be the same in both: the runs of its rows,
 * which never change under the same revision, and what people added to records. @throws BACKUP_NOT_FOUND
 */
export async function stateOf(ctx: ViewContext, backup: BackupId): Promise<string> {
  const { backupId, runs } = await scopeOf(ctx, backup);
  const { store } = ctx;
  const revisions = Array.from(runs, ([artifact, run]) => [artifact, run, store.runs.revisionOf(run)]);
  return JSON.stringify([backupId, revisions, await store.marks.list(backup)]);
}
