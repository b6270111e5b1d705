import type { App } from '../../src/app.ts';
import { english } from '../../src/locales/english.ts';
import type { BackupId } from '../../src/model/ids.ts';

/** Unlocks a backup, indexes it and waits for the end. It remains unlocked. @throws Error unless the run succeeds */
export async function indexNow(
  { store, sessions, indexer }: App,
  id: BackupId,
  password: string | null,
): Promise<void> {
  const { path } = await store.backups.get(id);
  await sessions.unlock({ id, path }, password);
  await indexer.start(id, await sessions.keys({ id, path }));
  const { state, reason } = await indexer.wait(id);
  if (state !== 'succeeded') throw new Error(`Indexing ended as ${state}: ${english(reason) ?? 'no reason'}`);
}
