import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { msg } from '../locales/messages.ts';
import { readLayout } from './discovery/layout.ts';
import { ioError, systemErrorCode } from './file/io-error.ts';
import { isFileID, Payloads } from './file/payloads.ts';
import { PayloadSizes } from './payload-sizes.ts';

/** The payloads whose fileID starts with the two hex digits `prefix`. */
export interface PayloadFolder {
  readonly prefix: string;
  /** Paths by fileID. */
  readonly paths: ReadonlyMap<string, string>;
}

const PREFIXES = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/**
 * The payloads in a backup's folder, one prefix at a time: one directory listing for each of the 256 payload folders
 * instead of one system call per file. Memory holds the names of one folder (all of them for the flat layout before iOS
 * 10). Each listing is synchronous, because the asynchronous call takes five times as long, and yields to the event
 * loop between folders.
 * @throws NO_ACCESS
 */
export async function* payloadFolders(backupPath: string): AsyncGenerator<PayloadFolder, void, undefined> {
  const payloads = new Payloads((await readLayout(backupPath)).payloadRoots);
  const flat = flatNames(payloads);
  for (const prefix of PREFIXES) {
    const paths = flat.get(prefix) ?? new Map<string, string>();
    for (const folder of payloads.shards(prefix)) addNames(paths, folder);
    yield { prefix, paths };
    await setImmediate();
  }
}

/** Size of a payload as stored, in bytes. @throws PAYLOAD_MISSING, NO_ACCESS, DAMAGED_BACKUP */
export function storedSize(path: string): number {
  try {
    return lstatSync(path).size;
  } catch (error) {
    throw ioError(error, msg('detail.file-of-backup'));
  }
}

/** The payloads in a backup's folder with their sizes, in any layout. @throws NO_ACCESS, PAYLOAD_MISSING, DAMAGED_BACKUP */
export async function measuredPayloads(backupPath: string): Promise<PayloadSizes> {
  const sizes = new PayloadSizes();
  for await (const { prefix, paths } of payloadFolders(backupPath)) {
    for (const [fileID, path] of paths) if (fileID.startsWith(prefix)) sizes.add(fileID, storedSize(path));
  }
  return sizes;
}

/** Size of all payloads in a backup's folder as stored, in bytes. @throws NO_ACCESS, PAYLOAD_MISSING, DAMAGED_BACKUP */
export async function storedBytes(backupPath: string): Promise<number> {
  let bytes = 0;
  for await (const { paths } of payloadFolders(backupPath)) {
    for (const path of paths.values()) bytes += storedSize(path);
  }
  return bytes;
}

/** Payloads directly in the root folders, by the first two digits of their fileID. */
function flatNames(payloads: Payloads): Map<string, Map<string, string>> {
  const names = new Map<string, string>();
  for (const root of payloads.roots) addNames(names, root);
  const byPrefix = new Map<string, Map<string, string>>();
  for (const [fileID, path] of names) {
    const prefix = fileID.slice(0, 2);
    const group = byPrefix.get(prefix) ?? new Map<string, string>();
    byPrefix.set(prefix, group.set(fileID, path));
  }
  return byPrefix;
}

/** Adds the payloads in `folder` by fileID. Ignores links, including a folder that is a link. */
function addNames(names: Map<string, string>, folder: string): void {
  let entries: Dirent[];
  try {
    if (!lstatSync(folder).isDirectory()) return;
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw ioError(error, msg('detail.folder-of-backup'));
  }
  for (const entry of entries) {
    const fileID = entry.name.toLowerCase();
    if (entry.isFile() && isFileID(fileID)) names.set(fileID, join(folder, entry.name));
  }
}
