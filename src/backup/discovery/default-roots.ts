import { posix, win32 } from 'node:path';

/**
 * Where Finder, iTunes and Apple Devices keep backups: the folders to look in when none is configured, existing or not.
 * Linux has no such place. `env` is the process's environment.
 */
export function defaultBackupRoots(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  if (platform === 'darwin' && env.HOME) {
    return [posix.join(env.HOME, 'Library/Application Support/MobileSync/Backup')];
  }
  if (platform !== 'win32') return [];
  const roots: string[] = [];
  // iTunes from Apple's installer; iTunes from the Microsoft Store and Apple Devices.
  if (env.APPDATA) roots.push(win32.join(env.APPDATA, 'Apple Computer', 'MobileSync', 'Backup'));
  if (env.USERPROFILE) roots.push(win32.join(env.USERPROFILE, 'Apple', 'MobileSync', 'Backup'));
  return roots;
}
