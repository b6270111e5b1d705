import { lstatSync, rmSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { ioError, systemErrorCode } from './file/io-error.ts';
import { folderOfBackups } from './inside-backup.ts';

const PREFIX = 'apple-juicer-';
const SANDBOX_NAME = /^apple-juicer-\d+-[A-Za-z0-9]{6}$/;
const LOCK = 'owner.lock';
/** A folder without a lock is still being created, which never takes longer than this. */
const CREATION_MS = 60_000;
const SQLITE_BUSY = 5;

/**
 * A private folder (0700) for data that a parser needs on disk. Its owner holds a lock that the operating system
 * releases when the process ends for any reason. {@link sweepSandboxes} uses it to recognise leftovers of a crash, even
 * in containers that share a folder, where process ids are meaningless.
 */
export class Sandbox {
  readonly path: string;
  readonly #lock: DatabaseSync;
  #disposed = false;

  private constructor(path: string, lock: DatabaseSync) {
    this.path = path;
    this.#lock = lock;
  }

  /**
   * Creates a sandbox under `tempPath`, which is created if missing.
   * @throws BAD_SETTINGS if `tempPath` is inside a backup or one of `backupRoots`, is not a folder, belongs to another
   * user, or does not support locks; NO_ACCESS, DISK_FULL
   */
  static async open(tempPath: string, backupRoots: readonly string[] = []): Promise<Sandbox> {
    try {
      if ((await folderOfBackups(tempPath, backupRoots)) !== null) {
        throw new DomainError('BAD_SETTINGS', msg('detail.temporary-files-inside-backup'));
      }
      await mkdir(tempPath, { recursive: true, mode: 0o700 });
      const parent = await realpath(tempPath);
      await refuseFolderOfOthers(parent);
      const path = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
      await chmod(path, 0o700);
      return new Sandbox(path, takeLock(path) ?? noLocks());
    } catch (error) {
      throw folderError(error);
    }
  }

  /** A new, empty subfolder (0700). */
  async dir(): Promise<string> {
    if (this.#disposed) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    return mkdtemp(join(this.path, 'd-'));
  }

  /** Removes the folder. Safe to call twice. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#lock.close();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Removes the sandboxes under `tempPath` (none if it is null) whose owners have ended, and returns their number. Sandboxes in use, those of
 * other users and all other files are left alone; links are not followed.
 */
export async function sweepSandboxes(tempPath: string | null): Promise<number> {
  if (tempPath === null) return 0;
  let removed = 0;
  for (const name of await sandboxNames(tempPath)) {
    const path = join(tempPath, name);
    const stat = await lstat(path).catch(absentAsNull);
    if (stat === null || !stat.isDirectory() || stat.uid !== (process.getuid?.() ?? stat.uid)) continue;
    if (!isAbandoned(path, stat.mtimeMs)) continue;
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    removed++;
  }
  return removed;
}

async function sandboxNames(tempPath: string): Promise<string[]> {
  try {
    return (await readdir(tempPath)).filter((name) => SANDBOX_NAME.test(name)).sort();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw folderError(error);
  }
}

/** The owner of a folder can replace what is in it, so a copy could be written where others read it. Root can anyway. */
async function refuseFolderOfOthers(folder: string): Promise<void> {
  const user = process.getuid?.();
  if (user === undefined) return;
  const { uid } = await stat(folder);
  if (uid !== user && uid !== 0) throw new DomainError('BAD_SETTINGS', msg('detail.temporary-folder-of-others'));
}

/** Converts a failed system call on the parent folder of all sandboxes. */
function folderError(error: unknown): unknown {
  return ['ENOTDIR', 'EEXIST'].includes(systemErrorCode(error) ?? '')
    ? new DomainError('BAD_SETTINGS', msg('detail.temporary-folder-missing'), { cause: error })
    : ioError(error, msg('detail.temporary-folder'));
}

function isAbandoned(path: string, madeAt: number): boolean {
  const lock = lstatSync(join(path, LOCK), { throwIfNoEntry: false });
  if (lock === undefined) return Date.now() - madeAt > CREATION_MS;
  if (!lock.isFile()) return false;
  const taken = takeLock(path);
  taken?.close();
  return taken !== null;
}

/**
 * The lock of a sandbox, or null if another process holds it. SQLite's file locks work on every system that Node.js
 * supports.
 */
function takeLock(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(join(path, LOCK), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return null;
    throw error;
  }
}

function noLocks(): never {
  throw new DomainError('BAD_SETTINGS', msg('detail.no-file-locks'));
}

function absentAsNull(error: unknown): null {
  if (systemErrorCode(error) === 'ENOENT') return null;
  throw error;
}
