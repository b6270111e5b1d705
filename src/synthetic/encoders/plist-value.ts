/** A floating-point number that may be whole; a whole JavaScript number is written as an integer. */
export class PlistReal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A reference to `$objects` of a keyed archive (CFKeyedArchiverUID). */
export class PlistUid {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/** A dictionary. Keys are written in insertion order. */
export interface PlistDictionary {
  readonly [key: string]: PlistValue;
}

/**
 * Any value of a property list. Whole numbers are written as integers, others as reals. A `bigint` is an NSNumber of a
 * 64-bit integer: encoded like other integers, but as in CoreFoundation not merged with an equal `number`.
 */
export type PlistValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | PlistReal
  | PlistUid
  | readonly PlistValue[]
  | PlistDictionary;
