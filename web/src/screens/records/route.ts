import { createRoute } from '@tanstack/react-router';
import { kindCountsQuery, kindsQuery } from '../../api/kinds.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readRecordsSearch } from './records-search.ts';

/** Records of any kind: `kind` is the kind, `key` the open record. */
export const recordsRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'records/$kind/{-$key}',
  validateSearch: readRecordsSearch,
  loader: async ({ context: { queryClient }, params: { backupId } }) => {
    void queryClient.prefetchQuery(kindCountsQuery(backupId));
    await queryClient.ensureQueryData(kindsQuery);
  },
}).lazy(() => import('./records-screen.tsx').then(({ Route }) => Route));
