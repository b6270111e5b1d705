import type { ArtifactTables } from '../artifacts/registry.ts';
import type { BackupId } from '../model/ids.ts';
import type { ReadStore } from '../storage/index.ts';

/** Dependencies of views. */
export interface ViewContext {
  readonly store: ReadStore<ArtifactTables>;
  /** True if the keys of the backup are in memory. */
  isUnlocked(backup: BackupId): boolean;
  /** Display name of an artifact. */
  readonly titleOf: (artifact: string) => string;
}
