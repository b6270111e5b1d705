import { access, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { systemErrorCode } from './file/io-error.ts';

/** Files that every backup has at least one of. Info.plist is not among them: apps and projects have one too. */
const MARKERS = ['Manifest.plist', 'Manifest.db', 'Manifest.mbdb', 'Status.plist'];

/**
 * The backup or folder of backups (one of `roots`) that contains `path`, or null. Nothing is ever written there.
 * Links are resolved; `path` and `roots` need not exist.
 */
export async function folderOfBackups(path: string, roots: readonly string[] = []): Promise<string | null> {
  const real = await realPathOfPrefix(resolve(path));
  for (const root of roots) {
    const way = relative(await realPathOfPrefix(resolve(root)), real);
    if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return root;
  }
  for (let folder = real; ; folder = dirname(folder)) {
    for (const name of MARKERS) if (await exists(join(folder, name))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** Real path of the longest existing part of `path`, with the rest appended. */
async function realPathOfPrefix(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '') || parent === path) return path;
    return join(await realPathOfPrefix(parent), relative(parent, path));
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
