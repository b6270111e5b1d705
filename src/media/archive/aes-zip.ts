import { createCipheriv, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createDeflateRaw } from 'node:zlib';
import type { ZipEntry } from './zip-stream.ts';

/** WinZip's AE-2 (https://www.winzip.com/en/support/aes-encryption/) with 256 bits. */
const AE_VERSION = 2;
const STRENGTH_256 = 3;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const VERIFIER_BYTES = 2;
const MAC_BYTES = 10;
/** Set by the format. */
const ITERATIONS = 1000;
const BLOCK = 16;

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END = 0x06054b50;
/** Flags: encrypted, sizes after the contents, names in UTF-8. */
const FLAGS = 0x0001 | 0x0008 | 0x0800;
const METHOD_AES = 99;
const STORED = 0;
const DEFLATED = 8;
/** AES needs 5.1, which includes ZIP64. */
const NEEDED_VERSION = 51;
const MADE_BY_UNIX = (3 << 8) | NEEDED_VERSION;
/** rw-r--r--, a regular file. */
const ATTRIBUTES = 0o100644 * 0x1_0000;
const MAX_16 = 0xffff;
const MAX_32 = 0xffff_ffff;

/** Where an entry is and how long it is. */
interface Written {
  readonly name: Buffer;
  readonly method: number;
  readonly time: Date;
  readonly offset: number;
  readonly stored: number;
  readonly size: number;
}

/**
 * Like `zipStream`, with the contents of each file encrypted by a password. Names, sizes and times of the files stay
 * readable, as the format has it. All sizes are those of ZIP64, because they are not known in advance.
 */
export function aesZipStream(entries: AsyncIterable<ZipEntry>, password: string): Readable {
  return Readable.from(archive(entries, Buffer.from(password)), { objectMode: false });
}

async function* archive(
  entries: AsyncIterable<ZipEntry>,
  password: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { path, modifiedAt, compress, contents } of entries) {
    const start = offset;
    const name = Buffer.from(path);
    const method = compress ? DEFLATED : STORED;
    const time = new Date(modifiedAt ?? Number.NaN);
    const entry = { name, method, time: Number.isNaN(time.getTime()) ? new Date() : time, offset: start };
    const header = localHeader(entry);
    yield header;
    const cipher = await EntryCipher.create(password);
    yield cipher.head;
    let size = 0;
    let stored = SALT_BYTES + VERIFIER_BYTES + MAC_BYTES;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of contents) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        size += bytes.length;
        yield bytes;
      }
    };
    for await (const chunk of compress ? deflated(counted()) : counted()) {
      stored += chunk.length;
      yield cipher.encrypt(chunk);
    }
    yield cipher.end();
    const sizes = Buffer.alloc(24);
    sizes.writeUInt32LE(DESCRIPTOR, 0);
    // AE-2 has no checksum of the contents, which would reveal short ones.
    sizes.writeBigUInt64LE(BigInt(stored), 8);
    sizes.writeBigUInt64LE(BigInt(size), 16);
    yield sizes;
    offset += header.length + stored + sizes.length;
    written.push({ ...entry, stored, size });
  }
  const start = offset;
  for (const entry of written) {
    const header = centralHeader(entry);
    offset += header.length;
    yield header;
  }
  yield endOf(written.length, start, offset - start);
}

async function* deflated(contents: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const deflate = createDeflateRaw();
  const feeding = pipeline(contents, deflate);
  // The loop throws the same error.
  feeding.catch(() => undefined);
  yield* deflate as AsyncIterable<Uint8Array>;
  await feeding;
}

const derive = promisify(pbkdf2);

/** Encrypts an entry: AES in counter mode with a little-endian counter; that of `aes-256-ctr` is big-endian. */
class EntryCipher {
  /** Salt, and two bytes that tell a wrong password. */
  readonly head: Uint8Array;
  readonly #blocks;
  readonly #mac;
  #counter = 1;
  /** Unused bytes of the last block of the key stream. */
  #rest: Uint8Array = new Uint8Array(0);

  private constructor(salt: Uint8Array, keys: Buffer) {
    this.head = Buffer.concat([salt, keys.subarray(2 * KEY_BYTES)]);
    this.#blocks = createCipheriv('aes-256-ecb', keys.subarray(0, KEY_BYTES), null).setAutoPadding(false);
    this.#mac = createHmac('sha1', keys.subarray(KEY_BYTES, 2 * KEY_BYTES));
  }

