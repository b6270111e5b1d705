import { createDecipheriv, hash, pbkdf2Sync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseBuffer } from 'bplist-parser';
import { parse } from 'plist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackupSpec, SyntheticEntry } from './backup-spec.ts';
import { fileIDOf, writeBackup } from './backup-writer.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'backup-writer-'));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const text = Buffer.from('hello, backup');
const entries: readonly SyntheticEntry[] = [
  { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file', contents: text, protectionClass: 4 },
  { domain: 'HomeDomain', relativePath: 'Library/empty', kind: 'file' },
  { domain: 'HomeDomain', relativePath: 'Library/gone', kind: 'file', contents: text, missing: true },
  { domain: 'HomeDomain', relativePath: 'Library/short', kind: 'file', contents: Buffer.alloc(100), truncateTo: 37 },
  { domain: 'HomeDomain', relativePath: 'Library/raw', kind: 'file', contents: Buffer.alloc(32, 7), noPadding: true },
  { domain: 'HomeDomain', relativePath: 'Library/lies', kind: 'file', contents: text, sizeHint: 999 },
  { domain: 'HomeDomain', relativePath: 'Library/link', kind: 'symlink', target: '/etc/passwd' },
  { domain: 'AppDomain-com.example.a', relativePath: 'Documents/a.txt', kind: 'file', contents: text },
  { domain: 'AppDomain-com.example.a', relativePath: 'Documents', kind: 'directory', mode: 0o700 },
  { domain: 'HomeDomain', relativePath: '../../escape', kind: 'file', contents: text },
];
const spec: BackupSpec = {
  seed: 11,
  encrypted: { password: 'secret', dpic: 30, iter: 20 },
  manifest: 'db',
  layout: 'sharded',
  files: entries,
  apps: [{ bundleId: 'com.example.a', name: 'A & B' }],
};

/** Path and SHA-1 of every file below a folder. */
function fingerprints(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path.slice(folder.length)} ${hash('sha1', readFileSync(path))}`)
    .toSorted();
}

function decrypt(key: Uint8Array, bytes: Uint8Array, padding = true): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(padding);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function unwrap(kek: Uint8Array, wrapped: Uint8Array): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', kek, Buffer.alloc(8, 0xa6));
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

/** The MBFile object of a keyed archive, with its references resolved. */
function mbFile(blob: unknown): Record<string, unknown> {
  const [{ $objects }] = parseBuffer<{ $objects: unknown[] }>(Buffer.from(blob as Uint8Array));
  const follow = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'UID' in value ? $objects[value.UID as number] : value;
  return Object.fromEntries(Object.entries($objects[1] as object).map(([key, value]) => [key, follow(value)]));
}

describe('fileIDOf', () => {
  it('matches file IDs of real backups', () => {
    expect(fileIDOf('HomeDomain', 'Library/SMS/sms.db')).toBe('3d0d7e5fb2ce288813306e4d4636395e047a3d28');
    expect(fileIDOf('HomeDomain', '')).toBe('70765829101933f25994c71bbee6dfd685535bff');
    expect(fileIDOf('AppDomainGroup-group.com.apple.notes', 'NoteStore.sqlite')).toBe(
      '4f98687d8ab0d6d1a371110e6b7300f6e465bef2',
    );
  });
});

describe('an encrypted backup', () => {
  it('is decrypted step by step with the password', async () => {
    const folder = join(root, 'encrypted');
    const written = await writeBackup(folder, spec);
    expect(written.counts).toEqual({ files: 8, directories: 7, symlinks: 1, missing: 1 });

    const [manifest] = parseBuffer<Record<string, Buffer>>(readFileSync(join(folder, 'Manifest.plist')));
    const bag = manifest.BackupKeyBag as Buffer;
    const value = (tag: string): Buffer => {
      const at = bag.indexOf(tag);
      return bag.subarray(at + 8, at + 8 + bag.readUInt32BE(at + 4));
    };
    const first = pbkdf2Sync('secret', value('DPSL'), 30, 32, 'sha256');
    expect(pbkdf2Sync(first, value('SALT'), 20, 32, 'sha1')).toEqual(written.keyEncryptionKey);

    const manifestKey = manifest.ManifestKey as Buffer;
    expect(manifestKey.readUInt32LE()).toBe(4);
    const databaseKey = unwrap(written.classKeys.get(4) as Buffer, manifestKey.subarray(4));
    const plain = decrypt(databaseKey, readFileSync(join(folder, 'Manifest.db')));
    expect(plain.length % 4096).toBe(0);
    expect([plain[18], plain[19]]).toEqual([2, 2]);
    const path = join(root, 'Manifest.db');
    writeFileSync(path, plain);
    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
    expect(db.prepare('PRAGMA index_list(Files)').all()).toHaveLength(4);
    const rows = db.prepare('SELECT * FROM Files ORDER BY domain, relativePath').all();
    expect(rows.map(({ domain, relativePath, flags }) => [domain, relativePath, flags])).toEqual([
      ['AppDomain-com.example.a', '', 2],
      ['AppDomain-com.example.a', 'Documents', 2],
      ['AppDomain-com.example.a', 'Documents/a.txt', 1],
      ['HomeDomain', '', 2],
      ['HomeDomain', '..', 2],
      ['HomeDomain', '../..', 2],
      ['HomeDomain', '../../escape', 1],
      ['HomeDomain', 'Library', 2],
      ['HomeDomain', 'Library/SMS', 2],
      ['HomeDomain', 'Library/SMS/sms.db', 1],
      ['HomeDomain', 'Library/empty', 1],
      ['HomeDomain', 'Library/gone', 1],
      ['HomeDomain', 'Library/lies', 1],
      ['HomeDomain', 'Library/link', 4],
      ['HomeDomain', 'Library/raw', 1],
      ['HomeDomain', 'Library/short', 1],
    ]);

    const stored = (name: string): { bytes: Buffer; file: Record<string, unknown>; key: Buffer } => {
      const row = rows.find(({ relativePath }) => relativePath === name);
      const file = mbFile(row?.file);
      const wrapped = (file.EncryptionKey as { 'NS.data': Buffer })['NS.data'];
      const key = unwrap(written.classKeys.get(wrapped.readUInt32LE()) as Buffer, wrapped.subarray(4));
      const fileID = row?.fileID as string;
      return { bytes: readFileSync(join(folder, fileID.slice(0, 2), fileID)), file, key };
    };
    const sms = stored('Library/SMS/sms.db');
    expect(decrypt(sms.key, sms.bytes)).toEqual(text);
    expect(sms.file).toMatchObject({ Mode: 0o100644, Size: text.length, ProtectionClass: 4, UserID: 501 });
    expect(sms.file.Digest).toEqual(hash('sha1', sms.bytes, 'buffer'));
    expect(stored('Documents/a.txt').file.Digest).toBeUndefined();
    expect(stored('Library/empty').bytes).toHaveLength(16);
    expect(stored('Library/short').bytes).toHaveLength(37);
    expect(stored('Library/lies').file.Size).toBe(999);
    const raw = stored('Library/raw');
    expect(decrypt(raw.key, raw.bytes, false)).toEqual(Buffer.alloc(32, 7));
    const gone = fileIDOf('HomeDomain', 'Library/gone');
    expect(existsSync(join(folder, gone.slice(0, 2), gone))).toBe(false);
    const link = rows.find(({ flags }) => flags === 4);
    expect(mbFile(link?.file)).toMatchObject({ Target: '/etc/passwd', Mode: 0o120755 });
    db.close();
  });

  it('is deterministic', async () => {
    await writeBackup(join(root, 'first'), spec);
    await writeBackup(join(root, 'second'), spec);
    expect(fingerprints(join(root, 'first'))).toEqual(fingerprints(join(root, 'second')));
  });
});

describe('metadata', () => {
  it('has the values that Finder and the device write', async () => {
    const folder = join(root, 'metadata');
    await writeBackup(folder, { ...spec, udid: '00008110-001A0D942EEA401E', deviceName: 'Zoë’s <iPhone>' });
    const info = parse(readFileSync(join(folder, 'Info.plist'), 'utf8')) as Record<string, unknown>;
    expect(info).toMatchObject({
      'Device Name': 'Zoë’s <iPhone>',
      'Target Identifier': '00008110-001A0D942EEA401E',
      'Installed Applications': ['com.example.a'],
      Applications: { 'com.example.a': { IsDemotedApp: false } },
    });
    const app = (info.Applications as Record<string, { iTunesMetadata: Uint8Array }>)['com.example.a'];
    expect(parseBuffer(Buffer.from(app?.iTunesMetadata as Uint8Array))[0]).toMatchObject({ itemName: 'A & B' });
    const [status] = parseBuffer<object>(readFileSync(join(folder, 'Status.plist')));
    expect(status).toMatchObject({ SnapshotState: 'finished', Version: '3.3' });
  });

  it('can be omitted, empty or overridden', async () => {
    const folder = join(root, 'odd');
    await writeBackup(folder, {
      ...spec,
      omit: ['Info.plist'],
      empty: ['Manifest.plist'],
      status: { SnapshotState: 'uploading' },
      snapshotFolder: true,
      plainManifest: true,
      rawRows: [{ fileID: 'not hex', domain: null, relativePath: null, flags: 16, file: null }],
    });
    expect(existsSync(join(folder, 'Info.plist'))).toBe(false);
    expect(readFileSync(join(folder, 'Manifest.plist'))).toHaveLength(0);
    expect(existsSync(join(folder, 'Snapshot'))).toBe(true);
    const [status] = parseBuffer<object>(readFileSync(join(folder, 'Status.plist')));
    expect(status).toMatchObject({ SnapshotState: 'uploading' });
    const db = new DatabaseSync(join(folder, 'Manifest.db'));
    expect(db.prepare('SELECT fileID FROM Files WHERE flags = 16').all()).toHaveLength(1);
    db.close();
  });
});

describe('other containers', () => {
  it('streams files from disk, flat and unencrypted', async () => {
    const folder = join(root, 'flat');
    const source = join(root, 'source.bin');
    writeFileSync(source, Buffer.alloc(1_000_000, 'x'));
    async function* files(): AsyncGenerator<SyntheticEntry> {
      yield { domain: 'MediaDomain', relativePath: 'big', kind: 'file', contents: { path: source } };
      await Promise.resolve();
    }
    const written = await writeBackup(folder, { manifest: 'db', layout: 'flat', files: files() });
    expect(written.classKeys.size).toBe(0);
    expect(readFileSync(join(folder, fileIDOf('MediaDomain', 'big')))).toEqual(readFileSync(source));
  });

  it('writes the manifest of iOS 9', async () => {
    const folder = join(root, 'mbdb');
    await writeBackup(folder, { ...spec, manifest: 'mbdb', layout: 'flat' });
    const manifest = readFileSync(join(folder, 'Manifest.mbdb'));
    expect(manifest.subarray(0, 6).toString('latin1')).toBe('mbdb\x05\x00');
    expect(manifest.includes('Library/SMS/sms.db')).toBe(true);
    const [plist] = parseBuffer<Record<string, Buffer>>(readFileSync(join(folder, 'Manifest.plist')));
    expect(plist.ManifestKey).toBeUndefined();
    expect(plist.BackupKeyBag?.includes('DPSL')).toBe(false);
  });
});
