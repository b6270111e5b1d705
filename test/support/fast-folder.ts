import { statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Memory file system of Linux. */
const MEMORY = '/dev/shm';

/** Required free space in bytes: containers often have only 64 MB. */
const ENOUGH = 4 * 1024 ** 3;

/**
 * Creates a folder for temporary databases: in memory if there is enough space, which makes PostgreSQL five times as
 * fast as on a busy disk, otherwise in the temporary folder.
 */
export function makeFastFolder(prefix: string): Promise<string> {
  return mkdtemp(join(hasRoom() ? MEMORY : tmpdir(), prefix));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH;
  } catch {
    // Not Linux.
    return false;
  }
}
