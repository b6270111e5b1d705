import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** Below `node_modules`, so that libraries can be resolved. */
const CACHE = join(ROOT, 'node_modules/.cache');

/** Time after which a build that no test run has used is removed, milliseconds: longer than any run. */
const KEPT_MS = 3 * 3_600_000;

/** What every build depends on: the libraries and the build scripts. */
const TOOLS = ['package-lock.json', 'package.json', 'scripts/**/*.ts'];

/**
 * Folder of a build of the current sources, which later test runs use too. Its name is a hash of the files that match
 * `inputs`, relative to the root; `make` is only called if there is none. Earlier builds are removed.
 */
export async function keptBuild(
  name: string,
  inputs: readonly string[],
  make: (folder: string) => Promise<void> | void,
): Promise<string> {
  const folder = join(CACHE, `${name}-${hashOf(inputs)}`);
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(folder)) {
    const draft = mkdtempSync(join(CACHE, `${name}-draft-`));
    try {
      await make(draft);
      renameSync(draft, folder);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // Another test run may have been faster.
      if (!existsSync(folder)) throw error;
    }
  }
  utimesSync(folder, new Date(), new Date());
  removeUnused(`${name}-`);
  return folder;
}

/** Hash of the files with their paths. The root is part of it, because builds may refer to files below it. */
function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256').update(`${ROOT}\0${process.version}\0`);
  const files = [...new Set(globSync([...TOOLS, ...inputs], { cwd: ROOT, exclude: isNoInput }))].toSorted();
  for (const file of files) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Tests are in no build; dependencies are covered by the lock file. */
const isNoInput = (path: string): boolean => /(?:^|[\\/])(?:node_modules|dist)$|\.test\.ts$/.test(path);

function removeUnused(prefix: string): void {
  for (const name of readdirSync(CACHE).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(CACHE, name);
    const usedAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - usedAt > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
}
