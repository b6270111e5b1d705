import { handleKey } from '../../model/handle.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet } from '../search/facets.ts';
import { phoneTokens } from '../search/phone-tokens.ts';
import { preferredId } from '../search/time-ids.ts';
import { indexWords } from '../search/tokenizer.ts';

/** Stands between the parts of a record's words, so that no phrase reaches from one into the other. */
const PART_BREAK = '_';

/** Handles remembered with their keys: telling a phone number costs 20 µs. */
const HANDLE_CACHE = 10_000;

function words(text: string, also: string | null): string {
  let all = indexWords(text);
  if (also !== null) all += ` ${PART_BREAK} ${indexWords(also)}`;
  const numbers = phoneTokens(also === null ? text : `${text}\n${also}`);
  return numbers === '' ? all : `${all} ${PART_BREAK} ${numbers}`;
}

/** What the full-text index holds of a record, and the id it would like to have. */
export interface SearchEntry {
  readonly id: number;
  readonly words: string;
  readonly facets: string;
}

/** Tokenises the records of one artifact run. */
export class SearchEntries {
  readonly #target: WriteTarget;
  readonly #region: string | null;
  readonly #handles = new Map<string, string>();

  constructor(target: WriteTarget, region: string | null) {
    this.#target = target;
    this.#region = region;
  }

  /** Tokenises the record `ref` of `type`. */
  entry(type: string, ref: string, { at, text, also, from, in: keys, has }: SearchDocument): SearchEntry {
    const { backup, runId } = this.#target;
    let facets = `${runFacet(runId)} ${typeFacet(type)}`;
    for (const handle of from ?? []) facets += ` ${this.#fromFacet(handle)}`;
    for (const key of keys ?? []) facets += ` ${conversationFacet(runId, key)}`;
    for (const word of has ?? []) facets += ` ${hasFacet(word)}`;
    return { id: preferredId(backup, type, ref, at), words: words(text, also ?? null), facets };
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
