/** A floating-point number that happens to be whole: a plain JavaScript number would be written as an integer. */
export class PlistReal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A reference into `$objects` of a keyed archive (CFKeyedArchiverUID). */
export class PlistUid {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/** A dictionary; its keys are written in their own order. */
export interface PlistDictionary {
  readonly [key: string]: PlistValue;
}

/**
 * Anything a property list holds. Whole numbers become integers, others reals. A `bigint` is an NSNumber made from a
 * 64-bit integer: it is encoded as short as any other but not merged with an equal `number`, as CoreFoundation does.
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

/** Seconds between 1970-01-01 and 2001-01-01 UTC, the epoch of Apple's dates. */
export const APPLE_EPOCH_SECONDS = 978_307_200;
