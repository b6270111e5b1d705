import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemErrorCode } from '../../backup/file/io-error.ts';
import { folderOfBackups } from '../../backup/inside-backup.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Only the user may read what comes out of a backup. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** The last moment that is set as a modification time: the end of the year 9999. */
const LAST_TIME = 253_402_300_799_999;
// O_NOFOLLOW does not exist on Windows, where making a link needs rights of its own.
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** The folder that files are extracted into. Links inside it are never followed. */
export class TargetFolder {
  readonly path: string;
  /** Folders that were looked at: real ones, no links. */
  readonly #folders = new Set<string>(['', '.']);

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Opens the folder, making it where it is not there.
   * @throws BAD_REQUEST when it is empty, a file, or inside one of `backups`, where nothing is ever written; NO_ACCESS
   */
  static async open(path: string, backups: readonly string[]): Promise<TargetFolder> {
    // A variable of the shell that is not set, most likely: nobody means the working folder by it.
    if (path === '') throw new DomainError('BAD_REQUEST', '--to is empty: name a folder.');
    const absolute = resolve(path);
    const backup = await folderOfBackups(absolute, backups);
    if (backup !== null) {
      throw new DomainError('BAD_REQUEST', msg('detail.target-inside-backup', { folder: backup }));
    }
    try {
      await makeFolders(absolute);
      return new TargetFolder(await realpath(absolute));
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === null) throw error;
      if (code === 'EEXIST' || code === 'ENOTDIR') {
        throw new DomainError('BAD_REQUEST', '--to names a file, or a place below one: name a folder.', {
          cause: error,
        });
      }
      throw new DomainError('NO_ACCESS', '--to is no folder that can be made or written to.', { cause: error });
    }
  }

  /** Makes a folder and those above it. @throws UNSAFE_PATH where a link or a file is in the way */
  async makeFolder(place: string): Promise<void> {
    if (this.#folders.has(place)) return;
    await this.makeFolder(dirname(place));
    const path = join(this.path, place);
    try {
      await mkdir(path, { mode: FOLDER_MODE });
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
      if (!(await lstat(path)).isDirectory()) {
        throw new DomainError('UNSAFE_PATH', 'A link or a file stands in the target where a folder is needed.');
      }
    }
    this.#folders.add(place);
  }

  /**
   * Writes a file under a temporary name and puts it in its place when it is whole; a file that is there is replaced.
   * `modifiedAt` is in UTC milliseconds.
   * @throws UNSAFE_PATH where a link or a folder is in the way, and what `write` throws
   */
  async writeFile(place: string, modifiedAt: number | null, write: (file: FileHandle) => Promise<void>): Promise<void> {
    const folder = dirname(place);
    await this.makeFolder(folder);
    const path = join(this.path, place);
    const existing = await lstatOrNull(path);
    if (existing !== null && !existing.isFile()) {
      throw new DomainError('UNSAFE_PATH', 'A link or a folder stands in the target where the file belongs.');
    }
    const temporary = join(this.path, folder, `.apple-juicer-${randomBytes(8).toString('hex')}.part`);
    const file = await open(temporary, CREATE, FILE_MODE);
    try {
      try {
        await write(file);
        if (modifiedAt !== null && modifiedAt >= 0 && modifiedAt <= LAST_TIME) {
          await file.utimes(modifiedAt / 1000, modifiedAt / 1000);
        }
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

/**
 * Makes a folder and those above it. `recursive` of Node's own never ends where a folder that is there refuses new ones
 * with ENOENT, as those of procfs and automounters do.
 */
async function makeFolders(path: string): Promise<void> {
  const parent = dirname(path);
  if (parent !== path && !(await isFolder(parent))) await makeFolders(parent);
  try {
    await mkdir(path);
  } catch (error) {
    if (!(await isFolder(path))) throw error;
  }
}

/** Whether there is a folder, behind a link too. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return false;
  }
}

async function lstatOrNull(path: string): Promise<Awaited<ReturnType<typeof lstat>> | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
