import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { App } from '../../src/app.ts';
import { type AppOptions, openApp } from '../../src/main.ts';
import { sqliteFile } from '../../src/storage/dsn.ts';
import type { BackupRecord } from '../../src/storage/index.ts';
import type { DemoSpec } from '../synthetic/index.ts';
import { indexedDemo } from './indexed-demo.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

/** Demos that several suites look at: each is written and indexed once per test run. */

/** A little of everything, not encrypted. */
export const PLAIN_DEMO = { messages: 300, whatsapp: 200, calls: 60, events: 40, photos: 60, notes: 30 } as const;

/** A little of everything, encrypted. */
export const ENCRYPTED_DEMO = {
  password: 'demo password',
  messages: 300,
  contacts: 12,
  whatsapp: 80,
  calls: 40,
  events: 60,
  photos: 60,
  notes: 30,
} as const;

/** An application on a copy of the index of a demo. */
export interface DemoApp {
  /** Its folder of backups is shared: only the database may be changed. */
  readonly workspace: Workspace;
  readonly app: App;
  readonly backup: BackupRecord;
}

/** A workspace with a copy of the index of a demo, for commands or {@link openDemoApp}. */
export async function makeDemoWorkspace(
  spec: DemoSpec,
  more: Readonly<Record<string, string>> = {},
): Promise<Workspace> {
  const { backups, database } = await indexedDemo(spec);
  const workspace = await makeWorkspace({ BACKUP_PATHS__BASE_PATH: backups, ...more });
  const copy = sqliteFile(workspace.settings.postgres.dsn) ?? '';
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  await copyFile(database, copy);
  return { ...workspace, backups };
}

/** Opens the application on a copy of the index of a demo, which is locked. `more` as for {@link makeWorkspace}. */
export async function openDemoApp(
  spec: DemoSpec,
  more: Readonly<Record<string, string>> = {},
  options?: AppOptions,
): Promise<DemoApp> {
  const workspace = await makeDemoWorkspace(spec, more);
  const app = await openApp(workspace.settings, options);
  await app.catalog.refresh();
  const [backup] = await app.store.backups.list();
  if (backup === undefined) throw new Error('The demo was not found.');
  return { workspace, app, backup };
}
