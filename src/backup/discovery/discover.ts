import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../model/errors.ts';
import { systemErrorCode } from '../file/io-error.ts';
import type { BackupFolder } from '../types.ts';
import { inspectBackup } from './inspect.ts';

/** A folder of backups holds a handful of folders; beyond this somebody named the wrong one. */
const MAX_CHILDREN = 10_000;

/**
 * The backups in a folder of backups, or the one backup when `rootOrBackupFolder` is a backup itself; in the order of their
 * paths. Links to the root and to its children are followed (backups often live on another disk), nothing below.
 * @throws BACKUP_NOT_FOUND (no such folder), NO_ACCESS (macOS without Full Disk Access), LIMIT_EXCEEDED
 */
export async function discoverBackups(rootOrBackupFolder: string): Promise<BackupFolder[]> {
  const root = await resolveFolder(rootOrBackupFolder);
  const itself = await inspectBackup(root);
  if (itself !== null) return [itself];
  const found = new Map<string, BackupFolder>();
  for (const child of await listChildren(root)) {
    if (found.has(child)) continue;
    const backup = await inspectBackup(child);
    if (backup !== null) found.set(child, backup);
  }
  return [...found.values()];
}

/**
 * The one backup at `path`, which may also be a folder with just one backup in it.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (several to choose from), NO_ACCESS
 */
export async function findBackup(path: string): Promise<BackupFolder> {
  const backups = await discoverBackups(path);
  const [first] = backups;
  if (first === undefined) throw new DomainError('BACKUP_NOT_FOUND', 'There is no backup in this folder.');
  if (backups.length > 1) {
    throw new DomainError('BAD_REQUEST', `There are ${backups.length} backups in this folder: name one of them.`);
  }
  return first;
}

async function resolveFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw folderError(error);
  }
  throw new DomainError('BACKUP_NOT_FOUND', 'This is a file, not a folder.');
}

/** Real paths of the child folders, sorted by name. */
async function listChildren(root: string): Promise<string[]> {
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
    else if (entry.isSymbolicLink()) {
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
