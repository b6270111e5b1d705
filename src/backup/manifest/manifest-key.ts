import { asBytes, type PlistDict } from '../../formats/plist-value.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type ManifestPlace, SQLITE_MAGIC, startsAsSqlite } from '../discovery/layout.ts';
import { StoredFile } from '../file/stored-file.ts';
import { splitWrappedKey, unwrapWith } from '../keybag/wrapped-key.ts';
import type { ClassKeys } from '../types.ts';

/**
 * The key of Manifest.db, verified on its first 16 bytes; null if the manifest is not encrypted (always before iOS
 * 10.2).
 * @throws BACKUP_LOCKED, DAMAGED_BACKUP (no ManifestKey, or the manifest does not decrypt with it)
 */
export async function manifestKey(
  place: ManifestPlace,
  manifestPlist: PlistDict | null,
  keys: ClassKeys | null,
): Promise<Buffer | null> {
  if (place.kind !== 'manifest.db' || (await startsAsSqlite(place.path))) return null;
  const bytes = asBytes(manifestPlist?.ManifestKey);
  const wrapped = bytes === null ? null : splitWrappedKey(bytes);
  if (wrapped === null) {
    throw new DomainError('DAMAGED_BACKUP', msg('detail.manifest-key-missing'));
  }
  const key = unwrapWith(keys, wrapped, 'Manifest.db');
  const file = await StoredFile.open(place.path, key, null, 'Manifest.db');
  try {
    if (SQLITE_MAGIC.equals(await file.read(0, SQLITE_MAGIC.length))) return key;
  } finally {
    await file.close();
  }
  throw new DomainError('DAMAGED_BACKUP', msg('detail.manifest-cipher-damaged'));
}
