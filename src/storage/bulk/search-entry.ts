import { handleKey } from '../../model/handle.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet } from '../search/facets.ts';
import { phoneTokens } from '../search/phone-tokens.ts';
import { preferredId } from '../search/time-ids.ts';
import { indexWords } from '../search/tokenizer.ts';
import type { SearchValues } from './batch.ts';

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

/** A searchable record as it came in a batch, its text and key looked up. */
export interface RawEntry {
  readonly type: string;
  /** Key of the record, parts joined by `/`. */
  readonly ref: string;
  readonly at: number | null;
  readonly text: string;
  readonly also: string | null;
  readonly from: SearchValues;
  readonly in: SearchValues;
  readonly has: SearchValues;
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

  /** Tokenises a record. */
  entry({ type, ref, at, text, also, from, in: keys, has }: RawEntry): SearchEntry {
    const { backup, runId } = this.#target;
    let facets = `${runFacet(runId)} ${typeFacet(type)}`;
    for (const handle of list(from)) facets += ` ${this.#fromFacet(String(handle))}`;
    for (const key of list(keys)) facets += ` ${conversationFacet(runId, key as string | number)}`;
    for (const word of list(has)) facets += ` ${hasFacet(String(word))}`;
    return { id: preferredId(backup, type, ref, at), words: words(text, also), facets };
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

function list(values: SearchValues): readonly unknown[] {
  if (values === null) return [];
  return Array.isArray(values) ? values : [values];
}
