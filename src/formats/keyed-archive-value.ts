/**
 * A value from an archive: a `PlistValue` without UIDs and sets. An object that is referenced several times becomes one
 * shared value; never modify it in place.
 */
export type ArchiveValue = null | boolean | number | bigint | string | Uint8Array | Date | ArchiveValue[] | ArchiveDict;

/**
 * An NSDictionary, or an object of a class without a plain counterpart, whose class name is in `$class`. No prototype.
 */
export interface ArchiveDict {
  [key: string]: ArchiveValue;
}

/** A new, empty {@link ArchiveDict}. */
export function emptyArchiveDict(): ArchiveDict {
  return Object.create(null) as ArchiveDict;
}

/** The value if it is a dictionary or an object with fields, otherwise null. */
export function asArchiveDict(value: ArchiveValue | undefined): ArchiveDict | null {
  const isDict = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
  return isDict ? (value as ArchiveDict) : null;
}
