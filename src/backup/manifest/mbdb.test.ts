import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { damage, mutate } from '../../../test/support/backup/mutate.ts';
import { rounds } from '../../../test/support/depth.ts';
import { isDomainError } from '../../model/errors.ts';
import { decodeMbdbBlob } from './decode-blob.ts';
import { readMbdb } from './mbdb.ts';

/** One record, hand-written from the layout in docs/format/backup.md. */
function record(key: Buffer | null): Buffer {
  const text = (value: string | Buffer | null): Buffer => {
    if (value === null) return Buffer.from('ffff', 'hex');
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const fixed = Buffer.alloc(40);
  fixed.writeUInt16BE(0x81a4, 0);
  fixed.writeBigUInt64BE(12_345n, 2);
  fixed.writeUInt32BE(501, 10);
  fixed.writeUInt32BE(501, 14);
  fixed.writeInt32BE(1_300_000_000, 18);
  fixed.writeInt32BE(1_300_000_001, 22);
  fixed.writeInt32BE(-5, 26);
  fixed.writeBigInt64BE(5_000_000_000n, 30);
  fixed.writeUInt8(3, 38);
  fixed.writeUInt8(1, 39);
  const strings = [text('HomeDomain'), text('Library/Zoë.db'), text(null), text(Buffer.alloc(20, 1)), text(key)];
  return Buffer.concat([...strings, fixed, text('name'), text('value')]);
}

const key = Buffer.concat([Buffer.from('03000000', 'hex'), Buffer.alloc(40, 8)]);
const mbdb = Buffer.concat([Buffer.from('mbdb\x05\x00', 'latin1'), record(key), record(null)]);

describe('readMbdb', () => {
  it('reads every field', () => {
    const records = [...readMbdb(mbdb)];
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      domain: 'HomeDomain',
      relativePath: 'Library/Zoë.db',
      target: null,
      mode: 0x81a4,
      modified: 1_300_000_000,
      changed: 1_300_000_001,
      created: -5,
      size: 5_000_000_000,
      protectionClass: 3,
    });
    expect(decodeMbdbBlob(mbdb.subarray(records[0]?.start, records[0]?.end))).toEqual({
      mode: 0x81a4,
      sizeHint: 5_000_000_000,
      modifiedAt: 1_300_000_000_000,
      changedAt: 1_300_000_001_000,
      createdAt: -5000,
      protectionClass: 3,
      wrappedKey: Uint8Array.from(key.subarray(4)),
      digest: new Uint8Array(20).fill(1),
      target: null,
    });
    expect(decodeMbdbBlob(mbdb.subarray(records[1]?.start)).wrappedKey).toBeNull();
  });

  it('does not treat a damaged key as absent', () => {
    expect(() => decodeMbdbBlob(record(Buffer.alloc(43)))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_MANIFEST' }),
    );
  });

  it('refuses other files and every truncation except between records', () => {
    expect(() => [...readMbdb(Buffer.from('SQLite format 3'))]).toThrow(
      expect.objectContaining({ code: 'MALFORMED_MANIFEST' }),
    );
    const whole = new Set([6, 6 + record(key).length, mbdb.length]);
    for (let length = 0; length < mbdb.length; length++) {
      if (whole.has(length)) continue;
      expect(() => [...readMbdb(mbdb.subarray(0, length))], `${length}`).toThrow(
        expect.objectContaining({ code: 'MALFORMED_MANIFEST' }),
      );
    }
  });

  it('returns records or a DomainError for damaged bytes', () => {
    fc.assert(
      fc.property(damage, (how) => {
        try {
          expect([...readMbdb(mutate(mbdb, how))].length).toBeLessThan(10);
        } catch (error) {
          if (!isDomainError(error, 'MALFORMED_MANIFEST')) throw error;
        }
      }),
      { seed: 5, numRuns: rounds(2000) },
    );
  });
});

describeCorpus('the iOS 9.0.1 manifest of the corpus', () => {
  it('has one file', () => {
    const [first, ...rest] = readMbdb(readFileSync(corpusPath('backups/encrypted-9.0.1-mbdb/Manifest.mbdb')));
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ domain: 'MyTestDomain', relativePath: 'Media/Test.txt', size: 9 });
  });
});
