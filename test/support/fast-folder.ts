import { statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps files here in memory. */
const MEMORY = '/dev/shm';

/** Bytes that have to be free there: containers often have 64 MB, which is soon full. */
const ENOUGH = 4 * 1024 ** 3;

/**
 * Makes a folder for databases that are written a lot and thrown away: in memory where there is plenty of room, which
 * makes a PostgreSQL database five times as fast as on a busy disk, else in the folder for temporary files.
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
