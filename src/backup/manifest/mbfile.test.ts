import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { rounds } from '../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../test/support/formats/mutations.ts';
import { fromUnixSeconds } from '../../formats/apple-time.ts';
import { parseBplist } from '../../formats/bplist.ts';
import { unarchive } from '../../formats/keyed-archive.ts';
import type { ArchiveDict, ArchiveValue } from '../../formats/keyed-archive-value.ts';
import { asDict } from '../../formats/plist-value.ts';
import { DomainError } from '../../model/errors.ts';
import { writeMbFile } from '../../synthetic/backup-folder/mbfile-writer.ts';
import { decodeMbFile, type MbFile } from './mbfile.ts';

// Written by plistlib of Python 3.11 in shapes found in real backups.

/** As written by iOS 14: numbers inline, NSData objects. */
const MODERN = Buffer.from(
  '62706c6973743030d4010203040506070a582476657273696f6e592461726368697665725424746f7058246f626a6563747312000186a05f100f4e534b657965644172636869766572d1080954726f6f748001a70b0c292a2e353855246e756c6cde0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627285c4c6173744d6f64696669656455466c6167735747726f757049445624636c6173735f10104c6173745374617475734368616e67655c52656c6174697665506174685542697274685d456e6372797074696f6e4b65795453697a65544d6f6465565573657249445b496e6f64654e756d6265725f100f50726f74656374696f6e436c61737356446967657374126004bdb1100013fffffffffffffffe8005126004bdb28002126004bdb080031184341181a41101f5120003eb8e100480066b004d0065006400690061002f00dc002e006a00700067d22b102c2d574e532e646174614f102c030000006465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8004d22f3031325a24636c6173736e616d655824636c61737365735d4e534d757461626c6544617461a3313334564e5344617461584e534f626a656374d22f303637564d4246696c65a23634d22b10393a4f1014000102030405060708090a0b0c0d0e0f10111213800400080011001a00240029003200370049004c00510053005b0061007e008b0091009900a000b300c000c600d400d900de00e500f10103010a010f0111011a011c012101230128012a012d013001330138013a013c015301580160018f0191019601a101aa01b801bc01c301cc01d101d801db01e001f70000000000000201000000000000003b000000000000000000000000000001f9',
  'hex',
);
/** Unusual shape: root at the end, boxed size, NSDate, NS.data as a reference, bare digest, null target. */
const ODD = Buffer.from(
  '62706c6973743030d4010203040506070a582476657273696f6e592461726368697665725424746f7058246f626a6563747312000186a05f100f4e534b657965644172636869766572d1080954726f6f74800aab0b0c1217181c1d1e22252655246e756c6cd20d0e0f105a24636c6173736e616d655824636c6173736573564d4246696c65a20f11584e534f626a656374d213141516574e532e646174615624636c617373800380044f102c030000006465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8bd20d0e191a5d4e534d757461626c6544617461a3191b11564e534461746153612f62130000001cbe991a14d21f142021574e532e74696d652341c2da7a984000008008d20d0e2324564e5344617465a223114f1014000102030405060708090a0b0c0d0e0f10111213db142728292a2b2c2d2e2f303132333435363738393a3b5d456e6372797074696f6e4b65795c52656c6174697665506174685453697a655c4c6173744d6f64696669656455426972746856446967657374565461726765745b496e6f64654e756d626572544d6f646555466c6167738001800280058006800780078009800013400000000000000011a1ff100000080011001a00240029003200370049004c00510053005f0065006a0075007e0085008800910096009e00a500a700a900d800dd00eb00ef00f600fa0103010801100119011b01200127012a014101580166017301780185018b0192019901a501aa01b001b201b401b601b801ba01bc01be01c001c901cc0000000000000201000000000000003c000000000000000000000000000001ce',
  'hex',
);
/** Few fields, and the key as bare data. */
const BARE_KEY = Buffer.from(
  '62706c6973743030d4010203040506070a582476657273696f6e592461726368697665725424746f7058246f626a6563747312000186a05f100f4e534b657965644172636869766572d1080954726f6f748001a50b0c15161c55246e756c6cd40d0e0f10111213145d456e6372797074696f6e4b6579544d6f64655624636c6173735c52656c61746976655061746880021181a4800380044f102c030000006465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8bd21718191a5a24636c6173736e616d655824636c6173736573564d4246696c65a2191b584e534f626a65637455706c61696e08111a24293237494c5153595f68767b828f91949698c7ccd7e0e7eaf30000000000000101000000000000001d000000000000000000000000000000f9',
  'hex',
);

const WRAPPED_KEY = Uint8Array.from({ length: 40 }, (_, index) => 100 + index);
const DIGEST = Uint8Array.from({ length: 20 }, (_, index) => index);
const NOTHING: MbFile = {
  relativePath: null,
  mode: null,
  size: null,
  birth: null,
  lastModified: null,
  lastStatusChange: null,
  userId: null,
  groupId: null,
  inode: null,
  flags: null,
  protectionClass: null,
  keyClass: null,
  wrappedKey: null,
  digest: null,
  target: null,
};

