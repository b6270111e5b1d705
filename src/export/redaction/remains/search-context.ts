import type { RemovedTerm } from '../terms.ts';
import type { CompiledTerms, Strictness } from './match/term-search.ts';
import { TermSearch } from './match/term-search.ts';

/** Why a part of a file could not be searched. */
export type UnreadReason = 'encrypted' | 'nested-too-deep' | 'too-large' | 'malformed' | 'unreadable-text';

/** Files inside files are searched down to this depth: a mail with an archive with a workbook. */
const MAX_DEPTH = 6;
/** Bytes that are expanded from all that is compressed in a file. */
const MAX_EXPANDED = 8 * 1024 ** 3;
/** An archive of some size expands to this, whatever the factor. */
const FREE_EXPANDED = 256 * 1024 ** 2;
/** Text compresses to a thirtieth; a bomb to a thousandth. */
const MAX_FACTOR = 200;

/** What the readers of all formats share while one file is searched. */
export class SearchContext {
  readonly terms: CompiledTerms;
  readonly #onFound: (term: RemovedTerm, where: string) => void;
  readonly #onUnread: (reason: UnreadReason, where: string) => void;
  /** Of the parts that are searched: `XLSX sheet 1`. */
  readonly #within: string;
  readonly #depth: number;
  readonly #spent: { expanded: number };

  constructor(
    terms: CompiledTerms,
    onFound: (term: RemovedTerm, where: string) => void,
    onUnread: (reason: UnreadReason, where: string) => void,
    inner: { readonly within: string; readonly depth: number; readonly spent: { expanded: number } } = {
      within: '',
      depth: 0,
      spent: { expanded: 0 },
    },
  ) {
    this.terms = terms;
    this.#onFound = onFound;
    this.#onUnread = onUnread;
    this.#within = inner.within;
    this.#depth = inner.depth;
    this.#spent = inner.spent;
  }

  /** The context of a file inside this one; null if it is too deep, which is reported. */
  inside(what: string): SearchContext | null {
    if (this.#depth >= MAX_DEPTH) {
      this.unread('nested-too-deep', what);
      return null;
    }
    const inner = { within: this.#place(what), depth: this.#depth + 1, spent: this.#spent };
    return new SearchContext(this.terms, this.#onFound, this.#onUnread, inner);
  }

  found(term: RemovedTerm, where: string): void {
    this.#onFound(term, this.#place(where));
  }

  unread(reason: UnreadReason, where: string): void {
    this.#onUnread(reason, this.#place(where));
  }

  /** A search whose finds are in `where`. */
  search(where: string, strictness?: Strictness): TermSearch {
    return new TermSearch(this.terms, (term) => this.found(term, where), strictness);
  }

  /** Counts bytes that were expanded from `compressed` bytes. False if that is too much to go on. */
  expand(bytes: number, compressed: number, total: number): boolean {
    this.#spent.expanded += bytes;
    const isBomb = total > FREE_EXPANDED && total > compressed * MAX_FACTOR;
    return !isBomb && this.#spent.expanded <= MAX_EXPANDED;
  }

  #place(where: string): string {
    return [this.#within, where].filter((part) => part !== '').join(', ');
  }
}
