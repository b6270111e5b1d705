import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { enforceLimit, type PlistLimits, withDefaultLimits } from './plist-limits.ts';
import { emptyDict, narrowInteger, type PlistDict, PlistUid, type PlistValue } from './plist-value.ts';
import { XmlPlistReader, type XmlTag } from './xml-plist-reader.ts';

/** Maximum length of a number's text: enough for every 64-bit integer and double, and too short to slow down BigInt. */
const MAX_NUMBER_LENGTH = 400;
const MIN_INTEGER = -(2n ** 63n);
/** Core Foundation also reads and writes unsigned 64-bit integers. */
const MAX_INTEGER = 2n ** 64n - 1n;

const INTEGER = /^([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+)$/;
const REAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const NAMED_REALS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['+infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);
const DATE = /^(-?[0-9]{4,6})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?Z$/;

/**
 * Reads an XML property list (Apple's PropertyList-1.0 DTD). Integers are exact over −2^63 … 2^64 − 1. A dictionary
 * `{CF$UID: n}` is the UID of a keyed archive, as `plutil` writes it. The last of two equal keys wins.
 *
 * The encoding is taken from the byte order mark, else from the XML declaration, else it is UTF-8.
 *
 * @throws MALFORMED_PLIST when it is not well-formed, has an unknown element or declares entities
 * @throws LIMIT_EXCEEDED beyond `limits`
 */
export function parseXmlPlist(bytes: Uint8Array, limits?: Partial<PlistLimits>): PlistValue {
  const bounds = withDefaultLimits(limits);
  enforceLimit(bytes.byteLength, bounds.maxBytes, 'bytes');
  return new XmlPlistParser(new XmlPlistReader(decode(bytes)), bounds).document();
}

class XmlPlistParser {
  readonly #reader: XmlPlistReader;
  readonly #limits: PlistLimits;
  #objects = 0;

  constructor(reader: XmlPlistReader, limits: PlistLimits) {
    this.#reader = reader;
    this.#limits = limits;
  }

  document(): PlistValue {
    const reader = this.#reader;
    reader.skipDoctype();
    const root = reader.tag();
    if (root.name !== 'plist' || root.kind !== 'open') throw reader.malformed('its root is not <plist>');
    const value = this.#value(reader.tag(), 0);
    const end = reader.tag();
    if (end.name !== 'plist' || end.kind !== 'close') throw reader.malformed('<plist> holds more than one value');
    if (!reader.atEnd()) throw reader.malformed('something follows </plist>');
    return value;
  }

  #value(tag: XmlTag, depth: number): PlistValue {
    enforceLimit(++this.#objects, this.#limits.maxObjects, 'values');
    if (tag.kind === 'close') throw this.#reader.malformed(`</${tag.name}> has no opening tag`);
    switch (tag.name) {
      case 'dict':
        return this.#dict(tag, depth + 1);
      case 'array':
        return this.#array(tag, depth + 1);
      case 'string':
        return this.#text(tag);
      case 'integer':
        return this.#integer(this.#text(tag).trim());
      case 'real':
        return this.#real(this.#text(tag).trim());
      case 'date':
        return this.#date(this.#text(tag).trim());
      case 'data':
        return this.#data(this.#text(tag));
      case 'true':
      case 'false':
        if (this.#text(tag) !== '') throw this.#reader.malformed(`<${tag.name}> has contents`);
        return tag.name === 'true';
      default:
        throw this.#reader.malformed(`<${tag.name.slice(0, 40)}> is not a property list element`);
    }
  }

  #dict(tag: XmlTag, depth: number): PlistDict | PlistUid {
    enforceLimit(depth, this.#limits.maxDepth, 'nested containers');
    const dict = emptyDict();
    if (tag.kind === 'empty') return dict;
    let count = 0;
    for (let next = this.#reader.tag(); !closes(next, 'dict'); next = this.#reader.tag()) {
      if (next.name !== 'key' || next.kind === 'close') throw this.#reader.malformed('a <dict> lacks a <key>');
      const key = this.#text(next);
      dict[key] = this.#value(this.#reader.tag(), depth);
      count++;
    }
    return (count === 1 && asUid(dict)) || dict;
  }

  #array(tag: XmlTag, depth: number): PlistValue[] {
    enforceLimit(depth, this.#limits.maxDepth, 'nested containers');
    const array: PlistValue[] = [];
    if (tag.kind === 'empty') return array;
    for (let next = this.#reader.tag(); !closes(next, 'array'); next = this.#reader.tag()) {
      array.push(this.#value(next, depth));
    }
    return array;
  }

  #text(tag: XmlTag): string {
    return tag.kind === 'empty' ? '' : this.#reader.textUntilClose(tag.name);
  }

  #integer(text: string): number | bigint {
    const match = text.length <= MAX_NUMBER_LENGTH ? INTEGER.exec(text) : null;
    if (match === null) throw this.#reader.malformed('the contents of an <integer> are invalid');
    const magnitude = BigInt(match[2] as string);
    const value = match[1] === '-' ? -magnitude : magnitude;
    if (value < MIN_INTEGER || value > MAX_INTEGER) throw this.#reader.malformed('an <integer> exceeds 64 bits');
    return narrowInteger(value);
  }

  #real(text: string): number {
    const named = NAMED_REALS.get(text.toLowerCase());
    if (named !== undefined) return named;
    if (text.length > MAX_NUMBER_LENGTH || !REAL.test(text))
      throw this.#reader.malformed('the contents of a <real> are invalid');
    return Number(text);
  }

  #date(text: string): Date {
    const match = DATE.exec(text);
    if (match === null) throw this.#reader.malformed('the contents of a <date> are invalid');
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    date.setUTCHours(hour, minute, second, Math.round(Number(`0.${match[7] ?? 0}`) * 1000));
    const sameDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!sameDay || hour > 23 || minute > 59 || second > 59) throw this.#reader.malformed('a <date> does not exist');
    return date;
  }

  #data(text: string): Uint8Array {
    try {
      return Uint8Array.fromBase64(text);
    } catch {
      throw this.#reader.malformed('<data> is not base64');
    }
  }
}

function closes(tag: XmlTag, name: string): boolean {
  return tag.kind === 'close' && tag.name === name;
}

function asUid(dict: PlistDict): PlistUid | null {
  const value = dict.CF$UID;
  return typeof value === 'number' && value >= 0 && value <= 0xffff_ffff && Number.isInteger(value)
    ? new PlistUid(value)
    : null;
}

function decode(bytes: Uint8Array): string {
  const label = encodingOf(bytes);
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('MALFORMED_PLIST', msg('detail.plist-encoding', { encoding: label.slice(0, 20) }));
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1] ?? 'utf-8';
}
