import { handleKey } from '../../model/handle.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet, withFacet } from '../search/facets.ts';
import { preferredIds } from '../search/time-ids.ts';

/** Number of cached facets by handle or conversation: parsing a phone number takes 20 µs. */
const CACHE_LIMIT = 10_000;

/** Facets and preferred search index id of a record. */
export interface SearchEntry {
  readonly id: number;
  readonly facets: string;
}

/** Values shared by all records of one type. */
interface TypeEntries {
  readonly facets: string;
  readonly idOf: (ref: string, at: number | null) => number;
}

/** Computes the search index entries of one artifact run. */
export class SearchEntries {
  readonly #target: WriteTarget;
  readonly #types = new Map<string, TypeEntries>();
  readonly #fromFacet: (handle: string) => string;
  readonly #withFacet: (handle: string) => string;
  readonly #conversationFacet: (key: string | number) => string;

  constructor(target: WriteTarget, region: string | null) {
    this.#target = target;
    const rowsRunId = target.rowsRunId ?? target.runId;
    this.#fromFacet = memoized((handle: string) => fromFacet(handleKey(handle, region)));
    this.#withFacet = memoized((handle: string) => withFacet(handleKey(handle, region)));
    this.#conversationFacet = memoized((key: string | number) => conversationFacet(rowsRunId, key));
  }

  /** The entry of the record `ref` of `type` at an integral millisecond. */
  of(type: string, ref: string, at: number | null, { from, with: others, in: keys, has }: SearchDocument): SearchEntry {
    const entries = this.#types.get(type) ?? this.#entriesOf(type);
    let { facets } = entries;
    if (from !== undefined) for (const handle of from) facets += ` ${this.#fromFacet(handle)}`;
    if (others !== undefined) for (const handle of others) facets += ` ${this.#withFacet(handle)}`;
    if (keys !== undefined) for (const key of keys) facets += ` ${this.#conversationFacet(key)}`;
    if (has !== undefined) for (const word of has) facets += ` ${hasFacet(word)}`;
    return { id: entries.idOf(ref, at), facets };
  }

  #entriesOf(type: string): TypeEntries {
    const { backup, runId } = this.#target;
    const entries = { facets: `${runFacet(runId)} ${typeFacet(type)}`, idOf: preferredIds(backup, type) };
    this.#types.set(type, entries);
    return entries;
  }
}

/** Memoises `make`, which is called repeatedly for the same few thousand values. */
function memoized<T>(make: (of: T) => string): (of: T) => string {
  const known = new Map<T, string>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    if (known.size >= CACHE_LIMIT) known.clear();
    const made = make(of);
    known.set(of, made);
    return made;
  };
}
