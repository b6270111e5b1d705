import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, futimesSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { lstat, mkdir, opendir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ioError, systemErrorCode } from '../../backup/file/io-error.ts';
import { folderOfBackups } from '../../backup/inside-backup.ts';
import { msg } from '../../locales/messages.ts';
import type { Copyable } from '../../model/copyable.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { partName, removeLeftovers } from './leftovers.ts';
import { TargetFile } from './target-file.ts';

/** Extracted files are readable by the user only, and so are their names, which can be those of chats. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** Maximum modification time: end of the year 9999. */
const LAST_TIME = 253_402_300_799_999;
// O_NOFOLLOW does not exist on Windows, where creating links needs special rights.
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** Codes of system errors if a folder or its disk is gone. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO']);

/** The target folder of an extraction. Links inside it are not followed. */
export class TargetFolder {
  readonly path: string;
  /** Of the names of unfinished files, so that two processes have different ones. */
  readonly #own = randomBytes(8).toString('hex');
  #written = 0;
  /** Folders that were checked not to be links. */
  readonly #folders = new Set<string>(['', '.']);
  /** Those in which leftovers of earlier processes were looked for. */
  readonly #swept = new Set<string>();
  #leftovers = 0;
  /** Those of them that were created here: nothing else is in them. */
  readonly #new = new Set<string>();

  /** The folder and its parents, as far as they were created, the innermost first. */
  readonly #created: readonly string[];

  private constructor(path: string, created: readonly string[]) {
    this.path = path;
    this.#created = created;
  }

