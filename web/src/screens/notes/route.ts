import { createRoute } from '@tanstack/react-router';
import { noteFoldersQuery, noteQuery, notesQuery } from '../../api/notes.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { filterOf, readNoteSearch } from './note-search.ts';

/** Notes: `folder` and `show` are filters, `n` is the open note. */
export const notesRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'notes',
  validateSearch: readNoteSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { backupId }, deps }) => {
    const filter = filterOf(deps);
    void queryClient.prefetchQuery(noteFoldersQuery(backupId));
    void queryClient.prefetchInfiniteQuery(notesQuery(backupId, { ...filter, pinned: true }));
    void queryClient.prefetchInfiniteQuery(notesQuery(backupId, { ...filter, pinned: false }));
    if (deps.n !== undefined) void queryClient.prefetchQuery(noteQuery(backupId, deps.n));
  },
}).lazy(() => import('./notes-screen.tsx').then(({ Route }) => Route));
