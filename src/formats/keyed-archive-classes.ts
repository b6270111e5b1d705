import { isUtf8 } from 'node:buffer';
import { fromAppleSeconds } from './apple-time.ts';
import { type ArchiveDict, type ArchiveValue, emptyArchiveDict } from './keyed-archive-value.ts';
import type { MaybePlistValue, PlistDict, PlistValue } from './plist-value.ts';

/** Resolves the UIDs in a field of an archived object; null if the field is absent. */
export type FieldResolver = (field: MaybePlistValue) => ArchiveValue;

/**
 * Converts an archived object to a plain value. Returns undefined if the fields are not those of its class; the object
 * is then kept with all its fields.
 */
export type ClassDecoder = (object: PlistDict, resolve: FieldResolver) => ArchiveValue | undefined;

/**
 * Archive formats of Foundation's value classes (swift-corelibs-foundation, `init(coder:)` of each class). Mutable
 * variants and subclasses are found through the `$classes` they list.
 */
const DECODERS: ReadonlyMap<MaybePlistValue, ClassDecoder> = new Map<MaybePlistValue, ClassDecoder>([
  ['NSNull', () => null],
  ['NSDictionary', dictionary],
  ['NSArray', list],
  ['NSSet', list],
  ['NSOrderedSet', list],
  ['NSString', string],
  ['NSData', data],
  ['NSDate', date],
  ['NSNumber', number],
  ['NSURL', url],
  ['NSUUID', uuid],
]);

/** The decoder of the first of `classNames` (the class itself, then its ancestors) that has one. */
export function decoderFor(classNames: readonly PlistValue[]): ClassDecoder | undefined {
  return DECODERS.get(classNames.find((name) => DECODERS.has(name)));
}

function dictionary(object: PlistDict, resolve: FieldResolver): ArchiveDict | undefined {
  const keys = members(object, 'NS.keys', 'NS.key.');
  const values = members(object, 'NS.objects', 'NS.object.');
  if (keys.length !== values.length) return undefined;
  const dict = emptyArchiveDict();
  for (const [index, key] of keys.entries()) {
    const text = keyText(resolve(key));
    if (text === undefined || text in dict) return undefined;
    dict[text] = resolve(values[index]);
  }
  return dict;
}

/** Keys become text (the number 0 is "0"). Null, data and containers have no unambiguous text. */
function keyText(key: ArchiveValue): string | undefined {
  if (typeof key === 'string') return key;
  if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean') return String(key);
  return key instanceof Date ? key.toISOString() : undefined;
}

function list(object: PlistDict, resolve: FieldResolver): ArchiveValue[] {
  return members(object, 'NS.objects', 'NS.object.').map(resolve);
}

/** The members of a collection: one array or, for NSOrderedSet and subclasses, numbered fields. */
function members(object: PlistDict, key: string, numberedKey: string): readonly PlistValue[] {
  const array = object[key];
  if (Array.isArray(array)) return array;
  const numbered: PlistValue[] = [];
  for (;;) {
    const member = object[numberedKey + numbered.length];
    if (member === undefined) return numbered;
    numbered.push(member);
  }
}

function string(object: PlistDict, resolve: FieldResolver): string | undefined {
  const text = resolve(object['NS.string']);
  if (typeof text === 'string') return text;
  const utf8 = resolve(object['NS.bytes']);
  return utf8 instanceof Uint8Array && isUtf8(utf8) ? Buffer.from(utf8).toString('utf8') : undefined;
}

function data(object: PlistDict, resolve: FieldResolver): Uint8Array | undefined {
  const bytes = resolve(object['NS.data'] ?? object['NS.bytes']);
  return bytes instanceof Uint8Array ? bytes : undefined;
}

function date(object: PlistDict, resolve: FieldResolver): Date | null | undefined {
  const seconds = resolve(object['NS.time']);
  if (typeof seconds !== 'number') return undefined;
  const milliseconds = fromAppleSeconds(seconds);
  return milliseconds === null ? null : new Date(milliseconds);
}

function number(object: PlistDict, resolve: FieldResolver): number | bigint | boolean | undefined {
  const flag = resolve(object['NS.boolval'] ?? object['NS.BOOLval']);
  if (typeof flag === 'boolean' || typeof flag === 'number') return Boolean(flag);
  const value = resolve(object['NS.number'] ?? object['NS.intval'] ?? object['NS.dblval']);
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? value : undefined;
}

function url(object: PlistDict, resolve: FieldResolver): string | undefined {
  const relative = resolve(object['NS.relative']);
  const base = resolve(object['NS.base']);
  if (typeof relative !== 'string') return undefined;
  if (base === null) return relative;
  return typeof base === 'string' && URL.canParse(relative, base) ? new URL(relative, base).href : undefined;
}

function uuid(object: PlistDict, resolve: FieldResolver): string | undefined {
  const bytes = resolve(object['NS.uuidbytes']);
  if (!(bytes instanceof Uint8Array) || bytes.length !== 16) return undefined;
  return bytes
    .toHex()
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
