import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { systemErrorCode } from '../file/io-error.ts';
import type { BackupFolder } from '../types.ts';
import { inspectBackup } from './inspect.ts';
import { SNAPSHOT } from './layout.ts';
import { aboutFile, whyNoBackup } from './why-none.ts';

/** A folder of backups holds a handful of folders; beyond this somebody named the wrong one. */
const MAX_CHILDREN = 10_000;

/** Folders on the way to backups, wherever somebody begins: `Apple Computer/MobileSync/Backup`. They are looked into. */
const ON_THE_WAY: ReadonlySet<string> = new Set(['apple computer', 'apple', 'mobilesync', 'backup', 'backups']);
const MAX_DEPTH = 4;
/** Other folders are looked into where nothing was found, at most so many. */
const MAX_STRAYS = 300;

/** Folders inside of a backup that people name by mistake: one of its payloads, or that of a backup being made. */
const INSIDE = /^[0-9a-f]{2}$/i;
/** Files that only lie right in the folder of a backup. */
const METADATA: ReadonlySet<string> = new Set([
  'Manifest.db',
  'Manifest.mbdb',
  'Manifest.plist',
  'Status.plist',
  'Info.plist',
]);

/**
 * The backups in a folder of backups, or the one backup when `rootOrBackupFolder` is a backup itself; in the order of their
 * paths. Somebody who named a folder inside of a backup, its manifest, or a folder somewhat above gets the same backups.
 * Links to the root and to its children are followed (backups often live on another disk), nothing below.
 * @throws BACKUP_NOT_FOUND (no such folder), NO_ACCESS (macOS without Full Disk Access), LIMIT_EXCEEDED
 */
export async function discoverBackups(rootOrBackupFolder: string): Promise<BackupFolder[]> {
  const root = await resolveFolder(rootOrBackupFolder);
  const itself = (await enclosingBackup(root)) ?? (await inspectBackup(root));
  if (itself !== null) return [itself];
  const found = new Map<string, BackupFolder>();
  const others = await searchFolder(root, found, true);
  await searchOnTheWay(others, found, 2);
  if (found.size === 0) for (const folder of others.slice(0, MAX_STRAYS)) await searchBelow(folder, found);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The one backup at `path`, which may also be a folder with just one backup in it.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (several to choose from), NO_ACCESS
 */
export async function findBackup(path: string): Promise<BackupFolder> {
  const backups = await discoverBackups(path);
  const [first] = backups;
  if (first === undefined) throw new DomainError('BACKUP_NOT_FOUND', await whyNoBackup(path));
  if (backups.length > 1) {
    throw new DomainError('BAD_REQUEST', `There are ${backups.length} backups in this folder: name one of them.`);
  }
  return first;
}

/** True for a path whose name only a file right in the folder of a backup has: `Manifest.db`. */
export function isMetadataFile(path: string): boolean {
  return METADATA.has(basename(path));
}

/** The backup that a folder is a part of, by its name: `Snapshot`, or two hex digits. Null where it is none. */
async function enclosingBackup(folder: string): Promise<BackupFolder | null> {
  const name = basename(folder);
  const parent = dirname(folder);
  if (parent === folder || (name !== SNAPSHOT && !INSIDE.test(name))) return null;
  return (await enclosingBackup(parent)) ?? (await inspectBackup(parent));
}

/** Adds the backups right in `folder`; gives its other folders. */
async function searchFolder(folder: string, found: Map<string, BackupFolder>, links: boolean): Promise<string[]> {
  const others: string[] = [];
  for (const child of await listChildren(folder, links)) {
    if (found.has(child)) continue;
    const backup = await inspectBackup(child);
    if (backup === null) others.push(child);
    else found.set(child, backup);
  }
  return others;
}

async function searchOnTheWay(
  folders: readonly string[],
  found: Map<string, BackupFolder>,
  depth: number,
): Promise<void> {
  if (depth > MAX_DEPTH) return;
  for (const folder of folders) {
    if (!ON_THE_WAY.has(basename(folder).toLowerCase())) continue;
    await searchOnTheWay(await searchBelow(folder, found), found, depth + 1);
  }
}

/** The same as {@link searchFolder} for a folder that nobody named: what may not be read there hides nothing else. */
async function searchBelow(folder: string, found: Map<string, BackupFolder>): Promise<string[]> {
  try {
    return await searchFolder(folder, found, false);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [];
  }
}

async function resolveFolder(path: string): Promise<string> {
  let real: string;
  try {
    real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw folderError(error);
  }
  if (isMetadataFile(real)) return dirname(real);
  throw new DomainError('BACKUP_NOT_FOUND', aboutFile(basename(real)));
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
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `This folder has more than ${MAX_CHILDREN} entries: it is no folder of backups.`,
    );
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
    // A link that leads nowhere (a disk that is not there) hides no other backup.
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}

function folderError(error: unknown): unknown {
  switch (systemErrorCode(error)) {
    case null:
      return error;
    case 'EPERM':
    case 'EACCES':
      return new DomainError('NO_ACCESS', undefined, { cause: error });
    default:
      return new DomainError('BACKUP_NOT_FOUND', 'There is no such folder.', { cause: error });
  }
}
