import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SearchHitView } from '../../../../src/contract/search.ts';
import type { TimelinePageView } from '../../../../src/contract/timeline.ts';
import type { MorePages } from '../../api/more-pages.ts';
import { type TimelineFilter, timelineQuery } from '../../api/timeline.ts';

/** Maximum number of loaded pages, so that long scrolling does not take more memory. */
const MAX_PAGES = 12;

/** A part of the timeline that grows at both ends. */
export interface LoadedTimeline {
  /** Undefined until the first page is loaded. */
  readonly hits: readonly SearchHitView[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Why it does not go on at one of its ends. */
  readonly failed: Pick<MorePages, 'error' | 'retry'>;
  /** True if entries were added or removed at the beginning: the view must not move. */
  readonly shift: boolean;
  /** Loads later records above; nothing if there are none or they are loading. */
  readonly newer: () => void;
  /** Loads earlier records below; null if there are none or they are loading. */
  readonly older: (() => void) | null;
}

/** Loads the timeline around a time, page by page in both directions. */
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
  // After added entries are rendered: removing in the same step would hide the addition.
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
    failed: {
      error: query.error,
      retry: () => {
        if (query.isFetchNextPageError) void query.fetchNextPage();
        else if (query.isFetchPreviousPageError) void query.fetchPreviousPage();
        else void query.refetch();
      },
    },
    shift: shown.shift,
    newer: () => {
      if (!query.hasPreviousPage || query.isFetching || query.isError) return;
      heading.current = 'newer';
      void query.fetchPreviousPage();
    },
    older:
      !query.hasNextPage || query.isFetching || query.isError
        ? null
        : () => {
            heading.current = 'older';
            void query.fetchNextPage();
          },
  };
}
