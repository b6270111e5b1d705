import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Where a folder to search comes from: the settings, the system's default folders, or a person who added it. */
export type RootOrigin = 'setting' | 'default' | 'added';

/** A folder to search for backups: a root of several, or one backup. */
export interface Root {
  readonly path: string;
  readonly origin: RootOrigin;
}

/** A root as found in the file system. */
export interface ResolvedRoot extends Root {
  /** Real path if it exists, else absolute. */
  readonly real: string;
  readonly exists: boolean;
}

/** Resolves roots; of several with the same real path the first is kept. */
export async function resolveRoots(roots: readonly Root[]): Promise<ResolvedRoot[]> {
  const resolved = await Promise.all(roots.map(resolveRoot));
  return resolved.filter(({ real }, index) => resolved.findIndex((other) => other.real === real) === index);
}

async function resolveRoot(root: Root): Promise<ResolvedRoot> {
  const absolute = resolve(root.path);
  try {
    return { ...root, real: await realpath(absolute), exists: true };
  } catch (error) {
    // If it exists but is not accessible, discovery explains why.
    return { ...root, real: absolute, exists: (error as NodeJS.ErrnoException).code !== 'ENOENT' };
  }
}
