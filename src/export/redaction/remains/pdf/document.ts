import { constants, inflateSync } from 'node:zlib';
import { type Dict, Name, Ref, type Value, ValueReader } from './objects.ts';

/** An object of a PDF: its value, and its bytes if it is a stream. */
export interface PdfObject {
  readonly value: Value;
  /** As they are in the file. */
  readonly raw: Buffer | null;
}

/** What a stream decodes to; null if it has a filter that is not known. */
export interface Decoded {
  readonly bytes: Buffer;
  /** Filter of a picture that the bytes still are in. */
  readonly picture: string | null;
}

const OBJECT = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![a-z])/g;
const PICTURES = new Set(['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode']);
/** Objects of a file; a hundred thousand tagged messages have some million. */
const MAX_OBJECTS = 5_000_000;
/** Bytes that one stream may decode to. */
const MAX_STREAM = 256 * 1024 * 1024;

/**
 * The objects of a PDF, by their number. They are found by their markers, whatever the tables of the file say: what an
 * earlier version of it has is found, too.
 */
export class PdfDocument {
  readonly objects = new Map<number, PdfObject>();
  /** Earlier versions of objects. */
  readonly older: PdfObject[] = [];
  /** True if strings and streams are encrypted. */
  readonly isEncrypted: boolean;
  /** True if a stream could not be decoded. */
  hasUnread = false;
  readonly #expand: (bytes: number, compressed: number) => boolean;

  /** `expand` counts decoded bytes; false stops decoding. */
  constructor(bytes: Buffer, expand: (bytes: number, compressed: number) => boolean) {
    this.#expand = expand;
    const text = bytes.toString('latin1');
    this.#find(text, bytes);
    this.isEncrypted = /\/Encrypt[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R/.test(text);
    if (!this.isEncrypted) this.#readObjectStreams();
  }

  /** The value that a reference leads to, or the value itself. */
  resolve(value: Value | undefined): Value {
    let current = value ?? null;
    for (let step = 0; current instanceof Ref && step < 10; step++) {
      current = this.objects.get(current.number)?.value ?? null;
    }
    return current instanceof Ref ? null : current;
  }

  dict(value: Value | undefined): Dict {
    const resolved = this.resolve(value);
    return resolved instanceof Map ? (resolved as Dict) : EMPTY;
  }

  /** Decodes a stream; null if that is not possible. */
  decode({ value, raw }: PdfObject): Decoded | null {
    if (raw === null) return null;
    const filters = this.#names(this.dict(value).get('Filter') ?? this.dict(value).get('F'));
    let bytes: Buffer | null = raw;
    for (const filter of filters) {
      if (PICTURES.has(filter)) return { bytes, picture: filter };
      const next: Buffer | null = decodeFilter(filter, bytes);
      if (next === null || !this.#expand(next.length, raw.length)) {
        this.hasUnread = true;
        return null;
      }
      bytes = next;
    }
    return { bytes, picture: null };
  }

  #names(value: Value | undefined): string[] {
    const resolved = this.resolve(value);
    const list = Array.isArray(resolved) ? (resolved as readonly Value[]) : [resolved];
    return list.flatMap((each) => {
      const name = this.resolve(each);
      return name instanceof Name ? [name.name] : [];
    });
  }

