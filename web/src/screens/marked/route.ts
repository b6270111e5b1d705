import { createRoute } from '@tanstack/react-router';
import { marksQuery } from '../../api/marks.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readMarkedSearch } from './marked-search.ts';

/** Records with stars, tags or notes. */
export const markedRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'marked',
  validateSearch: readMarkedSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => void queryClient.prefetchQuery(marksQuery(backupId)),
}).lazy(() => import('./marked-screen.tsx').then(({ Route }) => Route));
