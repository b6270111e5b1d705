import type { JsonValue } from './columns.ts';

/** Searchable text and timeline data of a record. */
export interface SearchDocument {
  /** Text shown in a hit; also searched. */
  readonly text: string;
  /** Searched but not shown: file names, alternative spellings. */
  readonly also?: string;
  /** UTC milliseconds; null if the record has no time. */
  readonly at: number | null;
  /** Handles of the sender, for `from:`; `me` for the owner. */
  readonly from?: readonly string[];
  /** Handles of the people that the record is with, for `with:`, unless a conversation or the sender tells. */
  readonly with?: readonly string[];
  /** Keys of conversations, for `in:`. */
  readonly in?: readonly (string | number)[];
  /** Values for `has:`: `attachment`, `location` (then `payload` contains it, see {@link locationFacts}). */
  readonly has?: readonly string[];
  /** Structured data that a hit shows without another query. `sender`: the handle it comes from, as the source has it. */
  readonly payload?: { readonly [key: string]: JsonValue };
}

/** A geographic position in degrees, and its name. */
export interface SearchLocation {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly name: string | null;
}

/** The payload fields that put a record on the map; null if there is no position. */
export function locationFacts(
  location: SearchLocation | null | undefined,
): { readonly latitude: number; readonly longitude: number; readonly locationName: string | null } | null {
  if (location === null || location === undefined) return null;
  const { latitude, longitude, name } = location;
  return latitude === null || longitude === null ? null : { latitude, longitude, locationName: name };
}
