import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
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
  const options = timelineQuery(filter, at);
  const query = useInfiniteQuery(options);
  const { data } = query;
  const hits = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const first = hits?.[0];
  const [before, setBefore] = useState(first);
  useEffect(() => setBefore(first), [first]);
  const keep = (pick: <T>(list: readonly T[]) => T[]): void => {
    client.setQueryData<InfiniteData<TimelinePageView, string | null>>(options.queryKey, (now) =>
      now === undefined || now.pages.length <= MAX_PAGES
        ? now
        : { pages: pick(now.pages), pageParams: pick(now.pageParams) },
    );
  };
  return {
    hits,
    error: data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    shift: before !== undefined && first !== before,
    newer: () => {
      if (!query.hasPreviousPage || query.isFetching) return;
      // Letting go comes after what was added is on the page: both at once would look like nothing had changed.
      void query.fetchPreviousPage().then(() => keep((list) => list.slice(0, MAX_PAGES)));
    },
    older: () => {
      if (!query.hasNextPage || query.isFetching) return;
      void query.fetchNextPage().then(() => keep((list) => list.slice(-MAX_PAGES)));
    },
  };
}
