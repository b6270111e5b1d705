import { hash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_DOMAIN } from '../model/folder-domain.ts';
import { systemErrorCode } from './file/io-error.ts';
import { readWhole } from './file/read-whole.ts';
import type { BackupEntry, WholeFile } from './types.ts';

/** The property lists of a backup folder. Nothing else there is read by name. */
const NAMES: ReadonlySet<string> = new Set(['Info.plist', 'Manifest.plist', 'Status.plist']);

/** A property list of the backup folder as an entry of {@link FOLDER_DOMAIN}; null where it is not there as a file. */
export function folderFile(folder: string, name: string): BackupEntry | null {
  if (!NAMES.has(name)) return null;
  try {
    const stat = lstatSync(join(folder, name));
    if (!stat.isFile()) return null;
    return {
      fileID: hash('sha1', `${FOLDER_DOMAIN}-${name}`),
      domain: FOLDER_DOMAIN,
      relativePath: name,
      kind: 'file',
      mode: stat.mode,
      sizeHint: stat.size,
      modifiedAt: Math.trunc(stat.mtimeMs),
      changedAt: null,
      createdAt: null,
      protectionClass: null,
      wrappedKey: null,
      digest: null,
      target: null,
    };
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}

/** The contents of an entry of {@link folderFile}: they are never encrypted. @throws as `Backup.readFile` */
export function readFolderFile(folder: string, { relativePath, sizeHint }: BackupEntry, maxBytes: number): WholeFile {
  return readWhole(join(folder, relativePath), null, sizeHint, relativePath, maxBytes);
}
