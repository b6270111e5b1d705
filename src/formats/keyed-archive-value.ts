/**
 * A value out of an archive: a `PlistValue` without UIDs and sets. Objects that are archived once and referred to
 * several times are one shared value, so it is never changed in place.
 */
export type ArchiveValue = null | boolean | number | bigint | string | Uint8Array | Date | ArchiveValue[] | ArchiveDict;

/**
 * An NSDictionary, or an object of a class that has no plain counterpart: then `$class` is the name of its class and
 * the rest are its fields. No prototype.
 */
export interface ArchiveDict {
  [key: string]: ArchiveValue;
}

/** A new, empty {@link ArchiveDict}. */
export function emptyArchiveDict(): ArchiveDict {
  return Object.create(null) as ArchiveDict;
}
