import { posix, win32 } from 'node:path';

/**
 * The default backup folders of Finder, iTunes and Apple Devices, whether or not they exist. None on Linux. `env` is
 * the environment of the process.
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
  // iTunes from Apple's installer; iTunes from the Microsoft Store and Apple Devices; some of their versions.
  if (env.APPDATA) roots.push(win32.join(env.APPDATA, 'Apple Computer', 'MobileSync', 'Backup'));
  if (env.USERPROFILE) roots.push(win32.join(env.USERPROFILE, 'Apple', 'MobileSync', 'Backup'));
  if (env.APPDATA) roots.push(win32.join(env.APPDATA, 'Apple', 'MobileSync', 'Backup'));
  return roots;
}
