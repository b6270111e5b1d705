import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedSearchView } from '../../../src/contract/marks.ts';
import { request } from './client.ts';

interface SavedSearches {
  readonly items: readonly SavedSearchView[];
}

/** `GET /searches` */
export const savedSearchesQuery = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: ({ signal }) => request<SavedSearches>('/searches', { signal }),
  staleTime: 60_000,
  select: ({ items }) => items,
});

/** Saves a search. */
export function useSaveSearch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (search: Pick<SavedSearchView, 'name' | 'query' | 'backup'>) =>
      request<SavedSearchView>('/searches', { method: 'POST', body: search }),
    onSuccess: () => client.invalidateQueries({ queryKey: savedSearchesQuery.queryKey }),
  });
}

/** Removes a saved search. */
export function useRemoveSearch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>(`/searches/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: savedSearchesQuery.queryKey }),
  });
}
