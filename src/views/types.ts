import type { ArtifactTables } from '../artifacts/registry.ts';
import type { BackupId } from '../model/ids.ts';
import type { Store } from '../storage/index.ts';

/** What views need to answer: the store, and who is unlocked now. */
export interface ViewContext {
  readonly store: Store<ArtifactTables>;
  /** True when a session holds the keys of the backup. */
  isUnlocked(backup: BackupId): boolean;
  /** What people call the artifact. */
  readonly titleOf: (artifact: string) => string;
}
