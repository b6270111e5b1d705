import type { Dirent } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lazy } from '../../model/lazy.ts';
import { systemErrorCode } from '../file/io-error.ts';
import { INTERMEDIATE_FOLDERS, PAYLOAD_FOLDER } from './discover.ts';
import { ARCHIVE } from './explain-missing-backup.ts';
import { folderError } from './folder-error.ts';

/** Number of names read in a folder; a folder with more is shown in part. */
const MAX_NAMES = 20_000;
/** Number of folders and of archives that are listed. */
const MAX_FOLDERS = 1000;
const MAX_ARCHIVES = 50;
/** Number of folders that are examined for backups, and the time for it: a disconnected network drive takes long. */
const MAX_EXAMINED = 400;
const EXAMINE_MS = 1500;
/** Number of folders that are examined at a time: file system calls of others must not wait for all of them. */
const EXAMINED_AT_ONCE = 2;
/** Number of child folders of an examined folder that may be backups, and of names that are read for them. */
const MAX_CHILDREN = 25;
const MAX_CHILD_NAMES = 500;
/** Depth of standard folders, `Apple Computer/MobileSync/Backup`. */
const MAX_DEPTH = 4;

/** A file that only a backup has at its top level. */
const MARKERS = ['Manifest.db', 'Manifest.plist', 'Manifest.mbdb'];

/** A folder in a {@link FolderListing}. */
export interface ListedFolder {
  readonly name: string;
  readonly path: string;
  /** Judged by names only: `backup` is one itself, `backups` has some in it; null if not examined. */
  readonly holds: 'backup' | 'backups' | 'none' | null;
  /** Its contents cannot be listed. */
  readonly isForbidden: boolean;
}

/** The folders in a folder. */
export interface FolderListing {
  /** Real path, so that links in circles do not make it longer and longer. */
  readonly path: string;
  /** Null for the topmost. */
  readonly parent: string | null;
  readonly folders: readonly ListedFolder[];
  /** Names of ZIP and other archives, which may have a backup in them. */
  readonly archives: readonly string[];
  /** Number of folders left out, at least. */
  readonly leftOut: number;
}

/**
 * Lists the folders in `path` by name, those with backups marked. Files are neither opened nor listed, but archives, of
 * which the names are listed. Bounded in entries and time.
 * @throws BACKUP_NOT_FOUND (no such folder), NO_ACCESS
 */
export async function listFolders(path: string): Promise<FolderListing> {
  const { real, names, archives, isWhole } = await readNames(path);
  // A backup contains no backups, and the names of its 256 payload folders mean nothing to people.
  const isInBackup = await isBackup(real);
  const others = isInBackup ? names.filter((name) => !PAYLOAD_FOLDER.test(name)) : names;
  others.sort(order().compare);
  const shown = others.slice(0, MAX_FOLDERS);
  const examined = isInBackup ? [] : await examineAll(shown.map((name) => join(real, name)));
  const parent = dirname(real);
  return {
    path: real,
    parent: parent === real ? null : parent,
    folders: shown.map((name, index) => ({ name, path: join(real, name), ...(examined[index] ?? UNKNOWN) })),
    archives: archives.sort(order().compare),
    leftOut: others.length - shown.length + (isWhole ? 0 : 1),
  };
}

/** Created on first use, because the first collator of a thread takes ten milliseconds. */
const order = lazy(() => new Intl.Collator('en', { numeric: true }));
const UNKNOWN = { holds: null, isForbidden: false } as const;

async function readNames(
  path: string,
): Promise<{ real: string; names: string[]; archives: string[]; isWhole: boolean }> {
  const names: string[] = [];
  const archives: string[] = [];
  let seen = 0;
  try {
    const real = await realpath(path);
    for await (const entry of await opendir(real)) {
      if (++seen > MAX_NAMES) return { real, names, archives, isWhole: false };
      if (await isFolder(entry, real)) names.push(entry.name);
      else if (entry.isFile() && archives.length < MAX_ARCHIVES && isArchive(entry.name)) archives.push(entry.name);
    }
    return { real, names, archives, isWhole: true };
  } catch (error) {
    throw folderError(error);
  }
}

/** macOS's `._` files are named like their archive, but are none. */
const isArchive = (name: string): boolean => ARCHIVE.test(name) && !name.startsWith('._');

async function isFolder(entry: Dirent, parent: string): Promise<boolean> {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink()) return false;
  return stat(join(parent, entry.name)).then(
    (target) => target.isDirectory(),
    () => false,
  );
}

type Examined = Pick<ListedFolder, 'holds' | 'isForbidden'>;

async function examineAll(paths: readonly string[]): Promise<(Examined | undefined)[]> {
  const until = Date.now() + EXAMINE_MS;
  const results: (Examined | undefined)[] = [];
  let next = 0;
  const examineSome = async (): Promise<void> => {
    for (;;) {
      const index = next++;
      const path = paths[index];
      if (path === undefined || index >= MAX_EXAMINED || Date.now() > until) return;
      results[index] = await examine(path);
    }
  };
  const work = Promise.all(Array.from({ length: EXAMINED_AT_ONCE }, examineSome));
  // A call that hangs is left behind; what was found by then is shown.
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, EXAMINE_MS * 1.5);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
  return [...results];
}

async function examine(path: string, depth = 0): Promise<Examined> {
  if (await isBackup(path)) return { holds: 'backup', isForbidden: false };
  const children: string[] = [];
  let seen = 0;
  try {
    for await (const entry of await opendir(path)) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) children.push(entry.name);
      if (children.length === MAX_CHILDREN || ++seen === MAX_CHILD_NAMES) break;
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return { holds: null, isForbidden: code === 'EACCES' || code === 'EPERM' };
  }
  for (const name of children) {
    const child = join(path, name);
    if (await isBackup(child)) return { holds: 'backups', isForbidden: false };
    if (depth >= MAX_DEPTH || !INTERMEDIATE_FOLDERS.has(basename(child).toLowerCase())) continue;
    const { holds } = await examine(child, depth + 1);
    if (holds === 'backup' || holds === 'backups') return { holds: 'backups', isForbidden: false };
  }
  return { holds: 'none', isForbidden: false };
}

async function isBackup(folder: string): Promise<boolean> {
  for (const name of MARKERS) {
    const found = await lstat(join(folder, name)).then(
      (file) => file.isFile(),
      () => false,
    );
    if (found) return true;
  }
  return false;
}
