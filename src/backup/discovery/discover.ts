import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { msg } from '../../locales/messages.ts';
import type { BackupFolder } from '../../model/backup-folder.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { systemErrorCode } from '../file/io-error.ts';
import { explainFile, explainMissingBackup } from './explain-missing-backup.ts';
import { folderError } from './folder-error.ts';
import { inspectBackup } from './inspect.ts';
import { SNAPSHOT } from './layout.ts';

/** A backup root has a handful of folders; a folder with more entries than this is not one. */
const MAX_CHILDREN = 10_000;

/** Folders on the standard path to backups (`Apple Computer/MobileSync/Backup`), which are always searched. */
export const INTERMEDIATE_FOLDERS: ReadonlySet<string> = new Set([
  'apple computer',
  'apple',
  'mobilesync',
  'backup',
  'backups',
]);
const MAX_DEPTH = 4;
/** Number of other folders that are searched if nothing else was found. */
const MAX_OTHER_FOLDERS = 300;

/** Their property lists are held in memory at the same time. */
const INSPECTED_AT_ONCE = 4;

/** Payload folders inside a backup, which users may name by mistake. */
export const PAYLOAD_FOLDER = /^[0-9a-f]{2}$/i;
/** Files found only at the top level of a backup folder. */
const METADATA: ReadonlySet<string> = new Set([
  'Manifest.db',
  'Manifest.mbdb',
  'Manifest.plist',
  'Status.plist',
  'Info.plist',
]);

/**
 * The backups in a backup root, sorted by path, or the single backup if `rootOrBackupFolder` is one. Also accepts a
 * folder inside a backup, its manifest, or a folder a few levels above. Follows links to the root and to its children
 * (backups are often on another disk), but none below.
 * @throws BACKUP_NOT_FOUND (no such folder), NO_ACCESS (macOS without Full Disk Access), LIMIT_EXCEEDED
 */
export async function discoverBackups(rootOrBackupFolder: string): Promise<BackupFolder[]> {
  const root = await resolveFolder(rootOrBackupFolder);
  const itself = (await enclosingBackup(root)) ?? (await inspectBackup(root));
  if (itself !== null) return [itself];
  const found = new Map<string, BackupFolder>();
  const others = await searchFolder(root, found, true);
  await searchIntermediateFolders(others, found, 2);
  if (found.size === 0) for (const folder of others.slice(0, MAX_OTHER_FOLDERS)) await searchBelow(folder, found);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The single backup at `path`, which may also be a folder containing exactly one backup.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (several backups), NO_ACCESS
 */
export async function findBackup(path: string): Promise<BackupFolder> {
  const backups = await discoverBackups(path);
  const [first] = backups;
  if (first === undefined) throw new DomainError('BACKUP_NOT_FOUND', await explainMissingBackup(path));
  if (backups.length > 1) {
    throw new DomainError('BAD_REQUEST', msg('detail.several-backups-in-folder', { count: backups.length }));
  }
  return first;
}

/** True for the name of a file found only at the top level of a backup folder, such as `Manifest.db`. */
export function isMetadataFile(path: string): boolean {
  return METADATA.has(basename(path));
}

/** The backup that contains this folder, judging by its name: `Snapshot` or two hex digits. Null if there is none. */
async function enclosingBackup(folder: string): Promise<BackupFolder | null> {
  const name = basename(folder);
  const parent = dirname(folder);
  if (parent === folder || (name !== SNAPSHOT && !PAYLOAD_FOLDER.test(name))) return null;
  return (await enclosingBackup(parent)) ?? (await inspectBackup(parent));
}

/** Adds the backups directly in `folder` and returns its other folders. */
async function searchFolder(folder: string, found: Map<string, BackupFolder>, links: boolean): Promise<string[]> {
  const others: string[] = [];
  const children = (await listChildren(folder, links)).filter((child) => !found.has(child));
  for (let start = 0; start < children.length; start += INSPECTED_AT_ONCE) {
    const batch = children.slice(start, start + INSPECTED_AT_ONCE);
    const backups = await Promise.all(batch.map(inspectBackup));
    batch.forEach((child, index) => {
      const backup = backups[index];
      if (backup === null || backup === undefined) others.push(child);
      else found.set(child, backup);
    });
  }
  return others;
}

async function searchIntermediateFolders(
  folders: readonly string[],
  found: Map<string, BackupFolder>,
  depth: number,
): Promise<void> {
  if (depth > MAX_DEPTH) return;
  for (const folder of folders) {
    if (!INTERMEDIATE_FOLDERS.has(basename(folder).toLowerCase())) continue;
    await searchIntermediateFolders(await searchBelow(folder, found), found, depth + 1);
  }
}

/** Like {@link searchFolder}, for a folder the user did not name: access errors are ignored. */
async function searchBelow(folder: string, found: Map<string, BackupFolder>): Promise<string[]> {
  try {
    return await searchFolder(folder, found, false);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [];
  }
}

/** The real path of an existing folder, or of the folder of a manifest. @throws BACKUP_NOT_FOUND, NO_ACCESS */
export async function resolveFolder(path: string): Promise<string> {
  let real: string;
  try {
    real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw folderError(error);
  }
  if (isMetadataFile(real)) return dirname(real);
  throw new DomainError('BACKUP_NOT_FOUND', explainFile(basename(real)));
}

/** Real paths of the child folders, sorted by name. */
async function listChildren(root: string, links: boolean): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(root, { withFileTypes: true });
  } catch (error) {
    throw folderError(error);
  }
  if (entries.length > MAX_CHILDREN) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-entries', { limit: MAX_CHILDREN }));
  }
  const children: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) children.push(join(root, entry.name));
    else if (links && entry.isSymbolicLink()) {
      const target = await linkedFolder(join(root, entry.name));
      if (target !== null) children.push(target);
    }
  }
  return children;
}

async function linkedFolder(link: string): Promise<string | null> {
  try {
    const target = await realpath(link);
    return (await stat(target)).isDirectory() ? target : null;
  } catch (error) {
    // A dangling link (to an unmounted disk) must not hide other backups.
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}
