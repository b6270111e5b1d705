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
  /** For `has:`: `attachment`. */
  readonly has?: readonly string[];
  /** Structured facts a hit shows without another look-up. */
  readonly payload?: { readonly [key: string]: JsonValue };
}
