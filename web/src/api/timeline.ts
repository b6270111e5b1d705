import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Area } from '../../../src/contract/kinds.ts';
import type { TimelineDaysView, TimelinePageView } from '../../../src/contract/timeline.ts';
import { request, withQuery } from './client.ts';

/** Records of a page. */
const TIMELINE_PAGE = 100;

/** Of what a timeline consists. */
export interface TimelineFilter {
  /** Kinds and areas; all of them where both are empty. */
  readonly types: readonly string[];
  readonly areas: readonly Area[];
  /** All backups where null. */
  readonly backup: string | null;
}

/** `GET /timeline`, newest first, from a moment on, and on in both directions. */
export function timelineQuery({ types, areas, backup }: TimelineFilter, at: number | null) {
  return infiniteQueryOptions({
    queryKey: ['timeline', types, areas, backup, at],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      request<TimelinePageView>(
        withQuery('/timeline', {
          type: types,
          area: areas,
          // A chat is not news when its last message is.
          echoes: false,
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
