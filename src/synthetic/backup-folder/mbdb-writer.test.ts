import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { writeMbdb, writeMbdbRecord } from './mbdb-writer.ts';

const record = {
  domain: 'MyTestDomain',
  relativePath: 'Media/Test.txt',
  mode: 0x81ed,
  inode: 0x12d8,
  userId: 501,
  groupId: 501,
  lastModified: 0x610a911f,
  lastStatusChange: 0x610a914d,
  birth: 0x6108ed24,
  size: 9,
  protectionClass: 4,
};

describeCorpus('writeMbdb', () => {
  it('writes an iOS 9 manifest byte for byte', () => {
    const golden = readFileSync(corpusPath('backups/encrypted-9.0.1-mbdb/Manifest.mbdb'));
    const keyAt = golden.indexOf(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00, 0x2c])) + 6;
    const encryptionKey = golden.subarray(keyAt, keyAt + 44);
    expect(writeMbdb([writeMbdbRecord({ ...record, encryptionKey })]).toString('hex')).toBe(golden.toString('hex'));
  });
});

it('writes the target of a link and properties', () => {
  const bytes = writeMbdbRecord({ ...record, target: '/x', properties: [['name', Buffer.from('value')]] });
  expect(bytes.subarray(30, 34).toString('hex')).toBe('00022f78');
  expect(bytes.subarray(-14).toString('hex')).toBe('0100046e616d65000576616c7565');
});
