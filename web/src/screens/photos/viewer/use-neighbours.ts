import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PhotoSummaryView } from '../../../../../src/contract/photos.ts';
import { neighboursQuery, type PhotoFilter, photoQuery } from '../../../api/photos.ts';

/** So near to the end of what is known more is asked for. */
const AHEAD = 6;

/** A photo and those before and after it. */
export interface Neighbours {
  /** Undefined while it is on its way. */
  readonly photo: PhotoSummaryView | undefined;
  readonly previous: PhotoSummaryView | undefined;
  readonly next: PhotoSummaryView | undefined;
  /** Key of the photo after (1) or before (-1) any of those that are known; undefined where it is not known itself. */
  readonly beside: (key: string, by: 1 | -1) => string | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * The photo of a key and its neighbours under a filter. `opened` is what the grid knows of it: shown at once. A photo that
 * does not pass the filter, as of a link that was shared, stands alone.
 */
export function useNeighbours(
  backup: string,
  filter: PhotoFilter,
  key: string,
  opened: PhotoSummaryView | null,
): Neighbours {
  const [anchor, setAnchor] = useState(key);
  const around = useInfiniteQuery(neighboursQuery(backup, filter, anchor));
  const items = useMemo(() => around.data?.pages.flatMap((page) => page.items) ?? [], [around.data]);
  const index = items.findIndex((photo) => photo.key === key);
  // The address was changed to a photo farther away.
  if (index === -1 && around.isSuccess && anchor !== key) setAnchor(key);
  const alone = useQuery({ ...photoQuery(backup, key), enabled: around.isError });

  const { hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage, isFetching } = around;
  const wantsNext = index >= 0 && index >= items.length - AHEAD && hasNextPage && !isFetching;
  const wantsPrevious = index >= 0 && index < AHEAD && hasPreviousPage && !isFetching;
  useEffect(() => {
    if (wantsNext) void fetchNextPage();
    else if (wantsPrevious) void fetchPreviousPage();
  }, [wantsNext, wantsPrevious, fetchNextPage, fetchPreviousPage]);

  return {
    photo: items[index] ?? (opened?.key === key ? opened : alone.data),
    previous: index > 0 ? items[index - 1] : undefined,
    next: index >= 0 ? items[index + 1] : undefined,
    beside: (from, by) => {
      const at = items.findIndex((photo) => photo.key === from);
      return at === -1 ? undefined : items[at + by]?.key;
    },
    error: alone.error,
    retry: () => void around.refetch(),
  };
}
