import { opendir, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

/** A folder from which to look for backups. */
export interface StartPlace {
  readonly kind: 'backups' | 'home' | 'desktop' | 'documents' | 'downloads' | 'disk' | 'computer';
  readonly path: string;
  /** Name of a disk; empty for others. */
  readonly name: string;
}

/** What the places depend on. */
export interface StartOptions {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The default folders of backups. */
  readonly backups: readonly string[];
  /** Folders whose folders are disks; by default those of the system. */
  readonly mounts?: readonly string[];
}

const MAX_DISKS = 40;
/** Time for a drive to answer: disconnected network drives take long. */
const DRIVE_MS = 1000;

/** The existing folders from which to look for backups: those of Apple's programs, those of the user, and disks. */
export async function startPlaces({ platform, home, backups, mounts }: StartOptions): Promise<StartPlace[]> {
  const { join } = platform === 'win32' ? win32 : posix;
  const own = (kind: StartPlace['kind'], path: string): StartPlace => ({ kind, path, name: '' });
  const fixed = [
    ...backups.map((path) => own('backups', path)),
    own('home', home),
    own('desktop', join(home, 'Desktop')),
    own('documents', join(home, 'Documents')),
    own('downloads', join(home, 'Downloads')),
    ...(platform === 'win32' ? windowsDrives() : [own('computer', '/')]),
  ];
  const exist = await Promise.all(fixed.map(({ path }) => isFolder(path)));
  const disks = platform === 'win32' ? [] : await disksIn(mounts ?? mountFolders(platform, home));
  const [places, last] = [fixed.filter((_, index) => exist[index] === true), disks];
  // The root of the file system comes last.
  return [...places.filter(({ kind }) => kind !== 'computer'), ...last, ...places.filter(isComputer)];
}

const isComputer = ({ kind }: StartPlace): boolean => kind === 'computer';

function windowsDrives(): StartPlace[] {
  return Array.from({ length: 26 }, (_, index) => {
    const letter = String.fromCodePoint(65 + index);
    return { kind: 'disk', path: `${letter}:\\`, name: `${letter}:` };
  });
}

function mountFolders(platform: NodeJS.Platform, home: string): string[] {
  if (platform === 'darwin') return ['/Volumes'];
  const user = posix.basename(home);
  return [`/media/${user}`, `/run/media/${user}`, '/mnt'];
}

async function disksIn(mounts: readonly string[]): Promise<StartPlace[]> {
  const disks: StartPlace[] = [];
  for (const mount of mounts) {
    try {
      for await (const { name } of await opendir(mount)) {
        const path = posix.join(mount, name);
        if (disks.length < MAX_DISKS && !name.startsWith('.') && (await isFolder(path)))
          disks.push({ kind: 'disk', path, name });
      }
    } catch {
      // No such folder, or none of ours.
    }
  }
  return disks;
}

async function isFolder(path: string): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, DRIVE_MS, false);
  });
  const found = stat(path).then(
    (file) => file.isDirectory(),
    () => false,
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}
