import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstallationView } from '../contract/installation.ts';
import type { Settings } from '../settings.ts';
import { sqliteFile } from '../storage/index.ts';
import { VERSION } from './version.ts';

/** Describes the installation without secrets. */
export async function describeInstallation(settings: Settings): Promise<InstallationView> {
  const { temp_path: tempPath, base_path: folders, default_folders: defaultFolders } = settings.backup_paths;
  return {
    version: VERSION,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    database: await describeDatabase(settings.postgres.dsn),
    sandbox: { path: tempPath, ...(await measureFolder(tempPath)) },
    folders: [...folders],
    defaultFolders,
    sessionMinutes: settings.sessions.ttl_minutes,
  };
}

async function describeDatabase(dsn: string): Promise<InstallationView['database']> {
  const path = sqliteFile(dsn);
  if (path === null) return { engine: 'PostgreSQL', location: withoutCredentials(dsn), bytes: null };
  const sizes = await Promise.all([path, `${path}-wal`].map(async (file) => (await statOf(file))?.size ?? 0));
  return { engine: 'SQLite', location: path, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Host and database only, without user, password and parameters. */
function withoutCredentials(dsn: string): string {
  const url = URL.parse(dsn.trim().replace(/^[a-z0-9+]+:/i, 'postgres:'));
  return url === null ? '' : `${url.host}${url.pathname}`;
}

/** Counts the files below a folder and their bytes, without following links; zero if there is no folder. */
async function measureFolder(path: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(unlessGone([]));
  const sizes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => statOf(join(entry.parentPath, entry.name))),
  );
  const found = sizes.filter((stats) => stats !== null);
  return { files: found.length, bytes: found.reduce((sum, { size }) => sum + size, 0) };
}

/** Null if the file no longer exists. */
function statOf(path: string): Promise<Stats | null> {
  return lstat(path).catch(unlessGone(null));
}

function unlessGone<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return instead;
    throw error;
  };
}