  static async create(password: Uint8Array): Promise<EntryCipher> {
    const salt = randomBytes(SALT_BYTES);
    return new EntryCipher(salt, await derive(password, salt, ITERATIONS, 2 * KEY_BYTES + VERIFIER_BYTES, 'sha1'));
  }

  encrypt(bytes: Uint8Array): Uint8Array {
    const missing = Math.max(0, bytes.length - this.#rest.length);
    const counters = Buffer.alloc(Math.ceil(missing / BLOCK) * BLOCK);
    for (let at = 0; at < counters.length; at += BLOCK) {
      counters.writeUInt32LE(this.#counter % 2 ** 32, at);
      counters.writeUInt32LE(Math.floor(this.#counter / 2 ** 32), at + 4);
      this.#counter++;
    }
    const stream = Buffer.concat([this.#rest, this.#blocks.update(counters)]);
    const out = Buffer.allocUnsafe(bytes.length);
    for (let at = 0; at < bytes.length; at++) out[at] = (bytes[at] ?? 0) ^ (stream[at] ?? 0);
    this.#rest = stream.subarray(bytes.length);
    this.#mac.update(out);
    return out;
  }

  end(): Uint8Array {
    return this.#mac.digest().subarray(0, MAC_BYTES);
  }
}

/** Extra fields: that of AE-2 with the compression method, and the time in seconds. */
function extraFields(method: number, time: Date): Buffer {
  const aes = Buffer.alloc(11);
  aes.writeUInt16LE(0x9901, 0);
  aes.writeUInt16LE(7, 2);
  aes.writeUInt16LE(AE_VERSION, 4);
  aes.write('AE', 6, 'latin1');
  aes.writeUInt8(STRENGTH_256, 8);
  aes.writeUInt16LE(method, 9);
  const seconds = Math.floor(time.getTime() / 1000);
  if (seconds < 0 || seconds > 0x7fff_ffff) return aes;
  const times = Buffer.alloc(9);
  times.writeUInt16LE(0x5455, 0);
  times.writeUInt16LE(5, 2);
  times.writeUInt8(1, 4);
  times.writeUInt32LE(seconds, 5);
  return Buffer.concat([aes, times]);
}

/** Extra field of ZIP64 with these numbers. */
function zip64Field(...numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [index, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * index);
  return field;
}

/** Date and time in the format of MS-DOS, from 1980 on. */
function dosTime(time: Date): number {
  const year = Math.min(2107, Math.max(1980, time.getUTCFullYear()));
  const date = ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return date * 0x1_0000 + clock;
}

function localHeader({ name, method, time }: Pick<Written, 'name' | 'method' | 'time'>): Buffer {
  const extra = Buffer.concat([zip64Field(0, 0), extraFields(method, time)]);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  header.writeUInt16LE(NEEDED_VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(METHOD_AES, 8);
  header.writeUInt32LE(dosTime(time), 10);
  header.writeUInt32LE(MAX_32, 18);
  header.writeUInt32LE(MAX_32, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader({ name, method, time, offset, stored, size }: Written): Buffer {
  const extra = Buffer.concat([zip64Field(size, stored, offset), extraFields(method, time)]);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(MADE_BY_UNIX, 4);
  header.writeUInt16LE(NEEDED_VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(METHOD_AES, 10);
  header.writeUInt32LE(dosTime(time), 12);
  header.writeUInt32LE(MAX_32, 20);
  header.writeUInt32LE(MAX_32, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(ATTRIBUTES, 38);
  header.writeUInt32LE(MAX_32, 42);
  return Buffer.concat([header, name, extra]);
}

function endOf(count: number, start: number, length: number): Buffer {
  const zip64 = Buffer.alloc(56);
  zip64.writeUInt32LE(ZIP64_END, 0);
  zip64.writeBigUInt64LE(44n, 4);
  zip64.writeUInt16LE(MADE_BY_UNIX, 12);
  zip64.writeUInt16LE(NEEDED_VERSION, 14);
  zip64.writeBigUInt64LE(BigInt(count), 24);
  zip64.writeBigUInt64LE(BigInt(count), 32);
  zip64.writeBigUInt64LE(BigInt(length), 40);
  zip64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(ZIP64_LOCATOR, 0);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(MAX_16, 8);
  end.writeUInt16LE(MAX_16, 10);
  end.writeUInt32LE(MAX_32, 12);
  end.writeUInt32LE(MAX_32, 16);
  return Buffer.concat([zip64, locator, end]);
}
