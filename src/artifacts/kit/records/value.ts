import { parseJson } from '../../../formats/json.ts';
import { unarchive, unarchiveAll } from '../../../formats/keyed-archive.ts';
import { parsePlist } from '../../../formats/plist.ts';
import {
  asDict,
  type MaybePlistValue,
  type PlistDict,
  PlistSet,
  PlistUid,
  type PlistValue,
} from '../../../formats/plist-value.ts';
import { DomainError, isDomainError } from '../../../model/errors.ts';

/** A value of a store of any format: a column, or a part of a property list, archive or JSON document. */
export type Value = PlistValue;

/** A value, or undefined if missing. */
export type MaybeValue = MaybePlistValue;

/** Cache of decoded values by their bytes: several fields read the same bytes. */
const decoded = new WeakMap<Uint8Array, Value | DomainError>();

/**
 * Decodes bytes by their first bytes: a keyed archive, a property list (also after a prefix of four bytes) or JSON
 * (also after a byte 0x01).
 *
 * @throws DomainError MALFORMED_*, LIMIT_EXCEEDED
 */
export function decodeValue(bytes: Uint8Array): Value {
  let value = decoded.get(bytes);
  if (value === undefined) {
    value = decodeOrRefuse(bytes);
    decoded.set(bytes, value);
  }
  if (value instanceof DomainError) throw value;
  return value;
}

function decodeOrRefuse(bytes: Uint8Array): Value | DomainError {
  try {
    return decode(bytes);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return error;
  }
}

function decode(bytes: Uint8Array): Value {
  if (hasText(bytes, 4, 'bplist')) return unarchived(parsePlist(bytes.subarray(4)));
  if (isJson(bytes)) return parseJson(bytes);
  return unarchived(parsePlist(bytes));
}

/** The contents of a keyed archive; other property lists are returned unchanged. */
function unarchived(plist: Value): Value {
  const dict = asDict(plist);
  const top = asDict(dict?.$top);
  if (dict === null || top === null || !Array.isArray(dict.$objects)) return plist;
  return top.root === undefined && Object.keys(top).length > 1 ? unarchiveAll(dict) : unarchive(dict);
}

function isJson(bytes: Uint8Array): boolean {
  const first = bytes[0] === 1 ? bytes[1] : bytes[0];
  return first === 0x7b || first === 0x5b;
}

function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/**
 * The value of `key` in `value`: an entry of a dictionary, or an element of an array or set by index. Bytes, and text
 * that looks like JSON, are decoded first.
 *
 * @throws DomainError as {@link decodeValue}
 */
export function step(value: MaybeValue, key: string): MaybeValue {
  const container = opened(value);
  const list = asList(container);
  if (list !== null) return /^\d{1,9}$/.test(key) ? list[Number(key)] : undefined;
  const dict = asRecord(container);
  return dict !== null && Object.hasOwn(dict, key) ? dict[key] : undefined;
}

/** The entries of a container by key; indexes are converted to text. Empty for other values. */
export function* entriesOf(value: MaybeValue): Generator<readonly [key: string, value: Value]> {
  const container = opened(value);
  const list = asList(container);
  if (list !== null) {
    for (const [index, element] of list.entries()) yield [`${index}`, element];
    return;
  }
  for (const [key, element] of Object.entries(asRecord(container) ?? {})) yield [key, element];
}

function opened(value: MaybeValue): MaybeValue {
  if (value instanceof Uint8Array) {
    const contents = value.length === 0 ? undefined : decodeValue(value);
    // An archive can be the data of a property list.
    return contents instanceof Uint8Array && contents.length > 0 ? decodeValue(contents) : contents;
  }
  if (typeof value !== 'string') return value;
  // Some apps write a byte 0x01 before JSON.
  const first = value.startsWith('\u{1}') ? value[1] : value[0];
  return first === '{' || first === '[' ? decodeValue(Buffer.from(value)) : value;
}

/** The elements of an array or set; null for anything else. */
export function asList(value: MaybeValue): readonly Value[] | null {
  if (value instanceof PlistSet) return value.values;
  return Array.isArray(value) ? value : null;
}

/** The value if it is a dictionary of any origin, otherwise null. */
export function asRecord(value: MaybeValue): PlistDict | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (value instanceof Date || value instanceof Uint8Array) return null;
  if (value instanceof PlistSet || value instanceof PlistUid) return null;
  return value;
}

/** The text of a value: numbers and booleans are converted; containers, bytes and missing values are empty. */
export function textOf(value: MaybeValue | null): string {
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean'
    ? `${value}`
    : '';
}
