import { readLayout } from '../backup/discovery/layout.ts';
import { Payloads } from '../backup/file/payloads.ts';
import { FolderBackup } from '../backup/folder-backup.ts';
import type { BackupEntry, BackupFile, BackupFolder, ClassKeys, Manifest } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';

/**
 * Opens files of a backup whose manifest is in another thread: an entry that came from there carries all that is needed.
 * The keys stay the caller's; once they are disposed of, encrypted files are locked.
 */
export async function fileOpener(
  folder: BackupFolder,
  keys: ClassKeys | null,
): Promise<(entry: BackupEntry) => Promise<BackupFile>> {
  const { payloadRoots } = await readLayout(folder.path);
  const files = new FolderBackup({
    folder,
    manifest: MANIFEST_ELSEWHERE,
    keys,
    payloads: new Payloads(payloadRoots),
    sandbox: async () => elsewhere(),
    release: () => undefined,
  });
  return (entry) => files.open(entry);
}

/** Contents are read here, everything else in the thread: nobody may ask this one anything. */
const MANIFEST_ELSEWHERE: Manifest = {
  kind: 'manifest.db',
  get: elsewhere,
  find: elsewhere,
  list: elsewhere,
  withPrefix: elsewhere,
  match: elsewhere,
  domains: elsewhere,
  counts: elsewhere,
  close: () => undefined,
};

function elsewhere(): never {
  throw new DomainError('INTERNAL', 'The manifest of this backup is in its thread.');
}
