import { asBytes } from '../formats/plist-value.ts';
import { DomainError } from '../model/errors.ts';
import { readLayout } from './discovery/layout.ts';
import { readPlistFile } from './discovery/metadata-file.ts';
import { unlockKeybag } from './keybag/unlock.ts';
import { manifestKey } from './manifest/manifest-key.ts';
import type { BackupFolder, ClassKeys } from './types.ts';

/**
 * Derives the class keys of an encrypted backup from its password and proves them on the manifest. Takes seconds, off the
 * event loop. Call `dispose()` on the keys when they are no longer needed.
 * @throws WRONG_PASSWORD, BAD_REQUEST (not encrypted), MALFORMED_KEYBAG, LIMIT_EXCEEDED, DAMAGED_BACKUP
 */
export async function unlockBackup(folder: BackupFolder, password: string): Promise<ClassKeys> {
  if (!folder.encrypted) throw new DomainError('BAD_REQUEST', 'This backup is not encrypted and needs no password.');
  const { manifest } = await readLayout(folder.path);
  const { dict, problem } = await readPlistFile(manifest?.directory ?? folder.path, 'Manifest.plist');
  const keybag = asBytes(dict?.BackupKeyBag);
  if (keybag === null) {
    throw new DomainError('DAMAGED_BACKUP', problem ?? 'Manifest.plist has no keybag: the backup cannot be unlocked.');
  }
  const keys = await unlockKeybag(keybag, password);
  try {
    if (manifest !== null) (await manifestKey(manifest, dict, keys))?.fill(0);
  } catch (error) {
    keys.dispose();
    throw error;
  }
  return keys;
}
