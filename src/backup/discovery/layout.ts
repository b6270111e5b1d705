import { join } from 'node:path';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { ManifestKind } from '../../model/backup-folder.ts';
import { systemErrorCode } from '../file/io-error.ts';
import { exists, type FileInfo, fileInfo, readSmallFile } from './metadata-file.ts';

/** The first bytes of every SQLite database. */
export const SQLITE_MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/** `Snapshot/` contains the files of a backup in progress, in the same layout as the backup folder. */
export const SNAPSHOT = 'Snapshot';

/** Location of the list of files. */
export interface ManifestPlace {
  /** The backup folder or its `Snapshot/`. */
  readonly directory: string;
  readonly path: string;
  readonly kind: ManifestKind;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Why a manifest file cannot be used. */
export interface ManifestProblem {
  readonly code: 'UNSAFE_PATH' | 'NO_ACCESS' | 'BACKUP_INCOMPLETE';
  readonly detail: StoredMessage;
}

/** Contents of a backup folder, determined without opening files. */
export interface Layout {
  readonly manifest: ManifestPlace | null;
  /** A manifest exists, although it may be empty or a link. */
  readonly hasManifest: boolean;
  /** `Snapshot/` exists: a backup is in progress or has failed. */
  readonly snapshot: boolean;
  /** Folders that may contain payloads; that of the manifest comes first. */
  readonly payloadRoots: readonly string[];
  /** Problems with the manifest files themselves. */
  readonly problems: readonly ManifestProblem[];
}

/**
 * Finds the manifest of a backup folder: at the top level, unless only `Snapshot/` has a manifest with a non-empty
 * Manifest.plist. Prefers Manifest.db to Manifest.mbdb. Never follows links.
 */
export async function readLayout(folder: string): Promise<Layout> {
  const snapshot = (await fileInfo(folder, SNAPSHOT)).type === 'directory';
  const directories = snapshot ? [folder, join(folder, SNAPSHOT)] : [folder];
  const problems: ManifestProblem[] = [];
  let hasManifest = false;
  const places: { place: ManifestPlace; whole: boolean }[] = [];
  for (const directory of directories) {
    const { place, found } = await findManifest(directory, problems);
    hasManifest ||= found;
    const plist = await fileInfo(directory, 'Manifest.plist');
    if (place !== null) places.push({ place, whole: plist.type === 'file' && plist.size > 0 });
  }
  const manifest = (places.find(({ whole }) => whole) ?? places[0])?.place ?? null;
  const payloadRoots = manifest?.directory === directories[1] ? directories.toReversed() : directories;
  return { manifest, hasManifest, snapshot, payloadRoots, problems };
}

/** True if the file at `path` starts like a SQLite database; false if it does not or cannot be read. */
export async function startsAsSqlite(path: string): Promise<boolean> {
  try {
    return SQLITE_MAGIC.equals(await readSmallFile(path, SQLITE_MAGIC.length));
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return false;
  }
}

async function findManifest(
  directory: string,
  problems: ManifestProblem[],
): Promise<{ place: ManifestPlace | null; found: boolean }> {
  let found = false;
  for (const [name, kind] of [
    ['Manifest.db', 'manifest.db'],
    ['Manifest.mbdb', 'manifest.mbdb'],
  ] as const) {
    const file = await fileInfo(directory, name);
    const problem = manifestProblem(file, name);
    found ||= exists(file);
    if (problem !== null) problems.push(problem);
    else if (file.type === 'file') {
      const place = { directory, path: join(directory, name), kind, size: file.size, mtimeMs: file.mtimeMs };
      return { place, found };
    }
  }
  return { place: null, found };
}

function manifestProblem({ type, size }: FileInfo, name: string): ManifestProblem | null {
  switch (type) {
    case 'absent':
      return null;
    case 'link':
      return {
        code: 'UNSAFE_PATH',
        detail: msg('remark.link', { file: name }),
      };
    case 'forbidden':
      return { code: 'NO_ACCESS', detail: msg('remark.forbidden', { file: name }) };
    case 'file':
      return size === 0 ? { code: 'BACKUP_INCOMPLETE', detail: msg('remark.empty', { file: name }) } : null;
    case 'directory':
    case 'other':
      return { code: 'BACKUP_INCOMPLETE', detail: msg('remark.not-a-file', { file: name }) };
    default:
      return type satisfies never;
  }
}
