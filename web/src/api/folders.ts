import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  FolderListingView,
  FolderListView,
  FolderLookView,
  StartPlacesView,
} from '../../../src/contract/folders.ts';
import { backupsQuery, refreshBackups } from './backups.ts';
import { request } from './client.ts';

/** Interval of searches while the system keeps a folder closed. */
const CLOSED_MS = 4000;

/** `GET /folders`: the searched folders. */
export const foldersQuery = queryOptions({
  queryKey: ['folders'],
  queryFn: ({ signal }) => request<FolderListView>('/folders', { signal }),
});

/** `GET /folders/places`: where to start looking for a folder. */
export const startPlacesQuery = queryOptions({
  queryKey: ['folder-places'],
  queryFn: ({ signal }) => request<StartPlacesView>('/folders/places', { signal }),
});

/** `GET /folders/list`: the folders in a folder. */
export function folderListingQuery(path: string) {
  return queryOptions({
    queryKey: ['folder-listing', path],
    queryFn: ({ signal }) => request<FolderListingView>(`/folders/list?${new URLSearchParams({ path })}`, { signal }),
    retry: false,
  });
}

/** `GET /folders/look`: the backups that adding a folder would find. */
export function folderLookQuery(path: string) {
  return queryOptions({
    queryKey: ['folder-look', path],
    queryFn: ({ signal }) => request<FolderLookView>(`/folders/look?${new URLSearchParams({ path })}`, { signal }),
    retry: false,
  });
}

/** Searches again every few seconds, to notice when access is given; only while it is rendered with `enabled`. */
export function useSearchUntilOpen(enabled: boolean): void {
  const renew = useRenewFolders();
  useQuery({
    queryKey: ['search-until-open'],
    queryFn: async () => {
      const list = await refreshBackups();
      await renew();
      return list.searched.length;
    },
    enabled,
    refetchInterval: CLOSED_MS,
    // System Settings are in front meanwhile.
    refetchIntervalInBackground: true,
  });
}

/** Adds a folder. */
export function useAddFolder() {
  const renew = useRenewFolders();
  return useMutation({
    mutationFn: (path: string) => request<FolderLookView>('/folders', { method: 'POST', body: { path } }),
    onSuccess: renew,
  });
}

/** Stops searching an added folder. */
export function useRemoveFolder() {
  const renew = useRenewFolders();
  return useMutation({
    mutationFn: (id: string) => request<void>(`/folders/${id}`, { method: 'DELETE' }),
    onSuccess: renew,
  });
}

function useRenewFolders(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([foldersQuery, backupsQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
  };
}
