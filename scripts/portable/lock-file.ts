import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Names = z.record(z.string(), z.string()).default({});

const PackageSchema = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
});

/** Packages of a lock file by their folder, like `node_modules/a/node_modules/b`. */
export type LockFile = ReadonlyMap<string, z.infer<typeof PackageSchema>>;

/** Reads `package-lock.json`. */
export function readLockFile(path: string): LockFile {
  const { packages } = z
    .object({ packages: z.record(z.string(), PackageSchema) })
    .parse(JSON.parse(readFileSync(path, 'utf8')));
  return new Map(Object.entries(packages));
}

/**
 * Folders of the packages that the root package needs while it runs. Packages of `bundled` are in the bundle with all
 * that they need: they are left out unless another package needs them.
 */
export function neededFolders(lock: LockFile, bundled: ReadonlySet<string>): Set<string> {
  const needed = new Set<string>();
  const visit = (from: string): void => {
    const { dependencies, optionalDependencies, peerDependencies } = PackageSchema.parse(lock.get(from) ?? {});
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const folder = resolve(lock, from, name);
      if (folder === null || needed.has(folder) || (from === '' && bundled.has(name))) continue;
      needed.add(folder);
      visit(folder);
    }
  };
  visit('');
  return needed;
}

/** Finds a package as Node does: in the `node_modules` of the package that needs it, then further up. */
function resolve(lock: LockFile, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.has(candidate)) return candidate;
    if (folder === '') return null;
  }
}

/** The folder of the package that a file belongs to: the part up to the name after the last `node_modules`. */
export function packageFolderOf(path: string): string | null {
  return /^(?:.*\/)?(?=node_modules\/)(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/|$)/.exec(path)?.[0] ?? null;
}
