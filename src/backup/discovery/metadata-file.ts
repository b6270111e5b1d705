import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePlist } from '../../formats/plist.ts';
import { asDict, type PlistDict } from '../../formats/plist-value.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import { isDomainError } from '../../model/errors.ts';
import { systemErrorCode } from '../file/io-error.ts';

/** Info.plist contains the icons of all apps and reaches several megabytes; no valid file comes close to this limit. */
const MAX_PLIST_BYTES = 64 * 1024 * 1024;

/** Status of a name in the backup folder, without following links. */
export interface FileInfo {
  readonly type: 'absent' | 'file' | 'directory' | 'link' | 'other' | 'forbidden';
  readonly size: number;
  readonly mtimeMs: number;
}

const ABSENT: FileInfo = { type: 'absent', size: 0, mtimeMs: 0 };

/** Status of `name` in `directory`. Never throws: if access is denied, the type is `forbidden`. */
export async function fileInfo(directory: string, name: string): Promise<FileInfo> {
  try {
    const stat = await lstat(join(directory, name));
    const type = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'other';
    return { type, size: stat.size, mtimeMs: stat.mtimeMs };
  } catch (error) {
    const code = systemErrorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? ABSENT : { ...ABSENT, type: 'forbidden' };
  }
}

/** True if the name is known to exist. */
export function exists({ type }: FileInfo): boolean {
  return type !== 'absent' && type !== 'forbidden';
}

/** A property list of the backup folder, or the reason it could not be read. */
export interface PlistFile {
  readonly file: FileInfo;
  readonly dict: PlistDict | null;
  /** Null if the file is valid or absent. */
  readonly problem: StoredMessage | null;
}

/** Reads a property list of a backup folder. Never throws, because any of them may be missing, empty or damaged. */
export async function readPlistFile(directory: string, name: string): Promise<PlistFile> {
  const file = await fileInfo(directory, name);
  const problem = unusable(file, name);
  if (file.type === 'absent' || problem !== null) return { file, dict: null, problem };
  try {
    const dict = asDict(parsePlist(await readSmallFile(join(directory, name), file.size)));
    return { file, dict, problem: dict === null ? msg('remark.not-a-dictionary', { file: name }) : null };
  } catch (error) {
    if (isDomainError(error))
      return { file, dict: null, problem: msg('remark.damaged', { file: name, problem: error.detail }) };
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return { file, dict: null, problem: msg('remark.unreadable', { file: name, error: code }) };
  }
}

function unusable(file: FileInfo, name: string): StoredMessage | null {
  if (file.type === 'absent') return null;
  if (file.type === 'link') return msg('remark.link', { file: name });
  if (file.type === 'forbidden') return msg('remark.forbidden', { file: name });
  if (file.type !== 'file') return msg('remark.not-a-file', { file: name });
  if (file.size === 0) return msg('remark.empty', { file: name });
  return file.size > MAX_PLIST_BYTES
    ? msg('remark.too-large', { file: name, megabytes: MAX_PLIST_BYTES / 2 ** 20 })
    : null;
}

/** The first `length` bytes of a file, or fewer if it is shorter. */
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