describe('decodeMbFile', () => {
  it('reads the shape of modern iOS', () => {
    expect(decodeMbFile(MODERN)).toEqual({
      relativePath: 'Media/Ü.jpg',
      mode: 0o100644,
      size: 33844,
      birth: Date.parse('2021-01-17T22:44:00Z'),
      lastModified: Date.parse('2021-01-17T22:44:01Z'),
      lastStatusChange: Date.parse('2021-01-17T22:44:02Z'),
      userId: 501,
      groupId: -2,
      inode: 256910,
      flags: 0,
      protectionClass: 4,
      keyClass: 3,
      wrappedKey: WRAPPED_KEY,
      digest: DIGEST,
      target: null,
    });
  });

  it('reads unusual shapes', () => {
    expect(decodeMbFile(ODD)).toEqual({
      ...NOTHING,
      relativePath: 'a/b',
      mode: 0o120777,
      size: 123456789012,
      birth: Date.parse('2021-01-17T22:44:00.500Z'),
      lastModified: Date.parse('2021-01-17T22:44:00.500Z'),
      inode: 2n ** 62n,
      flags: 0,
      keyClass: 3,
      wrappedKey: WRAPPED_KEY,
      digest: DIGEST,
    });
    expect(decodeMbFile(BARE_KEY)).toEqual({
      ...NOTHING,
      relativePath: 'plain',
      mode: 0o100644,
      keyClass: 3,
      wrappedKey: WRAPPED_KEY,
    });
  });

  it('restores what the synthetic backup writer wrote, in each shape of key', () => {
    const seconds = fc.nat(2 ** 32 - 1);
    const integer = fc.integer();
    const record = fc.record({
      relativePath: fc.string({ unit: ANY_CHARACTER }).filter((path) => path !== '$null'),
      mode: fc.nat(0xffff),
      size: fc.maxSafeNat(),
      inode: fc.maxSafeNat(),
      userId: integer,
      groupId: integer,
      lastModified: seconds,
      lastStatusChange: seconds,
      birth: seconds,
      protectionClass: fc.nat(11),
      encryptionKey: fc.option(fc.uint8Array({ minLength: 44, maxLength: 44 }), { nil: undefined }),
      encryptionKeyShape: fc.constantFrom('inline', 'reference', 'bare'),
      digest: fc.option(fc.uint8Array({ minLength: 20, maxLength: 20 }), { nil: undefined }),
      target: fc.option(fc.string(), { nil: undefined }),
    });
    const roundTrip = fc.property(record, (file) => {
      const { encryptionKey: key, encryptionKeyShape: _, ...plain } = file;
      expect(decodeMbFile(writeMbFile(file))).toEqual({
        ...plain,
        flags: 0,
        lastModified: file.lastModified * 1000,
        lastStatusChange: file.lastStatusChange * 1000,
        birth: file.birth * 1000,
        keyClass: key === undefined ? null : Buffer.from(key).readUInt32LE(0),
        wrappedKey: key === undefined ? null : key.slice(4),
        digest: file.digest ?? null,
        target: file.target ?? null,
      });
    });
    fc.assert(roundTrip, { seed: SEED, numRuns: rounds(500) });
  });

  it('carries nothing over from one blob to the next', () => {
    const first = decodeMbFile(MODERN);
    decodeMbFile(ODD);
    expect(decodeMbFile(BARE_KEY).digest).toBeNull();
    expect(first.wrappedKey).toEqual(WRAPPED_KEY);
    expect(first.wrappedKey?.buffer).not.toBe(MODERN.buffer);
  });

  it('refuses a key of another length instead of treating the file as unencrypted', () => {
    // The length of the data object: 0x4f 0x10 0x2c, 44 bytes.
    const short = Buffer.from(BARE_KEY.toString('hex').replace('4f102c', '4f102b'), 'hex');
    expect(() => decodeMbFile(short)).toThrow(expect.objectContaining({ code: 'MALFORMED_ARCHIVE' }));
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'MALFORMED_PLIST'],
    ['another format', Buffer.from('<plist><dict/></plist>'.padEnd(100)), 'MALFORMED_PLIST'],
    ['a huge blob', new Uint8Array(64 * 1024 + 1), 'LIMIT_EXCEEDED'],
    [
      'no $objects',
      Buffer.from(MODERN.toString('latin1').replace('$objects', '$Objects'), 'latin1'),
      'MALFORMED_ARCHIVE',
    ],
    ['no root', Buffer.from(MODERN.toString('latin1').replace('root', 'Root'), 'latin1'), 'MALFORMED_ARCHIVE'],
    ['no NS.data', Buffer.from(MODERN.toString('latin1').replace('NS.data', 'NS.Data'), 'latin1'), 'MALFORMED_ARCHIVE'],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => decodeMbFile(bytes)).toThrow(expect.objectContaining({ name: 'DomainError', code }));
  });

  it('refuses every truncation', () => {
    for (let length = 0; length < MODERN.length; length++) {
      const cut = MODERN.subarray(0, length);
      expect(readOrRefuse(() => decodeMbFile(cut), 'MALFORMED_PLIST', 'MALFORMED_ARCHIVE')).toBeUndefined();
    }
  });

  it('agrees with the generic readers on damaged blobs, and throws only DomainErrors', () => {
    fc.assert(fc.property(mutated([MODERN, ODD, BARE_KEY]), expectAgreement), { seed: SEED, numRuns: rounds(10_000) });
  });
});

