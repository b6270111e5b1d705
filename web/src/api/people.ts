import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type { PersonDetailView, PersonSummaryView } from '../../../src/contract/people.ts';
import { request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Filter and order of people. */
export interface PeopleFilter {
  readonly q?: string | undefined;
  readonly sort?: 'activity' | 'recent' | 'name' | undefined;
}

/** People per request. */
const PAGE = 100;

/** The people of a backup over all channels, page by page. */
export function peopleQuery(backup: string, filter: PeopleFilter) {
  return infiniteQueryOptions({
    queryKey: ['people', backup, 'list', filter],
    ...cursorPages<Page<PersonSummaryView>>('/people', { backup, ...filter, limit: PAGE }),
    placeholderData: keepPreviousData,
  });
}

/** One person of a backup, by their key or any of their handles. */
export function personQuery(backup: string, key: string) {
  return queryOptions({
    queryKey: ['people', backup, 'one', key],
    queryFn: ({ signal }) =>
      request<PersonDetailView>(withQuery(`/people/${encodeURIComponent(key)}`, { backup }), { signal }),
  });
}
