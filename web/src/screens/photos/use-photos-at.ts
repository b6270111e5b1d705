import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { PhotoSummaryView } from '../../../../src/contract/photos.ts';
import { type PhotoChunk, type PhotoFilter, photoChunkQuery } from '../../api/photos.ts';
import type { PhotoDayRule } from '../../format/photo-zone.ts';
import { firstAtLeast } from './justified.ts';

/** The photo at an index of the layout; undefined while loading. */
export type PhotoAt = (index: number) => PhotoSummaryView | undefined;

interface LoadedChunks {
  readonly pages: readonly (readonly PhotoSummaryView[] | undefined)[];
  readonly error: Error | null;
}

const combine = (
  results: readonly UseQueryResult<{ readonly items: readonly PhotoSummaryView[] }>[],
): LoadedChunks => ({
  pages: results.map(({ data }) => data?.items),
  error: results.find(({ error }) => error !== null)?.error ?? null,
});

/** Loads the photos of a range of the layout, and caches recent ones. */
export function usePhotosAt(
  backup: string,
  filter: PhotoFilter,
  rule: PhotoDayRule,
  chunks: readonly PhotoChunk[],
  from: number,
  to: number,
): { readonly photoAt: PhotoAt; readonly error: Error | null; readonly retry: () => void } {
  const client = useQueryClient();
  const begin = firstAtLeast(chunks, from + 1, ({ first, count }) => first + count);
  const end = firstAtLeast(chunks, to + 1, ({ first }) => first);
  const wanted = useMemo(() => chunks.slice(begin, end), [chunks, begin, end]);
  const { pages, error } = useQueries({
    queries: wanted.map((chunk) => photoChunkQuery(client, backup, filter, rule, chunk)),
    combine,
  });
  const photoAt = useCallback<PhotoAt>(
    (index) => {
      const at = firstAtLeast(wanted, index + 1, ({ first, count }) => first + count);
      return pages[at]?.[index - (wanted[at]?.first ?? 0)];
    },
    [wanted, pages],
  );
  const retry = useCallback(
    () => void client.refetchQueries({ queryKey: ['photos', backup, 'chunk'], type: 'active' }),
    [client, backup],
  );
  return { photoAt, error, retry };
}
