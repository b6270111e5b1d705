import { join } from 'node:path';
import { openApp } from '../../src/main.ts';
import type { DemoSpec } from '../synthetic/index.ts';
import { placeDemoBackup } from './demo-shelf.ts';
import { indexNow } from './index-now.ts';
import { onShelf } from './run-shelf.ts';
import { foldLog } from './sqlite-file.ts';
import { makeWorkspace } from './workspace.ts';

/** A demo backup and its index, both read-only because several processes use them. */
export interface IndexedDemo {
  /** The folder that contains the backup. */
  readonly backups: string;
  /** A SQLite database with its index, to be copied. */
  readonly database: string;
}

/** A demo backup that is written and indexed once per test run. */
export async function indexedDemo(spec: DemoSpec): Promise<IndexedDemo> {
  const folder = await onShelf('indexed-demo', spec, (draft) => makeIndexedDemo(draft, spec));
  return placesIn(folder);
}

const placesIn = (folder: string): IndexedDemo => ({
  backups: join(folder, 'backups'),
  database: join(folder, 'index.db'),
});

async function makeIndexedDemo(folder: string, spec: DemoSpec): Promise<void> {
  const { backups, database } = placesIn(folder);
  await placeDemoBackup(join(backups, 'demo'), spec);
  const workspace = await makeWorkspace({
    BACKUP_PATHS__BASE_PATH: backups,
    POSTGRES__DSN: `sqlite:///${database}`,
  });
  try {
    const app = await openApp(workspace.settings, { queue: 'embedded' });
    try {
      await app.catalog.refresh();
      const [backup] = await app.store.backups.list();
      if (backup === undefined) throw new Error('The demo was not found.');
      await indexNow(app, backup.publicId, spec.password ?? null);
    } finally {
      await app.close();
    }
  } finally {
    await workspace.remove();
  }
  foldLog(database);
}
