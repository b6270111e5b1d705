import { asBytes } from '../formats/plist-value.ts';
import { msg } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { DomainError } from '../model/errors.ts';
import { type ManifestPlace, readLayout, startsAsSqlite } from './discovery/layout.ts';
import { readPlistFile } from './discovery/metadata-file.ts';
import { StoredFile } from './file/stored-file.ts';
import { addRecordKey } from './keybag/class-keys.ts';
import { tryVariants } from './keybag/derive.ts';
import { unlockKeybag } from './keybag/unlock.ts';
import { manifestKey } from './manifest/manifest-key.ts';
import { readRecordSecret, recordKey } from './manifest/record-cipher.ts';
import { requirePlist } from './manifest/require-plist.ts';
import { openInPlace } from './source-database/direct/open-in-place.ts';
import type { ClassKeys, Password } from './types.ts';

/**
 * Derives the class keys of an encrypted backup from its password and verifies them on the manifest. Takes seconds, off
 * the event loop. Call `dispose()` on the keys when they are no longer needed.
 * @throws WRONG_PASSWORD, BAD_REQUEST (not encrypted), MALFORMED_KEYBAG, LIMIT_EXCEEDED, DAMAGED_BACKUP
 */
export async function unlockBackup(folder: BackupFolder, password: Password): Promise<ClassKeys> {
  const { manifest } = await readLayout(folder.path);
  const plist = await readPlistFile(manifest?.directory ?? folder.path, 'Manifest.plist');
  if (manifest !== null) await requirePlist(manifest, plist);
  if (!folder.encrypted) throw new DomainError('BAD_REQUEST', msg('detail.not-encrypted'));
  const { dict, problem } = plist;
  const keybag = asBytes(dict?.BackupKeyBag);
  if (keybag === null) {
    throw new DomainError('DAMAGED_BACKUP', problem ?? msg('detail.no-keybag'));
  }
  const keys = await unlockKeybag(keybag, password);
  try {
    if (manifest !== null) {
      (await manifestKey(manifest, dict, keys))?.fill(0);
      await unlockRecords(manifest, password, keys);
    }
  } catch (error) {
    keys.dispose();
    throw error;
  }
  return keys;
}

/** Adds the record key of the manifest, which encrypted iOS 10.0 derives from the password itself. */
async function unlockRecords(place: ManifestPlace, password: Password, keys: ClassKeys): Promise<void> {
  if (place.kind !== 'manifest.db' || !(await startsAsSqlite(place.path))) return;
  const secret = await recordSecretOf(place);
  if (secret === null) return;
  const key = await tryVariants(password, (variant) => recordKey(variant, secret));
  if (key === null) throw new DomainError('DAMAGED_BACKUP', msg('detail.manifest-of-another-password'));
  addRecordKey(keys, key);
}

async function recordSecretOf(place: ManifestPlace): Promise<ReturnType<typeof readRecordSecret>> {
  const file = await StoredFile.open(place.path, null, null, 'Manifest.db');
  try {
    const { db, close } = await openInPlace(file, null);
    try {
      return readRecordSecret(db);
    } finally {
      close();
    }
  } finally {
    await file.close();
  }
}
