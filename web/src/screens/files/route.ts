import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { domainsQuery, fileEntryQuery, findFilesQuery, folderQuery, previewQuery } from '../../api/files.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { isSearching, readFilesSearch } from './files-search.ts';

/** The files of a backup: `d` is a domain, `p` a folder in it, `f` the open file. */
export const filesRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'files',
  validateSearch: readFilesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps, cause }) => {
    const { d, p = '', f, q = '', type, as = 'auto' } = deps;
    void queryClient.prefetchQuery(backupQuery(backupId));
    void queryClient.prefetchQuery(domainsQuery(backupId));
    if (isSearching(deps)) {
      const wanted = { q, type: type ?? null, domain: d ?? null };
      void queryClient.prefetchInfiniteQuery(findFilesQuery(backupId, wanted));
    } else if (d !== undefined) void queryClient.prefetchInfiniteQuery(folderQuery(backupId, d, p));
    // Preloading on hover must not open a large database.
    if (f === undefined || cause === 'preload') return;
    void queryClient.prefetchQuery(fileEntryQuery(backupId, f));
    void queryClient.prefetchInfiniteQuery(previewQuery(backupId, f, as));
  },
}).lazy(() => import('./files-screen.tsx').then(({ Route }) => Route));
