import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type ManifestPlace, startsAsSqlite } from '../discovery/layout.ts';
import type { PlistFile } from '../discovery/metadata-file.ts';

/**
 * Names Manifest.plist as the cause if the list of files is encrypted and the property list with its key cannot be read.
 * @throws BACKUP_INCOMPLETE (it is missing), DAMAGED_BACKUP
 */
export async function requirePlist(place: ManifestPlace, { dict, file, problem }: PlistFile): Promise<void> {
  if (dict !== null || place.kind !== 'manifest.db' || (await startsAsSqlite(place.path))) return;
  throw new DomainError(
    file.type === 'absent' ? 'BACKUP_INCOMPLETE' : 'DAMAGED_BACKUP',
    msg('detail.manifest-plist-needed', { problem: problem ?? msg('remark.no-plist') }),
  );
}
