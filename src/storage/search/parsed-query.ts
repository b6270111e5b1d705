/** One thing to look for, in tokens of the index. */
export interface QueryTerm {
  /** Tokens that follow each other; one for a plain word. */
  readonly tokens: readonly string[];
  /** The last token stands for every word that begins with it. */
  readonly prefix: boolean;
  /** For something that looks like a phone number: its digits reversed, without leading zeros; else null. */
  readonly number: string | null;
}

/** What a search asks for. Made by `parseQuery`. */
export interface ParsedQuery {
  /** All must hold; of one clause, any term. A clause without terms (the text had nothing to look for) never holds. */
  readonly clauses: readonly (readonly QueryTerm[])[];
  /** None may hold. */
  readonly excluded: readonly QueryTerm[];
  /** Words of `type:`; any. */
  readonly types: readonly string[];
  readonly excludedTypes: readonly string[];
  /** Words of `area:`; any. The index knows types only: whoever asks it turns areas into types. */
  readonly areas: readonly string[];
  readonly excludedAreas: readonly string[];
  /** Values of `from:` as typed; any. */
  readonly from: readonly string[];
  /** Values of `in:` as typed; any. */
  readonly in: readonly string[];
  /** Words of `has:`; any. */
  readonly has: readonly string[];
  readonly excludedHas: readonly string[];
  /** UTC milliseconds, inclusive. */
  readonly after: number | null;
  /** UTC milliseconds, exclusive. */
  readonly before: number | null;
}
