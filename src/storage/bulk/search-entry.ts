import { handleKey } from '../../model/handle.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { sanitiseJson, sanitiseText } from '../sanitise.ts';
import { conversationFacet, fromFacet, hasFacet, runFacet, typeFacet } from '../search/facets.ts';
import { phoneTokens } from '../search/phone-tokens.ts';
import { preferredId } from '../search/time-ids.ts';
import { indexWords } from '../search/tokenizer.ts';
import type { BatchValue } from './batch.ts';

/** Stands between the parts of a record's words, so that no phrase reaches from one into the other. */
const PART_BREAK = '_';

/** Handles remembered with their keys: telling a phone number costs 20 µs. */
const HANDLE_CACHE = 10_000;

function words({ text, also }: SearchDocument): string {
  let all = indexWords(text);
  if (also !== undefined) all += ` ${PART_BREAK} ${indexWords(also)}`;
  const numbers = phoneTokens(also === undefined ? text : `${text}\n${also}`);
  return numbers === '' ? all : `${all} ${PART_BREAK} ${numbers}`;
}

/** Makes the search rows of one artifact run. */
export class SearchEntries {
  readonly #target: WriteTarget;
  readonly #region: string | null;
  readonly #handles = new Map<string, string>();

  constructor(target: WriteTarget, region: string | null) {
    this.#target = target;
    this.#region = region;
  }

  /** Preferred id, type, ref, occurredAt, displayText, payload, words, facets. */
  entry(type: string, ref: string, document: SearchDocument): BatchValue[] {
    const at = document.at !== null && Number.isSafeInteger(Math.trunc(document.at)) ? Math.trunc(document.at) : null;
    const { backup, runId } = this.#target;
    const facets = [
      runFacet(runId),
      typeFacet(type),
      ...(document.from ?? []).map((handle) => this.#fromFacet(handle)),
      ...(document.in ?? []).map((key) => conversationFacet(runId, key)),
      ...(document.has ?? []).map(hasFacet),
    ].join(' ');
    const text = sanitiseText(document.text);
    return [
      preferredId(backup, type, ref, at),
      type,
      ref,
      at,
      text,
      sanitiseJson(document.payload),
      words(document),
      facets,
    ];
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
