import type { FolderListView, FolderLookView, SearchedFolderView } from '../contract/folders.ts';
import { english } from '../locales/english.ts';
import type { StoredMessage } from '../locales/messages.ts';
import { derivedId } from '../model/ids.ts';
import { backupName } from './backup-name.ts';
import type { ViewContext } from './types.ts';

type BackupRecord = Awaited<ReturnType<ViewContext['store']['backups']['get']>>;

/** A searched folder: that of the catalog. */
interface Searched {
  readonly path: string;
  readonly origin: SearchedFolderView['origin'];
  readonly found: number;
  readonly problem: StoredMessage | null;
  readonly isForbidden: boolean;
}

/** The result of looking into a folder. */
interface Look {
  readonly path: string;
  readonly backups: readonly Pick<BackupRecord, 'path' | 'device' | 'backedUpAt' | 'encrypted' | 'state'>[];
  readonly why: StoredMessage | null;
}

/** Public id of an added folder. */
export function folderId(path: string): string {
  return derivedId('folder', path);
}

/** The searched folders, with the times of adding. */
export async function listSearchedFolders(
  { store }: ViewContext,
  searched: readonly Searched[],
): Promise<SearchedFolderView[]> {
  const added = new Map((await store.folders.list()).map(({ path, addedAt }) => [path, addedAt]));
  return searched.map(({ path, origin, found, problem, isForbidden }) => ({
    id: origin === 'added' ? folderId(path) : null,
    path,
    origin,
    found,
    problem: english(problem),
    problemCode: problem,
    forbidden: isForbidden,
    addedAt: origin === 'added' ? (added.get(path) ?? null) : null,
  }));
}

/** Systems by name: instructions differ. */
export function platformView(platform: NodeJS.Platform): FolderListView['platform'] {
  return platform === 'darwin' ? 'mac' : platform === 'win32' ? 'windows' : 'other';
}

/** View of the backups found in a folder. */
export function folderLookView({ path, backups, why }: Look): FolderLookView {
  return {
    path,
    backups: backups.map(({ path: folder, device, backedUpAt, encrypted, state }) => ({
      path: folder,
      name: backupName({ givenName: null, device, path: folder }),
      productName: device.productName,
      productVersion: device.productVersion,
      backedUpAt,
      encrypted,
      state,
    })),
    problem: english(why),
    problemCode: why,
  };
}
