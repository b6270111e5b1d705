import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backup, openBackup, readApps } from '../src/backup/index.ts';
import { isDomainError } from '../src/model/errors.ts';
import { type BackupSpec, fileIDOf, type SyntheticEntry, writeBackup, writeDemoBackup } from './synthetic/index.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'synthetic-backup-'));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const bytes = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 31 + length) % 251));

/** Contents by name in HomeDomain; lengths are around those of a cipher block and a read buffer. */
const CONTENTS: Readonly<Record<string, Buffer>> = {
  'Library/empty': bytes(0),
  'Library/15': bytes(15),
  'Library/16': bytes(16),
  'Library/17': bytes(17),
  'Library/large': bytes(700_001),
  'Library/a:b 🍋 cafe\u0301/NFD\u0301': bytes(5),
  '../../../outside': bytes(6),
  'Library/wrong size': bytes(5000),
};

function* files(): Generator<SyntheticEntry, void, undefined> {
  for (const [relativePath, contents] of Object.entries(CONTENTS)) {
    yield {
      domain: 'HomeDomain',
      relativePath,
      kind: 'file',
      contents,
      modifiedAt: Date.UTC(2024, 1, 29, 12),
      ...(relativePath.endsWith('wrong size') ? { sizeHint: 4096 } : {}),
    };
  }
  yield { domain: 'HomeDomain', relativePath: 'Library/missing', kind: 'file', missing: true };
  yield { domain: 'HomeDomain', relativePath: 'Library/cut', kind: 'file', contents: bytes(100), truncateTo: 40 };
  yield { domain: 'HomeDomain', relativePath: 'Library/unpadded', kind: 'file', contents: bytes(64), noPadding: true };
  yield { domain: 'HomeDomain', relativePath: 'Library/link', kind: 'symlink', target: '/etc/passwd' };
  yield { domain: 'AppDomain-com.example.a', relativePath: 'Documents', kind: 'directory' };
}

async function contentsOf(backup: Backup, relativePath: string): Promise<Buffer> {
  const entry = backup.manifest.find('HomeDomain', relativePath);
  if (entry === null) throw new Error(`${relativePath} is not listed`);
  const file = await backup.open(entry);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.stream()) chunks.push(Uint8Array.from(chunk));
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

const CASES = (['db', 'mbdb'] as const).flatMap((manifest) =>
  (['sharded', 'flat'] as const).flatMap((layout) =>
    [true, false].map((encrypted) => ({ manifest, layout, encrypted })),
  ),
);

describe.each(CASES)('a $manifest backup, $layout, encrypted: $encrypted', ({ manifest, layout, encrypted }) => {
  const shapes = manifest === 'db' ? (['inline', 'reference', 'bare'] as const) : (['inline'] as const);
  it.each(shapes)('is read as written, with %s keys', async (encryptionKeyShape) => {
    const folder = join(root, `${manifest}-${layout}-${String(encrypted)}-${encryptionKeyShape}`);
    const spec: BackupSpec = {
      seed: folder.length,
      manifest,
      layout,
      apps: [{ bundleId: 'com.example.a', name: 'Example', version: '2.1' }],
      files: [...files()].map((entry) => ({ ...entry, encryptionKeyShape })),
      ...(encrypted ? { encrypted: { password: 'pass wörd ' } } : {}),
    };
    const written = await writeBackup(folder, spec);
    const backup = await openBackup(folder, encrypted ? { password: 'pass wörd ' } : {});
    try {
      expect(backup.folder).toMatchObject({ encrypted, state: 'complete' });
      expect(backup.folder.device.udid).toBe(written.udid);
      const { files: fileCount, directories, symlinks } = written.counts;
      expect(backup.manifest.counts().rows).toBe(fileCount + directories + symlinks);
      expect(backup.manifest.counts().undecodable).toBe(0);
      for (const [relativePath, contents] of Object.entries(CONTENTS)) {
        expect((await contentsOf(backup, relativePath)).equals(contents), relativePath).toBe(true);
      }
      expect(backup.manifest.find('HomeDomain', 'Library/15')).toMatchObject({
        fileID: fileIDOf('HomeDomain', 'Library/15'),
        kind: 'file',
        mode: 0o100644,
        modifiedAt: Date.UTC(2024, 1, 29, 12),
        protectionClass: 3,
      });
      expect(backup.manifest.find('HomeDomain', 'Library/link')).toMatchObject({
        kind: 'symlink',
        target: '/etc/passwd',
      });
      expect(backup.manifest.find('AppDomain-com.example.a', 'Documents')?.kind).toBe('directory');

      const missing = backup.manifest.find('HomeDomain', 'Library/missing');
      expect(missing !== null && backup.hasPayload(missing)).toBe(false);
      const cut = backup.manifest.find('HomeDomain', 'Library/cut');
      const file = cut === null ? null : await backup.open(cut);
      expect(file?.size).toBe(encrypted ? 32 : 40);
      await file?.close();
      expect((await contentsOf(backup, 'Library/unpadded')).equals(bytes(64))).toBe(true);
      expect(await readApps(backup.folder)).toMatchObject([
        { bundleId: 'com.example.a', name: 'Example', version: '2.1' },
      ]);
    } finally {
      await backup.close();
    }
  });
});

