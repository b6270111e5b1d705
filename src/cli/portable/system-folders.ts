import { posix, win32 } from 'node:path';
import { homeFolder } from '../../model/home-folder.ts';

/** Where a system keeps the files of a program. */
export interface SystemFolders {
  /** Files that must not get lost: the index, the token. */
  readonly data: string;
  /** Files that are made again when they are missing. */
  readonly cache: string;
}

/** Parts of `process` and `os` that decide it. */
export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The folders of Apple Juicer by the conventions of the system: XDG Base Directory Specification, macOS's Application
 * Support, Windows' local AppData.
 */
export function systemFolders(
  { platform, env, home }: SystemFacts = { platform: process.platform, env: process.env, home: homeFolder() },
): SystemFolders {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
    const data = win32.join(local, 'Apple Juicer');
    return { data, cache: win32.join(data, 'Cache') };
  }
  if (platform === 'darwin') {
    const library = posix.join(home, 'Library');
    return {
      data: posix.join(library, 'Application Support', 'Apple Juicer'),
      cache: posix.join(library, 'Caches', 'Apple Juicer'),
    };
  }
  // The specification has relative paths ignored.
  const folder = (variable: string, fallback: string): string => {
    const value = env[variable] ?? '';
    return posix.join(value.startsWith('/') ? value : posix.join(home, fallback), 'apple-juicer');
  };
  return { data: folder('XDG_DATA_HOME', '.local/share'), cache: folder('XDG_CACHE_HOME', '.cache') };
}
