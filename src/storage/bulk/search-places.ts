import { handleKey } from '../../model/handle.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet } from '../search/facets.ts';
import { preferredIds } from '../search/time-ids.ts';

/** Facets remembered by handle or conversation: telling a phone number costs 20 µs. */
const CACHE_LIMIT = 10_000;

/** What a record is filtered by, and the id it would like to have in the search index. */
export interface SearchPlace {
  readonly id: number;
  readonly facets: string;
}

/** What the records of one type share. */
interface TypePlaces {
  readonly facets: string;
  readonly idOf: (ref: string, at: number | null) => number;
}

/** Gives the records of one artifact run their places in the search index. */
export class SearchPlaces {
  readonly #target: WriteTarget;
  readonly #types = new Map<string, TypePlaces>();
  readonly #fromFacet: (handle: string) => string;
  readonly #conversationFacet: (key: string | number) => string;

  constructor(target: WriteTarget, region: string | null) {
    this.#target = target;
    this.#fromFacet = remembering((handle: string) => fromFacet(handleKey(handle, region)));
    this.#conversationFacet = remembering((key: string | number) => conversationFacet(target.runId, key));
  }

  /** The place of the record `ref` of `type` at a whole millisecond. */
  of(type: string, ref: string, at: number | null, { from, in: keys, has }: SearchDocument): SearchPlace {
    const places = this.#types.get(type) ?? this.#placesOf(type);
    let { facets } = places;
    if (from !== undefined) for (const handle of from) facets += ` ${this.#fromFacet(handle)}`;
    if (keys !== undefined) for (const key of keys) facets += ` ${this.#conversationFacet(key)}`;
    if (has !== undefined) for (const word of has) facets += ` ${hasFacet(word)}`;
    return { id: places.idOf(ref, at), facets };
  }

  #placesOf(type: string): TypePlaces {
    const { backup, runId } = this.#target;
    const places = { facets: `${runFacet(runId)} ${typeFacet(type)}`, idOf: preferredIds(backup, type) };
    this.#types.set(type, places);
    return places;
  }
}

/** `make`, which is asked for the same few thousand things over and over. */
function remembering<T>(make: (of: T) => string): (of: T) => string {
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
