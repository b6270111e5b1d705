import type { TimeOfDay } from './time-of-day.ts';

/** One search term as index tokens. */
export interface QueryTerm {
  /** Consecutive tokens; one for a single word. */
  readonly tokens: readonly string[];
  /** True if the last token is a prefix. */
  readonly prefix: boolean;
  /** If it looks like a phone number: its digits reversed, without leading zeros; else null. */
  readonly number: string | null;
}

/** A parsed search query, created by `parseQuery`. */
export interface ParsedQuery {
  /**
   * All must match; within one clause, any term. A clause without terms (nothing searchable in the text) never matches.
   */
  readonly clauses: readonly (readonly QueryTerm[])[];
  /** None may match. */
  readonly excluded: readonly QueryTerm[];
  /** Values of `type:`; any. */
  readonly types: readonly string[];
  readonly excludedTypes: readonly string[];
  /** Values of `area:`; any. The index knows only types, so callers convert areas to types. */
  readonly areas: readonly string[];
  readonly excludedAreas: readonly string[];
  /** Values of `from:` as typed; any. */
  readonly from: readonly string[];
  /** Values of `with:` as typed; any. */
  readonly with: readonly string[];
  /** Values of `in:` as typed; any. */
  readonly in: readonly string[];
  /** Values of `has:`; any. */
  readonly has: readonly string[];
  readonly excludedHas: readonly string[];
  /**
   * Values of `is:` (`marked`, `starred`, `tagged`, `noted`), `tag:` and `note:`; any. The index knows no marks, so
   * callers convert them to records.
   */
  readonly is: readonly string[];
  readonly excludedIs: readonly string[];
  readonly tags: readonly string[];
  readonly excludedTags: readonly string[];
  readonly notes: readonly string[];
  readonly excludedNotes: readonly string[];
  /** UTC milliseconds, inclusive. */
  readonly after: number | null;
  /** UTC milliseconds, exclusive. */
  readonly before: number | null;
  /** Values of `time:`; any. */
  readonly times: readonly TimeOfDay[];
}
