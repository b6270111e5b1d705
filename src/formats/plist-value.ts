/**
 * A value of a property list in any encoding.
 *
 * Integers are `number` if they are safe integers, else `bigint`. Equal parts of one plist may be the same object
 * (binary plists share), so never modify a parsed value in place.
 */
export type PlistValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | PlistUid
  | PlistSet
  | PlistValue[]
  | PlistDict;

/** A dictionary without a prototype, so `__proto__` and `constructor` are ordinary keys. */
export interface PlistDict {
  [key: string]: PlistValue;
}

/** A reference into the `$objects` of a keyed archive: binary marker 0x8, in XML the dictionary `{CF$UID: n}`. */
export class PlistUid {
  /** Index into `$objects`, 0 … 2^32 − 1. */
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A set (binary marker 0xC). Values keep the order of the file, and duplicates are kept. */
export class PlistSet {
  readonly values: readonly PlistValue[];

  constructor(values: readonly PlistValue[]) {
    this.values = values;
  }
}

/** Result of a lookup in a {@link PlistDict} or an array. */
export type MaybePlistValue = PlistValue | undefined;

/** A new, empty dictionary without a prototype. */
export function emptyDict(): PlistDict {
  return Object.create(null) as PlistDict;
}

/** The integer as a `number` if it is safe, otherwise unchanged. */
export function narrowInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** True only for a dictionary. */
export function isDict(value: MaybePlistValue): value is PlistDict {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

/** The value if it is a dictionary, else null. */
export function asDict(value: MaybePlistValue): PlistDict | null {
  return isDict(value) ? value : null;
}

/** The value if it is an array, else null. */
export function asArray(value: MaybePlistValue): readonly PlistValue[] | null {
  return Array.isArray(value) ? value : null;
}

/** The value if it is a string, else null. */
export function asString(value: MaybePlistValue): string | null {
  return typeof value === 'string' ? value : null;
}

/** The value if it is an integer within ±(2^53 − 1) or a real, else null. A `bigint` is not rounded. */
export function asNumber(value: MaybePlistValue): number | null {
  return typeof value === 'number' ? value : null;
}

/** The value if it is a boolean, else null. 0 and 1 are numbers. */
export function asBoolean(value: MaybePlistValue): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** The value if it is data, else null. */
export function asBytes(value: MaybePlistValue): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}

/** The value if it is a date, else null. */
export function asDate(value: MaybePlistValue): Date | null {
  return value instanceof Date ? value : null;
}
