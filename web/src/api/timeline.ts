import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Area } from '../../../src/contract/kinds.ts';
import type { TimelineDaysView, TimelinePageView } from '../../../src/contract/timeline.ts';
import { request, withQuery } from './client.ts';

/** Records per page. */
const TIMELINE_PAGE = 100;

/** Filter of a timeline. */
export interface TimelineFilter {
  /** Kinds and areas; all if both are empty. */
  readonly types: readonly string[];
  readonly areas: readonly Area[];
  /** Null for all backups. */
  readonly backup: string | null;
}

/** `GET /timeline`, newest first, from a time on in both directions. */
export function timelineQuery({ types, areas, backup }: TimelineFilter, at: number | null) {
  return infiniteQueryOptions({
    queryKey: ['timeline', types, areas, backup, at],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      request<TimelinePageView>(
        withQuery('/timeline', {
          type: types,
          area: areas,
          // Excludes chats, whose last message is in the timeline itself.
          echoes: false,
          backup,
          limit: TIMELINE_PAGE,
          ...(pageParam === null ? { at } : { cursor: pageParam }),
        }),
        { signal },
      ),
    getNextPageParam: ({ next }) => next,
    getPreviousPageParam: ({ previous }) => previous,
    // Long timelines are removed from the cache soon.
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** `GET /timeline/days`: number of records by month of `zone`, oldest first. */
export function timelineMonthsQuery({ types, areas, backup }: TimelineFilter, zone: string) {
  return queryOptions({
    queryKey: ['timeline', 'months', types, areas, backup, zone],
    queryFn: ({ signal }) =>
      request<TimelineDaysView>(
        withQuery('/timeline/days', {
          unit: 'month',
          timeZone: zone,
          type: types,
          area: areas,
          echoes: false,
          backup,
        }),
        {
          signal,
        },
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
