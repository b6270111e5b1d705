import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SearchResultView } from '../../../src/contract/search.ts';
import { request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Hits per page. */
const PAGE = 50;
/** Number of hits shown while typing. */
const INSTANT = 6;

/** Sort orders of hits. */
export const SEARCH_SORTS = ['newest', 'oldest', 'relevance'] as const;
/** A sort order of hits. */
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** Search query in the syntax of the API: words, `type:`, `from:` … */
export interface SearchFor {
  readonly text: string;
  /** Null for all backups. */
  readonly backup: string | null;
  readonly sort: SearchSort;
  /** Zone of `time:`; undefined without such a filter. */
  readonly timeZone?: string | undefined;
}

/** `GET /search`, page by page. */
export function searchQuery({ text, backup, sort, timeZone }: SearchFor) {
  return infiniteQueryOptions({
    queryKey: ['search', text, timeZone, backup, sort],
    ...cursorPages<SearchResultView>('/search', { q: text, timeZone, backup, sort, limit: PAGE }),
    placeholderData: keepPreviousData,
  });
}

/** Counts of hits by type, person, year and backup. Loaded separately, so that hits need not wait for it. */
export function searchFacetsQuery({ text, backup, timeZone }: Omit<SearchFor, 'sort'>) {
  return queryOptions({
    queryKey: ['search', 'facets', text, timeZone, backup],
    queryFn: ({ signal }) =>
      request<SearchResultView>(withQuery('/search', { q: text, timeZone, backup, limit: 1, facets: true }), {
        signal,
      }),
    placeholderData: keepPreviousData,
    select: ({ facets }) => facets,
  });
}

/** The first hits for the text being typed. */
export function instantSearchQuery(text: string, timeZone: string | undefined) {
  return queryOptions({
    queryKey: ['search', 'instant', text, timeZone],
    enabled: text !== '',
    queryFn: ({ signal }) =>
      request<SearchResultView>(withQuery('/search', { q: text, timeZone, limit: INSTANT }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
