import { opendir } from 'node:fs/promises';
import { systemErrorCode } from '../file/io-error.ts';

/** iOS 2 and 3 wrote only such files, so the first names in the folder are sufficient. */
const LEGACY_FILE = /\.(?:mddata|mdinfo|mdbackup)$/;
const MAX_NAMES = 1000;

/** True for a backup of iOS 2 or 3, whose manifest format is not supported. Never throws for unreadable folders. */
export async function isLegacyBackup(folder: string): Promise<boolean> {
  try {
    let seen = 0;
    for await (const { name } of await opendir(folder)) {
      if (LEGACY_FILE.test(name)) return true;
      if (++seen === MAX_NAMES) return false;
    }
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
  }
  return false;
}
