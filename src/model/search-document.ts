import type { JsonValue } from './columns.ts';

/** What of a record can be searched and how it stands in the timeline. */
export interface SearchDocument {
  /** What a hit shows; also searched. */
  readonly text: string;
  /** Searched but not shown: file names, other spellings. */
  readonly also?: string;
  /** UTC milliseconds; null when the record has no time. */
  readonly at: number | null;
  /** Handles the record comes from, for `from:`; `me` for the owner. */
  readonly from?: readonly string[];
  /** Keys of conversations, for `in:`. */
  readonly in?: readonly (string | number)[];
  /** For `has:`: `attachment`, `location` (then `payload` has it: {@link locationFacts}). */
  readonly has?: readonly string[];
  /** Structured facts a hit shows without another look-up. */
  readonly payload?: { readonly [key: string]: JsonValue };
}

/** A point on Earth, in degrees, and what it is called. */
export interface SearchLocation {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly name: string | null;
}

/** The facts of a payload that put a record on the map; null where there is no point. */
export function locationFacts(
  location: SearchLocation | null | undefined,
): { readonly latitude: number; readonly longitude: number; readonly locationName: string | null } | null {
  if (location === null || location === undefined) return null;
  const { latitude, longitude, name } = location;
  return latitude === null || longitude === null ? null : { latitude, longitude, locationName: name };
}
