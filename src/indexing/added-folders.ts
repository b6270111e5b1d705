import { relative, sep } from 'node:path';
import type { artifactTables } from '../artifacts/registry.ts';
import { folderOfBackups, parseTypedPath, resolveFolder } from '../backup/index.ts';
import { msg } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { DomainError, isDomainError } from '../model/errors.ts';
import { homeFolder } from '../model/home-folder.ts';
import type { Store } from '../storage/index.ts';
import type { Catalog } from './catalog.ts';
import { discoverInThread } from './discover-in-thread.ts';
import type { Discovered } from './discover-paths.ts';

/** Time for looking into one folder. A disconnected network drive takes minutes to say that it is not there. */
const LOOK_MS = 20_000;

/** What functions of added folders need of the app. */
export interface FolderContext {
  readonly store: Store<typeof artifactTables>;
  readonly catalog: Catalog;
  /** Where this installation writes, by setting. */
  readonly ownPaths: Readonly<Record<string, string>>;
}

/** What adding a folder would find. */
export interface FolderLook {
  /** The folder that would be added: that of the backup for a path inside one. */
  readonly path: string;
  readonly backups: readonly BackupFolder[];
  /** Why there are none, or why one is left out. */
  readonly why: Extract<Discovered, { folders: unknown }>['why'];
}

/**
 * Looks for backups at a path that someone typed or chose, without adding it.
 * @throws BAD_REQUEST (no absolute path), BACKUP_NOT_FOUND (no such folder, or an archive), NO_ACCESS, LIMIT_EXCEEDED,
 * CANCELLED (too slow)
 */
export async function lookAtFolder(text: string): Promise<FolderLook> {
  const real = await resolveFolder(parseTypedPath(text, process.platform, homeFolder()));
  const found = (await discoverInThread([real], AbortSignal.timeout(LOOK_MS))).get(real);
  if (found === undefined) throw new DomainError('BACKUP_NOT_FOUND', msg('place.absent'));
  if ('code' in found) throw new DomainError(found.code, found.detail);
  const [first] = found.folders;
  const isInside = found.folders.length === 1 && first !== undefined && contains(first.path, real);
  return { path: isInside ? first.path : real, backups: found.folders, why: found.leftOut ?? found.why };
}

/**
 * Adds a folder to those that are searched, and searches it. A folder without backups may be added: they may come.
 * @throws what {@link lookAtFolder} throws, BAD_REQUEST (this installation keeps its own files there)
 */
export async function addFolder({ store, catalog, ownPaths }: FolderContext, text: string): Promise<FolderLook> {
  const look = await lookAtFolder(text);
  for (const own of Object.values(ownPaths)) {
    if ((await folderOfBackups(own, [look.path])) === look.path) {
      throw new DomainError('BAD_REQUEST', msg('detail.own-files-in-folder', { path: own }));
    }
  }
  const isKnown = (await catalog.roots()).some(({ real }) => real === look.path);
  if (!isKnown) await store.folders.add(look.path);
  await catalog.refreshAnew();
  return look;
}

/**
 * Takes an added folder out of those that are searched, and its backups that were not indexed out of the list. Nothing is
 * deleted on disk.
 * @throws NOT_FOUND
 */
export async function removeFolder({ store, catalog }: FolderContext, path: string): Promise<void> {
  if (!(await store.folders.remove(path))) throw new DomainError('NOT_FOUND', msg('detail.no-added-folder'));
  await catalog.refreshAfter(() => forgetBackups({ store, catalog }, path));
}

/** Takes the backups in a folder out of the list that were not indexed and are in no other root. */
async function forgetBackups(
  { store, catalog }: Pick<FolderContext, 'store' | 'catalog'>,
  path: string,
): Promise<void> {
  const roots = (await catalog.roots()).map(({ real }) => real);
  for (const backup of await store.backups.list()) {
    const isLeft = backup.lastIndexedAt === null && backup.status !== 'INDEXING' && contains(path, backup.path);
    if (!isLeft || roots.some((root) => contains(root, backup.path))) continue;
    await store.deleteBackup(backup.publicId).catch((error: unknown) => {
      // A run that was started meanwhile keeps it.
      if (!isDomainError(error, 'CONFLICT', 'BACKUP_NOT_FOUND')) throw error;
    });
  }
}

/** True if `path` is `folder` or inside it. */
function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-z]:|^[/\\]/i.test(way));
}