describe('passwords', () => {
  it('are refused if wrong, in either container', async () => {
    for (const manifest of ['db', 'mbdb'] as const) {
      const folder = join(root, `password-${manifest}`);
      await writeBackup(folder, { manifest, layout: 'flat', files: files(), encrypted: { password: 'right' } });
      const failure = await openBackup(folder, { password: 'wrong' }).catch((error: unknown) => error);
      expect(isDomainError(failure, 'WRONG_PASSWORD')).toBe(true);
    }
  });

  it('are not tested with an excessive number of iterations', async () => {
    const folder = join(root, 'absurd');
    const encrypted = { password: 'right', declaredDpic: 2 ** 31 };
    await writeBackup(folder, { manifest: 'db', layout: 'sharded', files: [], encrypted });
    const failure = await openBackup(folder, { password: 'right' }).catch((error: unknown) => error);
    expect(isDomainError(failure)).toBe(true);
  });
});

describe('the demo', () => {
  it('can be opened, with its newest messages in the -wal', async () => {
    const folder = join(root, 'demo');
    const demo = await writeDemoBackup(folder, { password: 'demo', messages: 600, contacts: 20, seed: 2 });
    const backup = await openBackup(folder, { password: 'demo' });
    try {
      const entry = backup.manifest.find('HomeDomain', 'Library/SMS/sms.db');
      const sms = entry === null ? null : await backup.openDatabase(entry);
      expect(sms?.db.prepare('SELECT count(*) AS n FROM message').get()).toEqual({ n: 600 });
      expect(sms?.wal?.frames).toBeGreaterThan(0);
      sms?.close();
      const book = backup.manifest.find('HomeDomain', 'Library/AddressBook/AddressBook.sqlitedb');
      const contacts = book === null ? null : await backup.openDatabase(book);
      expect(contacts?.db.prepare('SELECT count(*) AS n FROM ABPerson').get()).toEqual({ n: demo.contacts.total });
      contacts?.close();
      for (const { relativePath, missing } of demo.messages.attachments) {
        const attachment = backup.manifest.find('MediaDomain', relativePath);
        expect(attachment !== null && backup.hasPayload(attachment)).toBe(!missing);
      }
    } finally {
      await backup.close();
    }
  });

  it('is deterministic', async () => {
    const digest = async (name: string): Promise<string> => {
      const folder = join(root, name);
      await writeDemoBackup(folder, { password: 'demo', messages: 200, contacts: 5, seed: 3 });
      const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const names = paths.map((entry) => join(entry.parentPath, entry.name)).toSorted();
      const hashes = names.map((path) => `${path.slice(folder.length)} ${hash('sha1', readFileSync(path))}`);
      return hashes.join('\n');
    };
    expect(await digest('demo-first')).toBe(await digest('demo-second'));
  });

  it('can be written to a new folder', async () => {
    const folder = join(root, 'deep', 'er');
    const { backup } = await writeDemoBackup(folder, { messages: 50, contacts: 3 });
    expect(backup.keyEncryptionKey).toBeNull();
    expect(backup.counts.files).toBeGreaterThan(20);
  });
});
