import type { artifactTables } from './artifacts/registry.ts';
import type { Catalog } from './indexing/catalog.ts';
import type { Indexer } from './indexing/types.ts';
import type { Media } from './media/index.ts';
import type { KeyHandover } from './sessions/index.ts';
import type { UnlockManager } from './sessions/types.ts';
import type { Settings } from './settings.ts';
import type { Store } from './storage/index.ts';
import type { ViewContext } from './views/types.ts';

/** The running application, used by the API and the CLI's commands. */
export interface App {
  readonly settings: Settings;
  readonly store: Store<typeof artifactTables>;
  /** Searches for backups and keeps the registry up to date. */
  readonly catalog: Catalog;
  readonly sessions: UnlockManager;
  readonly indexer: Indexer;
  /** Hands keys to remote workers; null if none are configured. */
  readonly workerKeys: KeyHandover | null;
  readonly views: ViewContext;
  /** Thumbnails, conversions and database browsing. */
  readonly media: Media;
  /** Locks all backups, stops workers, and closes the database. */
  close(): Promise<void>;
}
