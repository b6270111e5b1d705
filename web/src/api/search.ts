import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SearchResultView } from '../../../src/contract/search.ts';
import { request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Hits of a page. */
const PAGE = 50;
/** Hits that are shown while a person types. */
const INSTANT = 6;

/** Orders of hits. */
export const SEARCH_SORTS = ['newest', 'oldest', 'relevance'] as const;
/** An order of hits. */
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** What is searched for, in the language of the API: words and `type:`, `from:` … */
export interface SearchFor {
  readonly text: string;
  /** All backups where null. */
  readonly backup: string | null;
  readonly sort: SearchSort;
}

/** `GET /search`, page by page. */
export function searchQuery({ text, backup, sort }: SearchFor) {
  return infiniteQueryOptions({
    queryKey: ['search', text, backup, sort],
    ...cursorPages<SearchResultView>('/search', { q: text, backup, sort, limit: PAGE }),
    placeholderData: keepPreviousData,
  });
}

/** What the hits are, counted by type, person, year and backup: apart from the hits, which need not wait for it. */
export function searchFacetsQuery({ text, backup }: Omit<SearchFor, 'sort'>) {
  return queryOptions({
    queryKey: ['search', 'facets', text, backup],
    queryFn: ({ signal }) =>
      request<SearchResultView>(withQuery('/search', { q: text, backup, limit: 1, facets: true }), { signal }),
    placeholderData: keepPreviousData,
    select: ({ facets }) => facets,
  });
}

/** The first hits, for what is typed. */
export function instantSearchQuery(text: string) {
  return queryOptions({
    queryKey: ['search', 'instant', text],
    enabled: text !== '',
    queryFn: ({ signal }) => request<SearchResultView>(withQuery('/search', { q: text, limit: INSTANT }), { signal }),
    placeholderData: keepPreviousData,
  });
}
