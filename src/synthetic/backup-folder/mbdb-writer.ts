import type { MbFile } from './mbfile-writer.ts';

/** One record of Manifest.mbdb. */
export interface MbdbRecord extends Omit<MbFile, 'encryptionKeyShape' | 'extendedAttributes'> {
  readonly domain: string;
  /** Extended attributes: name and value. */
  readonly properties?: readonly (readonly [name: string, value: Uint8Array])[];
}

const HEADER = Buffer.from('mbdb\x05\x00', 'latin1');

/** Length 0xFFFF: the field has no value. */
const ABSENT = Buffer.of(0xff, 0xff);

/** A string or data field: u16 BE length, then the bytes. */
function field(value: string | Uint8Array | undefined): Buffer {
  if (value === undefined) return ABSENT;
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** One record: five fields, 40 fixed bytes, then the properties. */
export function writeMbdbRecord(record: MbdbRecord): Buffer {
  const properties = record.properties ?? [];
  const fixed = Buffer.alloc(40);
  fixed.writeUInt16BE(record.mode, 0);
  fixed.writeBigUInt64BE(BigInt(record.inode), 2);
  fixed.writeUInt32BE(record.userId, 10);
  fixed.writeUInt32BE(record.groupId, 14);
  fixed.writeInt32BE(record.lastModified, 18);
  fixed.writeInt32BE(record.lastStatusChange, 22);
  fixed.writeInt32BE(record.birth, 26);
  fixed.writeBigInt64BE(BigInt(record.size), 30);
  fixed.writeUInt8(record.protectionClass, 38);
  fixed.writeUInt8(properties.length, 39);
  return Buffer.concat([
    field(record.domain),
    field(record.relativePath),
    field(record.target),
    field(record.digest),
    field(record.encryptionKey),
    fixed,
    ...properties.flatMap(([name, value]) => [field(name), field(value)]),
  ]);
}

/** A Manifest.mbdb (iOS 4–9): header and records. Format: docs/format/backup.md. */
export function writeMbdb(records: Iterable<Uint8Array>): Buffer {
  return Buffer.concat([HEADER, ...records]);
}
