import { defaultBackupRoots } from '../../backup/index.ts';
import { isDomainError } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import { sqliteFile } from '../../storage/index.ts';
import { type Check, ok, problem } from './check.ts';
import { checkDatabase, checkSigningKey, checkToken } from './database.ts';
import { checkBackupFolder, checkTempPath, noBackupFolder } from './folders.ts';
import { checkFfmpeg, checkFreeSpace, checkFullTextSearch, checkNode } from './machine.ts';
import { checkQueue } from './queue.ts';

/** Runs all checks. Creates nothing except the folder for temporary files. */
export async function runChecks(readSettings: () => Promise<Settings>): Promise<Check[]> {
  const machine = [checkNode(), checkFullTextSearch(), await checkFfmpeg()];
  let settings: Settings;
  try {
    settings = await readSettings();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [...machine, problem('Settings', error)];
  }
  const { base_path: configured, default_folders: withDefaults, temp_path: tempPath } = settings.backup_paths;
  const defaults = withDefaults ? defaultBackupRoots(process.platform, process.env) : [];
  const databaseFile = sqliteFile(settings.postgres.dsn);
  const { host, port } = settings.api;
  return [
    ...machine,
    ok('Settings', `server at ${host}:${port}, log level ${settings.log.level}`),
    ...(await Promise.all(configured.map((path) => checkBackupFolder(path, false)))),
    ...(await Promise.all(defaults.map((path) => checkBackupFolder(path, true)))),
    ...(configured.length + defaults.length === 0 ? [noBackupFolder()] : []),
    await checkTempPath(tempPath, [...configured, ...defaults]),
    ...(await checkDatabase(settings.postgres.dsn)),
    ...(databaseFile === null ? [] : [await checkFreeSpace('Disk of the database', databaseFile)]),
    await checkFreeSpace('Disk for temporary files', tempPath),
    ...(await checkToken(settings)),
    ...(await checkSigningKey(settings)),
    ...(await checkQueue(settings)),
  ];
}
