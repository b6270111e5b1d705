import { discoverBackups, explainMissingBackup, Sandbox } from '../../backup/index.ts';
import { english } from '../../locales/english.ts';
import { isDomainError } from '../../model/errors.ts';
import { plural } from '../format.ts';
import { type Check, ok, problem, warning } from './check.ts';

/** Checks a backup folder. */
export async function checkBackupFolder(path: string, isDefault: boolean): Promise<Check> {
  const name = `Backups in ${path}`;
  try {
    const found = await discoverBackups(path);
    if (found.length > 0) return ok(name, plural(found.length, 'backup'));
    const next = 'Make one with Finder, iTunes or Apple Devices, or name another folder.';
    return warning(name, 'no backups', isDefault ? next : `${english(await explainMissingBackup(path))} ${next}`);
  } catch (error) {
    if (isDefault && isDomainError(error, 'BACKUP_NOT_FOUND'))
      return ok(name, 'does not exist: no backup was ever made');
    return problem(name, error);
  }
}

/** Warning if no folder is searched, as on Linux without settings. */
export function noBackupFolder(): Check {
  const next = 'Add one with `apple-juicer folders add FOLDER` or in the page, or use --backups DIR.';
  return warning('Backups', 'no folder to search', next);
}

/** Checks that the folder for temporary copies of databases is writable. */
export async function checkTempPath(tempPath: string, backupRoots: readonly string[]): Promise<Check> {
  const name = `Temporary files in ${tempPath}`;
  try {
    const sandbox = await Sandbox.open(tempPath, backupRoots);
    sandbox.dispose();
    return ok(name, 'writable');
  } catch (error) {
    return problem(name, error);
  }
}
