import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePlist } from '../../formats/plist.ts';
import { asDict, type PlistDict } from '../../formats/plist-value.ts';
import { isDomainError } from '../../model/errors.ts';
import { systemErrorCode } from '../file/io-error.ts';

/** Info.plist carries the icons of all apps and reaches some megabytes; nothing legitimate comes near this. */
const MAX_PLIST_BYTES = 64 * 1024 * 1024;

/** A name in the backup folder, looked at without following links. */
export interface FileFact {
  readonly type: 'absent' | 'file' | 'directory' | 'link' | 'other' | 'forbidden';
  readonly size: number;
  readonly mtimeMs: number;
}

const ABSENT: FileFact = { type: 'absent', size: 0, mtimeMs: 0 };

/** Looks at `name` in `directory`. Never throws: what may not be looked at is `forbidden`. */
export async function lookAt(directory: string, name: string): Promise<FileFact> {
  try {
    const stat = await lstat(join(directory, name));
    const type = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'other';
    return { type, size: stat.size, mtimeMs: stat.mtimeMs };
  } catch (error) {
    const code = systemErrorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? ABSENT : { ...ABSENT, type: 'forbidden' };
  }
}

/** True for a name that is known to exist. */
export function isThere({ type }: FileFact): boolean {
  return type !== 'absent' && type !== 'forbidden';
}

/** A property list of the backup folder, or why there is none. */
export interface PlistFile {
  readonly fact: FileFact;
  readonly dict: PlistDict | null;
  /** Plain English, null when it is fine or simply absent. */
  readonly problem: string | null;
}

/** Reads a property list of a backup folder. Never throws: every one of them may be missing, empty or damaged. */
export async function readPlistFile(directory: string, name: string): Promise<PlistFile> {
  const fact = await lookAt(directory, name);
  const problem = unusable(fact, name);
  if (fact.type === 'absent' || problem !== null) return { fact, dict: null, problem };
  try {
    const dict = asDict(parsePlist(await readSmallFile(join(directory, name), fact.size)));
    return { fact, dict, problem: dict === null ? `${name} is not a dictionary.` : null };
  } catch (error) {
    if (isDomainError(error)) return { fact, dict: null, problem: `${name} is damaged: ${error.message}` };
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return { fact, dict: null, problem: `${name} cannot be read (${code}).` };
  }
}

function unusable(fact: FileFact, name: string): string | null {
  if (fact.type === 'absent') return null;
  if (fact.type === 'link') return `${name} is a symbolic link; links inside a backup are not followed.`;
  if (fact.type === 'forbidden') return `${name} may not be read: the operating system refuses access.`;
  if (fact.type !== 'file') return `${name} is not a file.`;
  if (fact.size === 0) return `${name} is empty.`;
  return fact.size > MAX_PLIST_BYTES ? `${name} is larger than 64 MiB.` : null;
}

/** The first `length` bytes of a file, fewer when it is shorter. */
export async function readSmallFile(path: string, length: number): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const buffer = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(buffer, filled, length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}
