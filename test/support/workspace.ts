import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, type Settings } from '../../src/settings.ts';

/** A folder for one test, and settings that only use this folder. */
export interface Workspace {
  readonly path: string;
  /** Folder of backups. */
  readonly backups: string;
  /** Folder of private copies. */
  readonly temp: string;
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Creates a workspace; `more` are additional `APPLE_JUICER_*` variables without the prefix. */
export async function makeWorkspace(more: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const path = await mkdtemp(join(tmpdir(), 'aj-test-'));
  const backups = join(path, 'backups');
  const temp = join(path, 'temp');
  const values = {
    BACKUP_PATHS__BASE_PATH: backups,
    BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    BACKUP_PATHS__TEMP_PATH: temp,
    POSTGRES__DSN: `sqlite:///${join(path, 'data', 'index.db')}`,
    API__PORT: '0',
    LOG__LEVEL: 'silent',
    ...more,
  };
  const environment = Object.fromEntries(Object.entries(values).map(([key, value]) => [`APPLE_JUICER_${key}`, value]));
  return {
    path,
    backups,
    temp,
    environment,
    settings: readSettings(environment, join(path, '.env')),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
