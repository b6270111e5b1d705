import { join } from 'node:path';
import { systemErrorCode } from '../file/io-error.ts';
import type { ManifestKind } from '../types.ts';
import { type FileFact, isThere, lookAt, readSmallFile } from './metadata-file.ts';

/** The first bytes of every SQLite database. */
export const SQLITE_MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/** `Snapshot/` holds the files of a backup that is being made, in the layout of the folder itself. */
export const SNAPSHOT = 'Snapshot';

/** Where the list of files is. */
export interface ManifestPlace {
  /** The backup folder, or its `Snapshot/`. */
  readonly directory: string;
  readonly path: string;
  readonly kind: ManifestKind;
  readonly size: number;
  readonly mtimeMs: number;
}

/** What stands in a backup folder, without opening anything. */
export interface Layout {
  readonly manifest: ManifestPlace | null;
  /** A manifest stands there, though it may be empty or a link. */
  readonly hasManifest: boolean;
  /** `Snapshot/` exists: a backup is being made, or one failed. */
  readonly snapshot: boolean;
  /** Folders that may hold payloads, the one of the manifest first. */
  readonly payloadRoots: readonly string[];
  /** What is wrong with the manifest files themselves. */
  readonly problems: readonly string[];
}

/**
 * Finds the manifest of a backup folder: at the top, unless only `Snapshot/` has a manifest together with a non-empty
 * Manifest.plist. Manifest.db before Manifest.mbdb. Links are never followed.
 */
export async function readLayout(folder: string): Promise<Layout> {
  const snapshot = (await lookAt(folder, SNAPSHOT)).type === 'directory';
  const directories = snapshot ? [folder, join(folder, SNAPSHOT)] : [folder];
  const problems: string[] = [];
  let hasManifest = false;
  const places: { place: ManifestPlace; whole: boolean }[] = [];
  for (const directory of directories) {
    const { place, found } = await findManifest(directory, problems);
    hasManifest ||= found;
    const plist = await lookAt(directory, 'Manifest.plist');
    if (place !== null) places.push({ place, whole: plist.type === 'file' && plist.size > 0 });
  }
  const manifest = (places.find(({ whole }) => whole) ?? places[0])?.place ?? null;
  const payloadRoots = manifest?.directory === directories[1] ? directories.toReversed() : directories;
  return { manifest, hasManifest, snapshot, payloadRoots, problems };
}

/** True when the file at `path` starts as a SQLite database; false also when it cannot be read. */
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
  problems: string[],
): Promise<{ place: ManifestPlace | null; found: boolean }> {
  let found = false;
  for (const [name, kind] of [
    ['Manifest.db', 'manifest.db'],
    ['Manifest.mbdb', 'manifest.mbdb'],
  ] as const) {
    const fact = await lookAt(directory, name);
    const problem = manifestProblem(fact, name);
    found ||= isThere(fact);
    if (problem !== null) problems.push(problem);
    else if (fact.type === 'file') {
      const place = { directory, path: join(directory, name), kind, size: fact.size, mtimeMs: fact.mtimeMs };
      return { place, found };
    }
  }
  return { place: null, found };
}

function manifestProblem({ type, size }: FileFact, name: string): string | null {
  if (type === 'absent') return null;
  if (type === 'link') return `${name} is a symbolic link; links inside a backup are not followed.`;
  if (type === 'forbidden') return `${name} may not be read: the operating system refuses access.`;
  if (type !== 'file') return `${name} is not a file.`;
  return size === 0 ? `${name} is empty.` : null;
}
