import { createHash, type Hash, hash } from 'node:crypto';
import { closeSync, constants, type Dirent, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { msg } from '../locales/messages.ts';
import { readLayout, SNAPSHOT } from './discovery/layout.ts';
import { fileInfo } from './discovery/metadata-file.ts';
import { ioError, systemErrorCode } from './file/io-error.ts';
import { payloadStamp } from './file/payloads.ts';
import { isUsualLayout, type PayloadTable } from './payload-table.ts';

/** Files that determine what is read of the payloads, and how. */
const METADATA = ['Manifest.db', 'Manifest.db-wal', 'Manifest.mbdb', 'Manifest.plist', 'Info.plist', 'Status.plist'];

const SHARD = /^[0-9a-f]{2}$/i;
const NAME_LENGTH = 40;
const PAYLOAD = /^[0-9a-f]{40}$/i;

const UNLESS_GONE = { throwIfNoEntry: false } as const;

/** Bytes read at a time, and how many times before the event loop gets a turn. */
const CHUNK = 1024 * 1024;
const CHUNKS_PER_TURN = 8;

/** The folders of a backup that several threads look at together: plain data and shared memory, which can be posted. */
export interface ContentsScan {
  readonly roots: readonly string[];
  /** Name null is the root itself. */
  readonly folders: readonly { readonly root: string; readonly name: string | null }[];
  /** False where each payload has to be looked for; see {@link PayloadTable}. */
  readonly isUsual: boolean;
  /** Number of folders taken so far. */
  readonly taken: SharedArrayBuffer;
  /** What the files of the metadata were at the beginning. */
  readonly metadata: string;
}

/** A folder that was looked at. */
export interface ScannedFolder {
  /** Its number in the scan. */
  readonly index: number;
  readonly digest: string;
  /** The names of its payloads, 40 characters each, and their sizes. */
  readonly names: string;
  readonly sizes: Float64Array;
}

/** What was seen: the digest of the metadata, and folders. */
export interface ScannedPart {
  readonly metadata: string;
  readonly folders: readonly ScannedFolder[];
}

/** Lists what is to be looked at. @throws NO_ACCESS */
export async function beginScan(backupPath: string): Promise<ContentsScan> {
  const { snapshot } = await readLayout(backupPath);
  const roots = snapshot ? [backupPath, join(backupPath, SNAPSHOT)] : [backupPath];
  const listed = roots.map((root) => ({ root, entries: list(root) }));
  return {
    roots,
    folders: listed.flatMap(({ root, entries }) => [
      { root, name: null },
      ...entries.filter((entry) => entry.isDirectory() && SHARD.test(entry.name)).map(({ name }) => ({ root, name })),
    ]),
    isUsual: listed.every(({ entries }) => isUsualLayout(entries)),
    taken: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
    metadata: statuses(roots),
  };
}

/**
 * The digest of the metadata of a scan; null if a file of it has changed since the scan began: who opened it meanwhile
 * may have read what this has not.
 * @throws NO_ACCESS
 */
export async function scanMetadata({ roots, metadata }: ContentsScan): Promise<string | null> {
  const digest = createHash('sha256');
  for (const root of roots) {
    for (const name of METADATA) {
      const { type, size } = await fileInfo(root, name);
      digest.update(`${name} ${type} ${size}\n`);
      if (type === 'file') await addFile(digest, join(root, name));
    }
  }
  return statuses(roots) === metadata ? digest.digest('hex') : null;
}

/** Changes when a file of the metadata is written or replaced. */
function statuses(roots: readonly string[]): string {
  return roots.flatMap((root) => METADATA.map((name) => statusOf(join(root, name)))).join('\n');
}

function statusOf(path: string): string {
  try {
    const stat = lstatSync(path, { ...UNLESS_GONE, bigint: true });
    return stat === undefined ? '' : `${stat.ino} ${stat.size} ${stat.ctimeNs}`;
  } catch (error) {
    return systemErrorCode(error) ?? '';
  }
}

/**
 * Looks at folders that no thread has taken yet. Each takes a millisecond, in which its thread does nothing else.
 * @throws NO_ACCESS
 */
export async function scanFolders({ folders, taken }: ContentsScan): Promise<ScannedFolder[]> {
  const scanned: ScannedFolder[] = [];
  for (;;) {
    const index = Atomics.add(new Int32Array(taken), 0, 1);
    const folder = folders[index];
    if (folder === undefined) return scanned;
    scanned.push(scanFolder(index, folder));
    await setImmediate();
  }
}

/** The digest of all that was looked at. */
export function digestOfScan({ folders }: ContentsScan, { metadata, folders: scanned }: ScannedPart): string {
  const digest = createHash('sha256').update(`${metadata}\n`);
  for (const { index, digest: own } of scanned.toSorted((a, b) => a.index - b.index)) {
    digest.update(`${folders[index]?.name ?? ''} ${own}\n`);
  }
  return digest.digest('hex');
}

/** Adds all payloads that were seen to a table. */
export function addScanned(payloads: PayloadTable, scan: ContentsScan, scanned: readonly ScannedFolder[]): void {
  if (!scan.isUsual) payloads.giveUp();
  for (const { index, names, sizes } of scanned) {
    const name = scan.folders[index]?.name ?? null;
    if (name === null) continue;
    for (const [number, size] of sizes.entries()) {
      payloads.addPayload(name, names.slice(number * NAME_LENGTH, (number + 1) * NAME_LENGTH), size);
    }
  }
  payloads.seal();
}

/** The entries of a folder, sorted by name. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw ioError(error, msg('detail.folder-of-backup'));
  }
}

/** Names, and whether they are regular files (links are not payloads), with size and time of those that are payloads. */
function scanFolder(index: number, { root, name }: ContentsScan['folders'][number]): ScannedFolder {
  const folder = name === null ? root : join(root, name);
  const sizes: number[] = [];
  let [text, names] = ['', ''];
  for (const entry of list(folder)) {
    if (!entry.isFile()) text += `${entry.name} other\n`;
    else if (PAYLOAD.test(entry.name)) {
      const stat = lstatSync(`${folder}${sep}${entry.name}`, UNLESS_GONE);
      if (stat !== undefined) {
        names += entry.name;
        sizes.push(stat.size);
      }
      text += `${entry.name} file ${stat === undefined ? '' : payloadStamp(stat)}\n`;
    } else text += `${entry.name} file \n`;
  }
  return { index, digest: hash('sha256', text), names, sizes: Float64Array.from(sizes) };
}

async function addFile(digest: Hash, path: string): Promise<void> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      let turns = 0;
      for (let bytes = readSync(file, chunk); bytes > 0; bytes = readSync(file, chunk)) {
        digest.update(chunk.subarray(0, bytes));
        if (++turns % CHUNKS_PER_TURN === 0) await setImmediate();
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw ioError(error, msg('detail.file-of-backup'));
  }
}
