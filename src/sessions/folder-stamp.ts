import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** The files that change whenever the device backs up again, where a backup being made keeps them included. */
const WITNESSES = ['Manifest.db', 'Manifest.mbdb', 'Manifest.plist', 'Status.plist', 'Info.plist', 'Snapshot'];

/**
 * Changes when the backup at `path` is rewritten: a manifest that was read before then leads to the wrong keys. Costs a few
 * `lstat` calls and reads nothing. Files that are missing or may not be looked at count as such.
 */
export async function folderStamp(path: string): Promise<string> {
  const facts = await Promise.all(
    WITNESSES.map(async (name) => {
      const stat = await lstat(join(path, name)).catch(() => null);
      return stat === null ? '-' : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
    }),
  );
  return facts.join('|');
}