  /**
   * Opens the folder and creates it if missing.
   * @throws BAD_REQUEST if the path is empty, a file, or inside one of `backups`; NO_ACCESS
   */
  static async open(path: string, backups: readonly string[]): Promise<TargetFolder> {
    // Probably an unset shell variable.
    if (path === '') throw new DomainError('BAD_REQUEST', msg('detail.target-empty'));
    const absolute = resolve(path);
    const backup = await folderOfBackups(absolute, backups);
    if (backup !== null) {
      throw new DomainError('BAD_REQUEST', msg('detail.target-inside-backup', { folder: backup }));
    }
    try {
      const created = await makeFolders(absolute);
      return new TargetFolder(await realpath(absolute), created);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === null) throw error;
      if (code === 'EEXIST' || code === 'ENOTDIR') {
        throw new DomainError('BAD_REQUEST', msg('detail.target-is-a-file'), {
          cause: error,
        });
      }
      throw new DomainError('NO_ACCESS', msg('detail.target-not-writable'), { cause: error });
    }
  }

  /** @throws CONFLICT if there is anything in it */
  async requireEmpty(): Promise<void> {
    const entries = await opendir(this.path);
    try {
      if ((await entries.read()) !== null) throw new DomainError('CONFLICT', msg('detail.target-not-empty'));
    } finally {
      await entries.close();
    }
  }

  /** Creates a folder and its parents. @throws UNSAFE_PATH if there is a link or a file instead */
  async makeFolder(place: string): Promise<void> {
    if (this.#folders.has(place)) return;
    await this.makeFolder(dirname(place));
    const path = join(this.path, place);
    try {
      await mkdir(path, { mode: FOLDER_MODE });
      this.#new.add(place);
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw targetError(error, place);
      if (!(await lstat(path)).isDirectory()) {
        throw new DomainError('UNSAFE_PATH', msg('detail.target-folder-blocked'));
      }
    }
    this.#folders.add(place);
  }

  /**
   * Writes a file under a temporary name and renames it when complete. Replaces an existing file. `modifiedAt` is in UTC
   * milliseconds. System calls block this thread: for a small file, passing each to another thread takes several times
   * as long as the call.
   * @throws UNSAFE_PATH if there is a link or a folder instead, DISK_FULL, and what `write` throws
   */
  async writeFile(place: string, modifiedAt: number | null, write: (file: TargetFile) => Promise<void>): Promise<void> {
    const begun = await this.#begin(place);
    const all = async (): Promise<void> => {
      const file = new TargetFile(begun.descriptor);
      try {
        await write(file);
      } finally {
        await file.end();
      }
    };
    await finish(begun, modifiedAt, all());
  }

  /**
   * Like {@link writeFile}, for contents that are written in another thread. It has begun when this resolves; `end` is
   * the number of bytes, later.
   */
  async beginCopy(
    place: string,
    modifiedAt: number | null,
    contents: Copyable,
    onWritten: (bytes: number) => void,
  ): Promise<{ readonly end: Promise<number> }> {
    const begun = await this.#begin(place);
    const end = finish(begun, modifiedAt, contents.copyTo(begun.descriptor, onWritten));
    // A failure is thrown where the end is awaited; until then it must not count as an unhandled rejection.
    end.catch(() => undefined);
    return { end };
  }

  async #begin(place: string): Promise<BegunFile> {
    const folder = dirname(place);
    if (!this.#folders.has(folder)) await this.makeFolder(folder);
    const path = join(this.path, place);
    const existing = this.#new.has(folder) ? undefined : lstatSync(path, { throwIfNoEntry: false });
    if (existing?.isFile() === false) throw new DomainError('UNSAFE_PATH', msg('detail.target-file-blocked'));
    if (!this.#new.has(folder)) this.#sweep(folder);
    const temporary = join(this.path, folder, partName(this.#own, this.#written++));
    try {
      return { path, temporary, descriptor: openSync(temporary, CREATE, FILE_MODE) };
    } catch (error) {
      throw targetError(error, basename(path));
    }
  }

  /** Number of unfinished files that killed processes had left where files were written, and that were removed. */
  get leftovers(): number {
    return this.#leftovers;
  }

  #sweep(folder: string): void {
    if (this.#swept.has(folder)) return;
    this.#swept.add(folder);
    try {
      this.#leftovers += removeLeftovers(join(this.path, folder));
    } catch (error) {
      // If the folder is gone, creating the file says so.
      if (systemErrorCode(error) === null) throw error;
    }
  }

  /** Removes the folders that {@link open} created, unless there is something in them. */
  async removeIfNew(): Promise<void> {
    for (const folder of this.#created) {
      try {
        await rmdir(folder);
      } catch (error) {
        if (systemErrorCode(error) === null) throw error;
        return;
      }
    }
  }

  /** Removes a file. */
  async removeFile(place: string): Promise<void> {
    await rm(join(this.path, place), { force: true });
  }
}

/** A file under its temporary name. */
interface BegunFile {
  readonly path: string;
  readonly temporary: string;
  readonly descriptor: number;
}

/** Gives a file its time and its name once it is written, or removes it. Returns its size. */
async function finish(begun: BegunFile, modifiedAt: number | null, writing: Promise<void>): Promise<number> {
  const { path, temporary, descriptor } = begun;
  try {
    let size = 0;
    try {
      await writing;
      if (modifiedAt !== null && modifiedAt >= 0 && modifiedAt <= LAST_TIME) {
        futimesSync(descriptor, modifiedAt / 1000, modifiedAt / 1000);
      }
      ({ size } = fstatSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
    return size;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw targetError(error, basename(path));
  }
}

/**
 * The domain error for a failed system call on the target, which may be on a removable disk. All other errors are returned
 * unchanged: those of reading are domain errors already.
 */
function targetError(error: unknown, name: string): unknown {
  const code = systemErrorCode(error);
  if (code === null || isDomainError(error) || !/^E(?!RR_)/.test(code)) return error;
  if (GONE.has(code)) return new DomainError('READ_FAILED', msg('detail.target-gone'), { cause: error });
  if (code === 'EFBIG') {
    return new DomainError('READ_FAILED', msg('detail.target-takes-no-large-files', { name }), { cause: error });
  }
  const meaning = ioError(error, name);
  return isDomainError(meaning, 'DAMAGED_BACKUP', 'READ_FAILED')
    ? new DomainError('READ_FAILED', msg('detail.target-write-failed', { name, code }), { cause: error })
    : meaning;
}

/**
 * Creates a folder and its parents and returns those that were created, the innermost first. Node's `recursive` option
 * loops forever if an existing folder rejects new ones with ENOENT, as procfs and automounters do.
 */
async function makeFolders(path: string): Promise<string[]> {
  const parent = dirname(path);
  const created = parent !== path && !(await isFolder(parent)) ? await makeFolders(parent) : [];
  try {
    await mkdir(path, { mode: FOLDER_MODE });
    return [path, ...created];
  } catch (error) {
    if (!(await isFolder(path))) throw error;
    return created;
  }
}

/** True if the path is a folder or a link to one. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return false;
  }
}
