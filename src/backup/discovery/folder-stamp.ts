import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that change whenever the device backs up again, including where the backup in progress puts them. */
const STAMP_FILES = ['Manifest.db', 'Manifest.mbdb', 'Manifest.plist', 'Status.plist', 'Info.plist', 'Snapshot'];

/**
 * A fingerprint that changes when the backup at `path` is rewritten; keys from an older manifest are wrong then. Costs
 * a few `lstat` calls and reads no contents. Missing or inaccessible files count as absent.
 */
export async function folderStamp(path: string): Promise<string> {
  const facts = await Promise.all(
    STAMP_FILES.map(async (name) => {
      const stat = await lstat(join(path, name)).catch(() => null);
      return stat === null ? '-' : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
    }),
  );
  return facts.join('|');
}
