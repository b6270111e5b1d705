import { tmpdir } from 'node:os';
import { msg } from '../locales/messages.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { DomainError } from '../model/errors.ts';
import { findBackup } from './discovery/discover.ts';
import { type Layout, readLayout } from './discovery/layout.ts';
import { readPlistFile } from './discovery/metadata-file.ts';
import { FileOpener } from './file/file-opener.ts';
import { Payloads } from './file/payloads.ts';
import { FolderBackup } from './folder-backup.ts';
import { recordKeyOf } from './keybag/class-keys.ts';
import { manifestKey } from './manifest/manifest-key.ts';
import { openManifest } from './manifest/open-manifest.ts';
import { requirePlist } from './manifest/require-plist.ts';
import { Sandbox } from './sandbox.ts';
import type { Backup, ClassKeys, OpenOptions } from './types.ts';
import { unlockBackup } from './unlock-backup.ts';

/**
 * Opens a backup for reading, given a folder found by discovery or a path. Incomplete backups and backups in progress
 * open as long as their manifest is readable. An encrypted backup needs `password` or `keys`. Without either it opens
 * only if the manifest itself is not encrypted (before iOS 10.2, except 10.0), and its files stay locked. Keys passed
 * in still belong to the caller.
 * @throws BACKUP_NOT_FOUND, NO_ACCESS, BACKUP_INCOMPLETE (no manifest), UNSUPPORTED_BACKUP, BACKUP_LOCKED,
 * WRONG_PASSWORD, UNSAFE_PATH, DAMAGED_BACKUP, MALFORMED_MANIFEST, MALFORMED_KEYBAG, LIMIT_EXCEEDED, DISK_FULL
 */
export async function openBackup(pathOrFolder: string | BackupFolder, options: OpenOptions = {}): Promise<Backup> {
  const folder = typeof pathOrFolder === 'string' ? await findBackup(pathOrFolder) : pathOrFolder;
  if (folder.state === 'unsupported') throw new DomainError('UNSUPPORTED_BACKUP', folder.remarks[0]);
  const layout = await readLayout(folder.path);
  const place = layout.manifest ?? refuse(layout);
  const { tempPath = tmpdir(), onSandbox = () => {} } = options;
  const sandbox = tempPath === null ? null : lazySandbox(tempPath, onSandbox);
  const ownKeys = folder.encrypted && options.keys === undefined && options.password !== undefined;
  const keys = await classKeys(folder, options);
  try {
    const plist = await readPlistFile(place.directory, 'Manifest.plist');
    await requirePlist(place, plist);
    const { dict } = plist;
    const key = folder.encrypted ? await manifestKey(place, dict, keys) : null;
    const manifest = await openManifest({
      place,
      key,
      encrypted: folder.encrypted,
      recordKey: recordKeyOf(keys),
      sandbox: sandbox?.get ?? null,
      inPlace: options.inPlace ?? false,
    });
    const release = (): void => {
      if (ownKeys) keys?.dispose();
      sandbox?.dispose();
    };
    return new FolderBackup({
      folder,
      manifest,
      files: new FileOpener(folder, new Payloads(layout.payloadRoots, options.payloads), keys),
      sandbox: sandbox?.get ?? null,
      release,
    });
  } catch (error) {
    if (ownKeys) keys?.dispose();
    sandbox?.dispose();
    throw error;
  }
}

async function classKeys(folder: BackupFolder, { keys, password }: OpenOptions): Promise<ClassKeys | null> {
  if (!folder.encrypted) return null;
  if (keys !== undefined) return keys;
  return password === undefined ? null : unlockBackup(folder, password);
}

function refuse({ problems }: Layout): never {
  const problem =
    problems.find(({ code }) => code === 'UNSAFE_PATH') ??
    problems.find(({ code }) => code === 'NO_ACCESS') ??
    problems[0];
  if (problem !== undefined) throw new DomainError(problem.code, problem.detail);
  throw new DomainError('BACKUP_INCOMPLETE', msg('remark.no-manifest'));
}

/** A sandbox created on first use; most backups never need one. */
function lazySandbox(
  tempPath: string,
  onSandbox: (path: string) => void,
): { get: () => Promise<Sandbox>; dispose: () => void } {
  let opened: Promise<Sandbox> | null = null;
  let sandbox: Sandbox | null = null;
  let disposed = false;
  const make = async (): Promise<Sandbox> => {
    const made = await Sandbox.open(tempPath);
    onSandbox(made.path);
    if (disposed) made.dispose();
    else sandbox = made;
    return made;
  };
  return {
    get: () => {
      opened ??= make().catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
    dispose: () => {
      disposed = true;
      sandbox?.dispose();
    },
  };
}
