import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readLayout, SNAPSHOT } from './discovery/layout.ts';
import { lookAt } from './discovery/metadata-file.ts';
import { ioError, systemErrorCode } from './file/io-error.ts';

/** What stands beside the payloads and decides what is read of them, and how. */
const METADATA = ['Manifest.db', 'Manifest.db-wal', 'Manifest.mbdb', 'Manifest.plist', 'Info.plist', 'Status.plist'];

const SHARD = /^[0-9a-f]{2}$/;

/** Bytes read at a time. */
const CHUNK = 1024 * 1024;

/**
 * A digest that differs as soon as the list of files or the presence of a payload does. Nothing is decrypted or decoded:
 * the list is taken as it is stored, and of payloads the names, as each new version of a file changes its record in the
 * list. Does not depend on where the backup lies. Reads synchronously: for a thread that has nothing else to do.
 * @throws NO_ACCESS
 */
export async function contentsDigest(backupPath: string): Promise<string> {
  const digest = createHash('sha256');
  const { snapshot } = await readLayout(backupPath);
  const roots = snapshot ? [backupPath, join(backupPath, SNAPSHOT)] : [backupPath];
  for (const root of roots) {
    for (const name of METADATA) {
      const { type, size } = await lookAt(root, name);
      digest.update(`${name} ${type} ${size}\n`);
      if (type === 'file') addFile(digest, join(root, name));
    }
    const names = list(root);
    digest.update(digestible(names));
    for (const shard of names.filter((entry) => entry.isDirectory() && SHARD.test(entry.name))) {
      digest.update(`${shard.name}\n${digestible(list(join(root, shard.name)))}`);
      await setImmediate();
    }
  }
  return digest.digest('hex');
}

/** What is in a folder, in the order of the names. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw ioError(error, 'A folder of the backup');
  }
}

/** Names and whether they are files: links are no payloads. */
function digestible(entries: readonly Dirent[]): string {
  return entries.map((entry) => `${entry.name} ${entry.isFile() ? 'file' : 'other'}\n`).join('');
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
