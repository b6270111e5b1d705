import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

const MAGIC = Buffer.from('mbdb\x05\x00', 'latin1');
/** Position of the first record. */
export const FIRST_RECORD = MAGIC.length;
/** Size of the fixed part of a record after its five strings. */
const FIXED_BYTES = 40;
/** String length that means "none". */
const NONE = 0xffff;

/** One record of Manifest.mbdb (iOS 4–9). Times are Unix seconds. */
export interface MbdbRecord {
  readonly domain: string | null;
  readonly relativePath: string | null;
  readonly target: string | null;
  readonly digest: Uint8Array | null;
  /** A little-endian u32 class and the 40-byte wrapped key. */
  readonly encryptionKey: Uint8Array | null;
  readonly mode: number;
  readonly modified: number;
  readonly changed: number;
  readonly created: number;
  readonly size: number;
  readonly protectionClass: number;
  /** Position of the record in the file. */
  readonly start: number;
  readonly end: number;
}

/**
 * The records of a Manifest.mbdb in order: after six bytes of magic, each has five length-prefixed strings (domain,
 * path, link target, digest, key), 40 fixed bytes and the properties, all big-endian. A generator, so memory stays
 * constant. See docs/format/backup.md, "Manifest.mbdb".
 * @throws MALFORMED_MANIFEST
 */
export function* readMbdb(bytes: Uint8Array): Generator<MbdbRecord, void, undefined> {
  if (!MAGIC.equals(bytes.subarray(0, MAGIC.length))) malformed(0);
  for (let offset = FIRST_RECORD; offset < bytes.length; ) {
    const record = readMbdbRecord(bytes, offset);
    yield record;
    offset = record.end;
  }
}

/** The record that starts at `start`. @throws MALFORMED_MANIFEST */
export function readMbdbRecord(bytes: Uint8Array, start: number): MbdbRecord {
  const cursor = new Cursor(bytes, start);
  const domain = cursor.text();
  const relativePath = cursor.text();
  const target = cursor.text();
  const digest = cursor.data();
  const encryptionKey = cursor.data();
  const fixed = cursor.take(FIXED_BYTES);
  const properties = fixed.readUInt8(39);
  for (let index = 0; index < 2 * properties; index++) cursor.data();
  return {
    domain,
    relativePath,
    target,
    digest,
    encryptionKey,
    mode: fixed.readUInt16BE(0),
    modified: fixed.readInt32BE(18),
    changed: fixed.readInt32BE(22),
    created: fixed.readInt32BE(26),
    size: Number(fixed.readBigUInt64BE(30)),
    protectionClass: fixed.readUInt8(38),
    start,
    end: cursor.offset,
  };
}

class Cursor {
  offset: number;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = offset;
  }

  take(length: number): Buffer {
    const end = this.offset + length;
    if (end > this.#bytes.length) malformed(this.offset);
    const taken = this.#bytes.subarray(this.offset, end);
    this.offset = end;
    return taken;
  }

  data(): Buffer | null {
    const length = this.take(2).readUInt16BE(0);
    return length === NONE ? null : this.take(length);
  }

  text(): string | null {
    return this.data()?.toString('utf8') ?? null;
  }
}

function malformed(offset: number): never {
  throw new DomainError('MALFORMED_MANIFEST', msg('detail.mbdb-malformed', { offset }), { details: { offset } });
}
