import { emptyDict } from '../../formats/plist-value.ts';
import { fileInfo, type PlistFile, readPlistFile } from './metadata-file.ts';

/** Maximum number of cached files: those of the largest folder of backups are not read again at each look. */
const MAX_CACHED = 5000;

const cache = new Map<string, PlistFile>();

/**
 * The texts and dates of Info.plist. The file also contains every app's icon, several megabytes, which is too much to
 * parse for every listing, so the result is cached until the file's size or time changes.
 */
export async function readInfoPlist(folder: string): Promise<PlistFile> {
  const { size, mtimeMs } = await fileInfo(folder, 'Info.plist');
  const key = JSON.stringify([folder, size, mtimeMs]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const read = await readPlistFile(folder, 'Info.plist');
  const small = { ...read, dict: read.dict === null ? null : textsAndDates(read.dict) };
  if (cache.size === MAX_CACHED) cache.clear();
  cache.set(key, small);
  return small;
}

function textsAndDates(dict: NonNullable<PlistFile['dict']>): NonNullable<PlistFile['dict']> {
  const kept = emptyDict();
  for (const [name, value] of Object.entries(dict)) {
    if (typeof value === 'string' || value instanceof Date) kept[name] = value;
  }
  return kept;
}
