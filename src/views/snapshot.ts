import { artifactTables, titleOf } from '../artifacts/registry.ts';
import { openSnapshot } from '../storage/index.ts';
import type { ViewContext } from './types.ts';

/**
 * Opens one snapshot of a migrated database for views that need no session, in a thread that its queries may block.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE
 */
export async function openViews(dsn: string): Promise<ViewContext & { close(): Promise<void> }> {
  const store = await openSnapshot({ dsn, tables: artifactTables });
  return { store, isUnlocked: () => false, titleOf, close: () => store.close() };
}