describeCorpus('decodeMbFile on real manifests (corpus)', () => {
  const allBlobs = () => [...blobsOf('ios-14.3-unencrypted-manifest'), ...blobsOf('toy-unencrypted')];

  it('agrees with the generic readers on every blob, and with the path in its row', () => {
    const blobs = allBlobs();
    expect(blobs).toHaveLength(3_727);
    for (const { relativePath, file } of blobs) {
      const decoded = decodeMbFile(file);
      expect(decoded.relativePath).toBe(relativePath);
      expect(decoded).toEqual(viaGeneralPath(file));
    }
  });

  it('reads the same values as plistlib', () => {
    const files = allBlobs().map(({ file }) => decodeMbFile(file));
    expect(files.filter(({ wrappedKey }) => wrappedKey !== null)).toHaveLength(1_089);
    expect(files.filter(({ digest }) => digest?.length === 20)).toHaveLength(477);
    expect(files.filter(({ target }) => target !== null)).toHaveLength(15);
    expect(files.filter(({ mode }) => ((mode ?? 0) & 0xf000) === 0x4000)).toHaveLength(2_622);
  });

  it('agrees with the generic readers on damaged blobs', () => {
    const samples = allBlobs()
      .filter((_, index) => index % 50 === 0)
      .map(({ file }) => file);
    fc.assert(fc.property(mutated(samples), expectAgreement), { seed: SEED, numRuns: rounds(10_000) });
  });
});

/** Wherever the generic readers can decode a blob, `decodeMbFile` must return the same. */
function expectAgreement(bytes: Uint8Array): void {
  const codes = ['MALFORMED_PLIST', 'MALFORMED_ARCHIVE'] as const;
  const decoded = readOrRefuse(() => decodeMbFile(bytes), ...codes);
  const general = readOrRefuse(() => viaGeneralPath(bytes), ...codes, 'LIMIT_EXCEEDED');
  if (general !== undefined) expect(decoded).toEqual(general);
}

/** The same result through the generic readers. */
function viaGeneralPath(bytes: Uint8Array): MbFile {
  const root = unarchive(parseBplist(bytes), { key: 'root' });
  if (asDict(root) === null) throw mismatch();
  const fields = root as ArchiveDict;
  const key = data(fields.EncryptionKey);
  if (key !== null && key.length !== 44) throw mismatch();
  return {
    relativePath: text(fields.RelativePath),
    mode: integer(fields.Mode),
    size: integer(fields.Size),
    birth: time(fields.Birth),
    lastModified: time(fields.LastModified),
    lastStatusChange: time(fields.LastStatusChange),
    userId: integer(fields.UserID),
    groupId: integer(fields.GroupID),
    inode: typeof fields.InodeNumber === 'bigint' ? fields.InodeNumber : integer(fields.InodeNumber),
    flags: integer(fields.Flags),
    protectionClass: integer(fields.ProtectionClass),
    keyClass: key === null ? null : Buffer.from(key).readUInt32LE(0),
    wrappedKey: key === null ? null : key.slice(4),
    digest: data(fields.Digest),
    target: text(fields.Target),
  };
}

function text(value: ArchiveValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw mismatch();
  return value;
}

function integer(value: ArchiveValue | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw mismatch();
  return value;
}

function time(value: ArchiveValue | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'number' && typeof value !== 'bigint') throw mismatch();
  return fromUnixSeconds(value);
}

/** Data. An object with `NS.data` counts, whatever its class name is. */
function data(value: ArchiveValue | undefined): Uint8Array | null {
  if (value === undefined || value === null) return null;
  const bytes = asDict(value)?.['NS.data'] ?? value;
  if (!(bytes instanceof Uint8Array)) throw mismatch();
  return bytes;
}

function mismatch(): DomainError {
  return new DomainError('MALFORMED_ARCHIVE');
}

function blobsOf(backup: string): { relativePath: string; file: Uint8Array }[] {
  const image = readFileSync(corpusPath(`backups/${backup}/Manifest.db`));
  image.fill(1, 18, 20); // clear WAL mode, which needs a second file
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(image);
    return db.prepare('SELECT relativePath, file FROM Files').all() as { relativePath: string; file: Uint8Array }[];
  } finally {
    db.close();
  }
}
