import { openBackup, unlockBackup } from '../src/backup/index.ts';
import { english } from '../src/locales/english.ts';
import { openApp } from '../src/main.ts';
import { readSettings } from '../src/settings.ts';
import { PASSWORD } from './phone.ts';

/** Indexes a backup with the settings of these variables, and returns its id. */
export async function indexBackup(environment: Readonly<Record<string, string>>, path: string): Promise<string> {
  const app = await openApp(readSettings(environment));
  try {
    await app.catalog.refresh();
    const id = (await app.store.backups.list()).find((record) => record.path === path)?.publicId ?? '';
    const backup = await openBackup(path, {
      password: PASSWORD,
      tempPath: app.settings.backup_paths.temp_path,
    });
    const keys = backup.folder.encrypted ? await unlockBackup(backup.folder, PASSWORD) : null;
    await backup.close();
    await app.indexer.start(id, keys);
    const { state, reason } = await app.indexer.wait(id);
    if (state !== 'succeeded') throw new Error(`The run ended as ${state}: ${english(reason) ?? 'no reason'}`);
    return id;
  } finally {
    await app.close();
  }
}
