import { emptyDict } from '../../formats/plist-value.ts';
import { lookAt, type PlistFile, readPlistFile } from './metadata-file.ts';

/** More backups than this are listed at once by nobody. */
const MAX_REMEMBERED = 200;

const remembered = new Map<string, PlistFile>();

/**
 * The texts and dates of Info.plist. It also holds every app's icon, some megabytes, which is too much to parse whenever
 * backups are listed: what was read is remembered until the file's size or time changes.
 */
export async function readInfoPlist(folder: string): Promise<PlistFile> {
  const { size, mtimeMs } = await lookAt(folder, 'Info.plist');
  const key = JSON.stringify([folder, size, mtimeMs]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const read = await readPlistFile(folder, 'Info.plist');
  const small = { ...read, dict: read.dict === null ? null : textsAndDates(read.dict) };
  if (remembered.size === MAX_REMEMBERED) remembered.clear();
  remembered.set(key, small);
  return small;
}

function textsAndDates(dict: NonNullable<PlistFile['dict']>): NonNullable<PlistFile['dict']> {
  const kept = emptyDict();
  for (const [name, value] of Object.entries(dict)) {
    if (typeof value === 'string' || value instanceof Date) kept[name] = value;
  }
  return kept;
}
