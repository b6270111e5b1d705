import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseBuffer } from 'bplist-parser';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { writeMbFile } from './mbfile-writer.ts';

interface Archive {
  readonly $objects: readonly unknown[];
}

describeCorpus('writeMbFile against a real iOS 14.3 Manifest.db', () => {
  const blob = (domain: string, relativePath: string): Buffer => {
    const folder = mkdtempSync(join(tmpdir(), 'mbfile-'));
    copyFileSync(corpusPath('backups/ios-14.3-unencrypted-manifest/Manifest.db'), join(folder, 'Manifest.db'));
    const db = new DatabaseSync(join(folder, 'Manifest.db'));
    const row = db.prepare('SELECT file FROM Files WHERE domain = ? AND relativePath = ?').get(domain, relativePath);
    db.close();
    rmSync(folder, { recursive: true });
    return Buffer.from(row?.file as Uint8Array);
  };

  it('writes a directory byte for byte', () => {
    const times = { lastModified: 1610658287, lastStatusChange: 1610658287, birth: 1610658287 };
    const owner = { userId: 0, groupId: 0, inode: 784 };
    const written = writeMbFile({ relativePath: '', mode: 16877, size: 0, protectionClass: 0, ...times, ...owner });
    expect(written.equals(blob('SysContainerDomain-com.apple.geod', ''))).toBe(true);
  });

  it('writes a symbolic link byte for byte', () => {
    const times = { lastModified: 1617111368, lastStatusChange: 1617111368, birth: 1617111368 };
    const written = writeMbFile({
      relativePath: 'timezone/localtime',
      target: '/var/db/timezone/zoneinfo/Europe/London',
      mode: 41453,
      size: 0,
      protectionClass: 0,
      userId: 0,
      groupId: 0,
      inode: 287161,
      ...times,
    });
    expect(written.equals(blob('DatabaseDomain', 'timezone/localtime'))).toBe(true);
  });

  it('writes a file with a key and a digest, the same objects in the same order', () => {
    const written = writeMbFile({
      relativePath: 'Library/SMS/sms.db',
      mode: 33188,
      size: 278528,
      protectionClass: 4,
      userId: 501,
      groupId: 501,
      inode: 45856,
      lastModified: 1638501497,
      lastStatusChange: 1638559914,
      birth: 1566918489,
      digest: Buffer.from('999681dd3eee8fe87844fba89c268ba7a7ba502e', 'hex'),
      encryptionKey: Buffer.from(
        '04000000ff0284dca7e372f3c56928ec25513541b83160c1c9b76c6ae9086e2bf046fe349e48a3f61ffc7b99',
        'hex',
      ),
    });
    // Not identical bytes: iOS writes the class name NSMutableData twice.
    expect(parseBuffer(written)).toEqual(parseBuffer(blob('HomeDomain', 'Library/SMS/sms.db')));
    expect(Object.keys(parseBuffer<Archive>(written)[0].$objects[1] as object)).toEqual(
      Object.keys(parseBuffer<Archive>(blob('HomeDomain', 'Library/SMS/sms.db'))[0].$objects[1] as object),
    );
  });
});
