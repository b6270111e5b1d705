import type { ArtifactTables } from './artifacts/registry.ts';
import type { Catalog } from './indexing/catalog.ts';
import type { Indexer } from './indexing/types.ts';
import type { UnlockManager } from './sessions/types.ts';
import type { Settings } from './settings.ts';
import type { Store } from './storage/index.ts';
import type { ViewContext } from './views/types.ts';

/** The running application: what the API serves and the CLI's commands use. */
export interface App {
  readonly settings: Settings;
  readonly store: Store<ArtifactTables>;
  /** Looks for backups and keeps the registry up to date. */
  readonly catalog: Catalog;
  readonly sessions: UnlockManager;
  readonly indexer: Indexer;
  readonly views: ViewContext;
  /** Locks everything, stops workers, empties the sandbox. */
  close(): Promise<void>;
}