  #find(text: string, bytes: Buffer): void {
    const pattern = new RegExp(OBJECT);
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const reader = new ValueReader(text, pattern.lastIndex);
      const value = reader.next() ?? null;
      const [raw, end] = value instanceof Map ? streamOf(text, bytes, value as Dict, reader.position) : NO_STREAM;
      this.#add(Number(match[1]), { value, raw });
      pattern.lastIndex = Math.max(
        pattern.lastIndex,
        end ?? Math.min(reader.position, nextObject(text, pattern.lastIndex)),
      );
      if (this.objects.size >= MAX_OBJECTS) {
        this.hasUnread = true;
        return;
      }
    }
    for (const trailer of text.matchAll(/trailer(?=[\0\t\n\f\r ]*<<)/g)) {
      this.older.push({ value: new ValueReader(text, trailer.index + 7).next() ?? null, raw: null });
    }
  }

  #add(number: number, object: PdfObject): void {
    const before = this.objects.get(number);
    if (before !== undefined) this.older.push(before);
    this.objects.set(number, object);
  }

  /** Objects inside compressed streams (§7.5.7). */
  #readObjectStreams(): void {
    const all = [...this.objects.values()];
    for (const object of all) {
      if (!(object.value instanceof Map) || object.raw === null) continue;
      const dict = object.value as Dict;
      const type = dict.get('Type');
      if (!(type instanceof Name) || type.name !== 'ObjStm') continue;
      const text = this.decode(object)?.bytes.toString('latin1') ?? '';
      const first = this.resolve(dict.get('First'));
      const count = this.resolve(dict.get('N'));
      if (typeof first !== 'number' || typeof count !== 'number') continue;
      const head = new ValueReader(text.slice(0, first));
      for (let index = 0; index < count && this.objects.size < MAX_OBJECTS; index++) {
        const [number, offset] = [head.next(), head.next()];
        if (typeof number !== 'number' || typeof offset !== 'number') break;
        const value = new ValueReader(text, first + offset).next() ?? null;
        // An object that is in the file itself may be newer or older.
        const known = this.objects.get(number);
        if (known === undefined) this.objects.set(number, { value, raw: null });
        else this.older.push({ value, raw: null });
      }
    }
  }
}

const EMPTY: Dict = new Map();
const NO_STREAM: readonly [null, undefined] = [null, undefined];

/** Broken objects must not swallow the next. */
function nextObject(text: string, from: number): number {
  const end = text.indexOf('endobj', from);
  return end === -1 ? text.length : end;
}

/** The bytes of a stream behind a dictionary, and the position after it. */
function streamOf(text: string, bytes: Buffer, dict: Dict, from: number): readonly [Buffer | null, number | undefined] {
  const start = /[\0\t\n\f\r ]*stream(?:\r\n|\n|\r)/y;
  start.lastIndex = from;
  if (!start.test(text)) return NO_STREAM;
  const body = start.lastIndex;
  const length = dict.get('Length');
  const isStated =
    typeof length === 'number' && /^[\0\t\n\f\r ]*endstream/.test(text.slice(body + length, body + length + 20));
  const found = isStated ? body + length : text.indexOf('endstream', body);
  const end = found === -1 ? text.length : found;
  return [bytes.subarray(body, end), end];
}

function decodeFilter(filter: string, bytes: Buffer): Buffer | null {
  switch (filter) {
    case 'FlateDecode':
    case 'Fl':
      try {
        return inflateSync(bytes, { maxOutputLength: MAX_STREAM, finishFlush: constants.Z_SYNC_FLUSH });
      } catch {
        return null;
      }
    case 'ASCIIHexDecode':
    case 'AHx':
      return Buffer.from(
        bytes
          .toString('latin1')
          .replace(/>.*$/s, '')
          .replace(/[^0-9a-f]/gi, ''),
        'hex',
      );
    case 'ASCII85Decode':
    case 'A85':
      return ascii85(bytes);
    case 'RunLengthDecode':
    case 'RL':
      return runLengths(bytes);
    default:
      return null;
  }
}

function ascii85(bytes: Buffer): Buffer {
  const output: number[] = [];
  let group: number[] = [];
  const flush = (): void => {
    const padded = [...group, 84, 84, 84, 84].slice(0, 5);
    const value = padded.reduce((sum, digit) => sum * 85 + digit, 0);
    output.push(...[24, 16, 8, 0].slice(0, group.length - 1).map((shift) => Math.trunc(value / 2 ** shift) & 255));
    group = [];
  };
  for (const byte of bytes) {
    if (byte === 126) break;
    if (byte === 122 && group.length === 0) output.push(0, 0, 0, 0);
    else if (byte >= 33 && byte <= 117) group.push(byte - 33);
    if (group.length === 5) flush();
  }
  if (group.length > 1) flush();
  return Buffer.from(output);
}

function runLengths(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at++] as number;
    if (length === 128) break;
    if (length < 128) {
      parts.push(bytes.subarray(at, at + length + 1));
      at += length + 1;
    } else parts.push(Buffer.alloc(257 - length, bytes[at++] ?? 0));
  }
  return Buffer.concat(parts);
}
