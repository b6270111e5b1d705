import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PhotoSummaryView } from '../../../../../src/contract/photos.ts';
import { neighboursQuery, type PhotoFilter, photoQuery } from '../../../api/photos.ts';

/** Distance from the end of the loaded photos at which more are loaded. */
const AHEAD = 6;

/** A photo and its neighbours. */
export interface Neighbours {
  /** Undefined while loading. */
  readonly photo: PhotoSummaryView | undefined;
  readonly previous: PhotoSummaryView | undefined;
  readonly next: PhotoSummaryView | undefined;
  /** Key of the photo after (1) or before (-1) a loaded one; undefined if unknown. */
  readonly beside: (key: string, by: 1 | -1) => string | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * The photo with a key and its neighbours under a filter. `opened` is the grid's data, shown immediately. A photo that
 * does not match the filter, for example from a shared link, has no neighbours.
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
  // The URL was changed to a photo farther away.
  if (index === -1 && around.isSuccess && anchor !== key) setAnchor(key);
  const alone = useQuery({ ...photoQuery(backup, key), enabled: around.isError });

  const { hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage, isFetching, isError } = around;
  const canRead = index >= 0 && !isFetching && !isError;
  const wantsNext = canRead && index >= items.length - AHEAD && hasNextPage;
  const wantsPrevious = canRead && index < AHEAD && hasPreviousPage;
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
