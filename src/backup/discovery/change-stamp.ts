import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../file/io-error.ts';
import { PAYLOAD_FOLDER } from './discover.ts';

/** Number of folders in a folder of backups whose time is part of its stamp. */
const MAX_CHILDREN = 200;

/**
 * A text that changes when folders are added to a folder of backups or to its folders, removed, or made accessible.
 * Reads names and times only, and none of payloads.
 */
export async function changeStamp(root: string): Promise<string> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(root)) {
      if (isCandidate(entry)) names.push(entry.name);
      if (names.length === MAX_CHILDREN) break;
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return code;
  }
  const facts = [await timeOf(root)];
  for (const name of names.sort()) facts.push(`${name} ${await timeOf(join(root, name))}`);
  return facts.join('\n');
}

const isCandidate = (entry: Dirent): boolean =>
  (entry.isDirectory() || entry.isSymbolicLink()) && !PAYLOAD_FOLDER.test(entry.name);

async function timeOf(path: string): Promise<string> {
  try {
    const { mtimeNs, ino } = await stat(path, { bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch (error) {
    return systemErrorCode(error) ?? 'unknown';
  }
}
