import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SearchHitView } from '../../../../src/contract/search.ts';
import type { TimelinePageView } from '../../../../src/contract/timeline.ts';
import { type TimelineFilter, timelineQuery } from '../../api/timeline.ts';

/** Pages that are held: what is far out of view is let go of, so that scrolling for hours takes no more memory. */
const MAX_PAGES = 12;

/** A part of the timeline that grows at both ends. */
export interface LoadedTimeline {
  /** Undefined until the first page is there. */
  readonly hits: readonly SearchHitView[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Entries were added or taken away at the beginning since the last time: what is in view must not move. */
  readonly shift: boolean;
  /** Asks for later records, above; does nothing where there are none or they are on their way. */
  readonly newer: () => void;
  /** Asks for earlier records, below. */
  readonly older: () => void;
}

/** Reads the timeline around a moment, page by page in both directions. */
export function useTimeline(filter: TimelineFilter, at: number | null): LoadedTimeline {
  const client = useQueryClient();
  const query = useInfiniteQuery(timelineQuery(filter, at));
  const { data } = query;
  const hits = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const [shown, setShown] = useState({ hits, shift: false });
  if (hits !== shown.hits) {
    setShown({ hits, shift: shown.hits !== undefined && shown.hits[0] !== hits?.[0] });
  }
  const heading = useRef<'newer' | 'older'>('older');
  // After what was added is on the page: both at once would look like nothing had been added.
  useEffect(() => {
    if (data === undefined || data.pages.length <= MAX_PAGES) return;
    const keep = <T>(list: readonly T[]): T[] =>
      heading.current === 'older' ? list.slice(-MAX_PAGES) : list.slice(0, MAX_PAGES);
    client.setQueryData<InfiniteData<TimelinePageView, string | null>>(timelineQuery(filter, at).queryKey, (now) =>
      now === undefined ? now : { pages: keep(now.pages), pageParams: keep(now.pageParams) },
    );
  }, [client, data, filter, at]);
  return {
    hits,
    error: data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    shift: shown.shift,
    newer: () => {
      if (!query.hasPreviousPage || query.isFetching) return;
      heading.current = 'newer';
      void query.fetchPreviousPage();
    },
    older: () => {
      if (!query.hasNextPage || query.isFetching) return;
      heading.current = 'older';
      void query.fetchNextPage();
    },
  };
}
