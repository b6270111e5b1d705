import { hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { derivedBytes, type Seed } from '../random.ts';
import { fileCipher, wrapKeyForClass } from './aes.ts';
import type { BackupSpec, MetadataFile, SyntheticEntry, WrittenBackup } from './backup-spec.ts';
import { type Keybag, writeKeybag } from './keybag-writer.ts';
import {
  type ManifestRow,
  type ManifestWriter,
  manifestDatabaseWriter,
  mbdbManifestWriter,
  type RecordCipher,
  recordCipher,
} from './manifest-writer.ts';
import { type Device, deviceOf, metadataFiles } from './metadata-plists.ts';
import { storePayload } from './payload-writer.ts';

/** Protection class of the key that encrypts Manifest.db. */
const MANIFEST_KEY_CLASS = 4;

/** Default protection class of files: available after the first unlock. */
const DEFAULT_PROTECTION_CLASS = 3;

const FILE_TYPE = { file: 0o100000, directory: 0o040000, symlink: 0o120000 } as const;
const DEFAULT_MODE = { file: 0o644, directory: 0o755, symlink: 0o755 } as const;

/** User id of `mobile`. */
const MOBILE_USER = 501;

/** Inode of the first entry. On a device's data volume inodes are in the hundred thousands. */
const FIRST_INODE = 100_000;

/** Default age of files, in milliseconds before the backup. */
const DEFAULT_AGE = 3_600_000;

/** Domains whose files iOS lists without a digest (`ShouldDigest` is off). */
const WITHOUT_DIGEST =
  /^(AppDomain|SysContainerDomain|SysSharedContainerDomain|CameraRollDomain|MediaDomain|TonesDomain)/;

/** `fileID` of an entry: SHA-1, lowercase hex, of domain, `-` and relative path in UTF-8. */
export function fileIDOf(domain: string, relativePath: string): string {
  return hash('sha1', `${domain}-${relativePath}`);
}

/** State of one run of the writer. */
interface Context {
  readonly folder: string;
  readonly spec: BackupSpec;
  readonly device: Device;
  readonly keybag: Keybag;
  readonly manifest: ManifestWriter;
  /** Directories to list, by fileID: the given ones and the parents of every entry. */
  readonly directories: Map<string, SyntheticEntry>;
  readonly shards: Set<string>;
  nextInode: number;
}

const NOTHING_STORED = { size: 0, storedBytes: 0, digest: undefined } as const;

/** Adds the parent directories of `entry`, from the root of its domain. */
function listParents(context: Context, { domain, relativePath }: SyntheticEntry): void {
  for (let end = relativePath.length; end > 0; ) {
    end = relativePath.lastIndexOf('/', end - 1);
    const parent = relativePath.slice(0, Math.max(end, 0));
    const fileID = fileIDOf(domain, parent);
    if (context.directories.has(fileID)) return;
    context.directories.set(fileID, { domain, relativePath: parent, kind: 'directory' });
  }
}

/** Path of a payload. Creates its shard folder. */
async function payloadPath(context: Context, fileID: string): Promise<string> {
  if (context.spec.layout === 'flat') return join(context.folder, fileID);
  const shard = join(context.folder, fileID.slice(0, 2));
  if (!context.shards.has(shard)) {
    await mkdir(shard, { recursive: true });
    context.shards.add(shard);
  }
  return join(shard, fileID);
}

/**
 * The file key wrapped with its class key; random-looking bytes in an unencrypted backup, as only the device can unwrap
 * it.
 */
function encryptionKeyOf(context: Context, fileID: string, protectionClass: number, key: Uint8Array): Buffer {
  const classKey = context.keybag.classKeys.get(protectionClass);
  if (classKey !== undefined) return wrapKeyForClass(protectionClass, classKey, key);
  const bytes = derivedBytes(context.device.seed, `device-wrapped ${fileID}`, 44);
  bytes.writeUInt32LE(protectionClass);
  return bytes;
}

function row(
  context: Context,
  entry: SyntheticEntry,
  stored: { readonly size: number; readonly digest: Buffer | undefined },
  encryptionKey?: Buffer,
): ManifestRow {
  const modifiedAt = entry.modifiedAt ?? context.device.date.getTime() - DEFAULT_AGE;
  const isFile = entry.kind === 'file';
  const seconds = (time: number | undefined): number => Math.floor((time ?? modifiedAt) / 1000);
  return {
    fileID: fileIDOf(entry.domain, entry.relativePath),
    domain: entry.domain,
    relativePath: entry.relativePath,
    kind: entry.kind,
    mode: FILE_TYPE[entry.kind] | (entry.mode ?? DEFAULT_MODE[entry.kind]),
    size: entry.sizeHint ?? stored.size,
    inode: context.nextInode++,
    userId: MOBILE_USER,
    groupId: MOBILE_USER,
    lastModified: seconds(entry.modifiedAt),
    lastStatusChange: seconds(entry.changedAt),
    birth: seconds(entry.createdAt),
    protectionClass: isFile ? (entry.protectionClass ?? DEFAULT_PROTECTION_CLASS) : 0,
    encryptionKey,
    encryptionKeyShape: entry.encryptionKeyShape,
    digest: isFile && entry.noDigest !== true && !WITHOUT_DIGEST.test(entry.domain) ? stored.digest : undefined,
    target: entry.kind === 'symlink' ? (entry.target ?? '') : undefined,
    extendedAttributes: entry.extendedAttributes,
  };
}

/** Stores a file, lists it in the manifest and returns the number of bytes stored. */
async function writeFileEntry(context: Context, entry: SyntheticEntry): Promise<number> {
  const fileID = fileIDOf(entry.domain, entry.relativePath);
  const protectionClass = entry.protectionClass ?? DEFAULT_PROTECTION_CLASS;
  const key = derivedBytes(context.device.seed, `file key ${fileID}`, 32);
  const path = entry.missing === true ? null : await payloadPath(context, fileID);
  const stored = await storePayload(entry, path, context.spec.encrypted === undefined ? undefined : key);
  context.manifest.add(row(context, entry, stored, encryptionKeyOf(context, fileID, protectionClass, key)));
  if (path === null) return 0;
  return entry.truncateTo ?? stored.storedBytes;
}

/** Writes all entries, then the directories. */
async function writeEntries(context: Context): Promise<Pick<WrittenBackup, 'counts' | 'storedBytes'>> {
  const counts = { files: 0, directories: 0, symlinks: 0, missing: 0 };
  let storedBytes = 0;
  for await (const entry of context.spec.files) {
    listParents(context, entry);
    if (entry.kind === 'directory') {
      context.directories.set(fileIDOf(entry.domain, entry.relativePath), entry);
    } else if (entry.kind === 'symlink') {
      counts.symlinks++;
      context.manifest.add(row(context, entry, NOTHING_STORED));
    } else {
      counts.files++;
      if (entry.missing === true) counts.missing++;
      storedBytes += await writeFileEntry(context, entry);
    }
  }
  for (const directory of context.directories.values()) {
    counts.directories++;
    context.manifest.add(row(context, directory, NOTHING_STORED));
  }
  return { counts, storedBytes };
}

function cipherOf({ encrypted, encryptedRecords }: BackupSpec, seed: Seed): RecordCipher | null {
  if (encrypted === undefined || encryptedRecords !== true) return null;
  return recordCipher(encrypted.password, derivedBytes(seed, 'record salt', 20));
}

/**
 * Writes a backup into `folder`, which is created if it does not exist. The same spec always gives the same bytes.
 * Files are streamed; only directories (and the rows of an `mbdb`) are held in memory.
 */
export async function writeBackup(folder: string, spec: BackupSpec): Promise<WrittenBackup> {
  const device = deviceOf(spec);
  const keybag = await writeKeybag({
    seed: device.seed,
    password: spec.encrypted?.password,
    derivation: spec.manifest === 'db' && spec.encryptedRecords !== true ? 'two-stage' : 'one-stage',
    dpic: spec.encrypted?.dpic,
    iter: spec.encrypted?.iter,
    declaredDpic: spec.encrypted?.declaredDpic,
  });
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'apple-juicer-synthetic-'));
  const encryptsManifest =
    spec.encrypted !== undefined &&
    spec.manifest === 'db' &&
    spec.plainManifest !== true &&
    spec.encryptedRecords !== true;
  const name = spec.manifest === 'db' ? 'Manifest.db' : 'Manifest.mbdb';
  const plainPath = join(encryptsManifest ? scratch : folder, name);
  const manifest =
    spec.manifest === 'db'
      ? manifestDatabaseWriter(plainPath, spec.rawRows, cipherOf(spec, device.seed))
      : mbdbManifestWriter(plainPath);
  try {
    const context: Context = {
      folder,
      spec,
      device,
      keybag,
      manifest,
      directories: new Map(),
      shards: new Set(),
      nextInode: FIRST_INODE,
    };
    const written = await writeEntries(context);
    await manifest.finish();

    const manifestKey = derivedBytes(device.seed, 'manifest key', 32);
    if (encryptsManifest) {
      await pipeline(createReadStream(plainPath), fileCipher(manifestKey), createWriteStream(join(folder, name)));
    }
    const classKey = keybag.classKeys.get(MANIFEST_KEY_CLASS);
    const wrappedManifestKey =
      classKey !== undefined && spec.manifest === 'db' && spec.encryptedRecords !== true
        ? wrapKeyForClass(MANIFEST_KEY_CLASS, classKey, manifestKey)
        : undefined;
    const metadata = metadataFiles(device, spec, { keybag: keybag.bytes, manifestKey: wrappedManifestKey });
    for (const [file, bytes] of Object.entries(metadata) as [MetadataFile, Buffer][]) {
      if (spec.omit?.includes(file) === true) continue;
      await writeFile(join(folder, file), spec.empty?.includes(file) === true ? Buffer.alloc(0) : bytes);
    }
    if (spec.snapshotFolder === true) await mkdir(join(folder, 'Snapshot'), { recursive: true });
    const { classKeys, keyEncryptionKey } = keybag;
    return { path: folder, udid: device.udid, ...written, classKeys, keyEncryptionKey };
  } finally {
    manifest.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
