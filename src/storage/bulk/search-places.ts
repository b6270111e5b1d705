import { handleKey } from '../../model/handle.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet } from '../search/facets.ts';
import { preferredId } from '../search/time-ids.ts';

/** Handles remembered with their keys: telling a phone number costs 20 µs. */
const HANDLE_CACHE = 10_000;

/** What a record is filtered by, and the id it would like to have in the search index. */
export interface SearchPlace {
  readonly id: number;
  readonly facets: string;
}

/** Gives the records of one artifact run their places in the search index. */
export class SearchPlaces {
  readonly #target: WriteTarget;
  readonly #region: string | null;
  readonly #handles = new Map<string, string>();

  constructor(target: WriteTarget, region: string | null) {
    this.#target = target;
    this.#region = region;
  }

  /** The place of the record `ref` of `type`. */
  of(type: string, ref: string, { at, from, in: keys, has }: SearchDocument): SearchPlace {
    const { backup, runId } = this.#target;
    let facets = `${runFacet(runId)} ${typeFacet(type)}`;
    for (const handle of from ?? []) facets += ` ${this.#fromFacet(handle)}`;
    for (const key of keys ?? []) facets += ` ${conversationFacet(runId, key)}`;
    for (const word of has ?? []) facets += ` ${hasFacet(word)}`;
    return { id: preferredId(backup, type, ref, at), facets };
  }

  #fromFacet(handle: string): string {
    const known = this.#handles.get(handle);
    if (known !== undefined) return known;
    if (this.#handles.size >= HANDLE_CACHE) this.#handles.clear();
    const facet = fromFacet(handleKey(handle, this.#region));
    this.#handles.set(handle, facet);
    return facet;
  }
}
