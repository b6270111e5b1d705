import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TimelineDaysView, TimelinePageView } from '../../../src/contract/timeline.ts';
import { request, withQuery } from './client.ts';

/** Records of a page. */
const TIMELINE_PAGE = 100;

/** Of what a timeline consists. */
export interface TimelineFilter {
  /** All types where empty. */
  readonly types: readonly string[];
  /** All backups where null. */
  readonly backup: string | null;
}

/** `GET /timeline`, newest first, from a moment on, and on in both directions. */
export function timelineQuery({ types, backup }: TimelineFilter, at: number | null) {
  return infiniteQueryOptions({
    queryKey: ['timeline', types, backup, at],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      request<TimelinePageView>(
        withQuery('/timeline', {
          type: types,
          backup,
          limit: TIMELINE_PAGE,
          ...(pageParam === null ? { at } : { cursor: pageParam }),
        }),
        { signal },
      ),
    getNextPageParam: ({ next }) => next,
    getPreviousPageParam: ({ previous }) => previous,
    // Long timelines are let go of once nobody looks at them.
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** `GET /timeline/days`: how much there is in each month of `zone`, oldest first. */
export function timelineMonthsQuery({ types, backup }: TimelineFilter, zone: string) {
  return queryOptions({
    queryKey: ['timeline', 'months', types, backup, zone],
    queryFn: ({ signal }) =>
      request<TimelineDaysView>(withQuery('/timeline/days', { unit: 'month', timeZone: zone, type: types, backup }), {
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
