import { opendir } from 'node:fs/promises';
import { systemErrorCode } from '../file/io-error.ts';

/** iOS 2 and 3 wrote only such files; the first few names of the folder tell. */
const LEGACY_FILE = /\.(?:mddata|mdinfo|mdbackup)$/;
const MAX_NAMES = 1000;

/** True for a backup of iOS 2 or 3, which has no manifest of a kind read here. Never throws for what cannot be listed. */
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
