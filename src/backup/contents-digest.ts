import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, type Dirent, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readLayout, SNAPSHOT } from './discovery/layout.ts';
import { fileInfo } from './discovery/metadata-file.ts';
import { ioError, systemErrorCode } from './file/io-error.ts';
import { payloadStamp } from './file/payloads.ts';
import type { PayloadTable } from './payload-table.ts';

/** Files that determine what is read of the payloads, and how. */
const METADATA = ['Manifest.db', 'Manifest.db-wal', 'Manifest.mbdb', 'Manifest.plist', 'Info.plist', 'Status.plist'];

const SHARD = /^[0-9a-f]{2}$/i;
const PAYLOAD = /^[0-9a-f]{40}$/i;

const UNLESS_GONE = { throwIfNoEntry: false } as const;

/** Bytes read at a time. */
const CHUNK = 1024 * 1024;

/**
 * A digest that changes whenever the list of files or a payload does. Nothing is decrypted or decoded: the list is hashed
 * as stored, and payloads by name, size and time of modification, because a copy that is made again in place may have
 * the same list. The same for a copy elsewhere that keeps these times. Synchronous, so call it from a dedicated thread.
 * @param payloads receives the payloads, which are all looked at
 * @throws NO_ACCESS
 */
export async function contentsDigest(backupPath: string, payloads?: PayloadTable): Promise<string> {
  const digest = createHash('sha256');
  const { snapshot } = await readLayout(backupPath);
  const roots = snapshot ? [backupPath, join(backupPath, SNAPSHOT)] : [backupPath];
  for (const root of roots) {
    for (const name of METADATA) {
      const { type, size } = await fileInfo(root, name);
      digest.update(`${name} ${type} ${size}\n`);
      if (type === 'file') addFile(digest, join(root, name));
    }
    const names = list(root);
    payloads?.addFolder(names);
    digest.update(digestible(root, names));
    for (const shard of names.filter((entry) => entry.isDirectory() && SHARD.test(entry.name))) {
      const folder = join(root, shard.name);
      const add = (name: string, size: number): void => payloads?.addPayload(shard.name, name, size);
      digest.update(`${shard.name}\n${digestible(folder, list(folder), add)}`);
      await setImmediate();
    }
  }
  payloads?.seal();
  return digest.digest('hex');
}

/** The entries of a folder, sorted by name. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw ioError(error, 'A folder of the backup');
  }
}

/** Names, and whether they are regular files (links are not payloads), with size and time of those that are payloads. */
function digestible(folder: string, entries: readonly Dirent[], found?: (name: string, size: number) => void): string {
  let text = '';
  for (const entry of entries) {
    if (!entry.isFile()) text += `${entry.name} other\n`;
    else if (PAYLOAD.test(entry.name)) {
      const stat = lstatSync(`${folder}${sep}${entry.name}`, UNLESS_GONE);
      if (stat !== undefined) found?.(entry.name, stat.size);
      text += `${entry.name} file ${stat === undefined ? '' : payloadStamp(stat)}\n`;
    } else text += `${entry.name} file \n`;
  }
  return text;
}

function addFile(digest: Hash, path: string): void {
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      for (let bytes = readSync(file, chunk); bytes > 0; bytes = readSync(file, chunk)) {
        digest.update(chunk.subarray(0, bytes));
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw ioError(error, 'A file of the backup');
  }
}
